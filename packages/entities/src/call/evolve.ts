import type { AnyEvent, EventData, LoggedEvent } from "@stats/events";
import { evolveCommunication } from "../communication/evolve.ts";
import { nothingSaid } from "../communication/state.ts";
import { begins, latest, secondsOf, type Moment } from "../moment.ts";
import { rate } from "../ratings.ts";
import { addRecording } from "./recordings.ts";
import { unknownLeg, type CallState, type Leg } from "./state.ts";

/** Folds one event of a call, whatever the order in which event times arrive. */
export function evolveCall(state: CallState, logged: LoggedEvent<AnyEvent>): CallState {
  const { event, version } = logged;
  const at: Moment = { timeMs: event.timeMs, version };
  switch (event.type) {
    case "call.leg_started.v1":
      startLeg(legOf(state, event.data), at, event.data);
      break;
    case "call.leg_connected.v1": {
      const leg = legOf(state, event.data);
      leg.connectedMs = Math.min(leg.connectedMs ?? at.timeMs, at.timeMs);
      break;
    }
    case "call.leg_talk_started.v1":
      legOf(state, event.data).talkMarks.push({ ...at, isStart: true });
      break;
    case "call.leg_talk_ended.v1":
      legOf(state, event.data).talkMarks.push({ ...at, isStart: false });
      break;
    case "call.leg_ended.v1": {
      const leg = legOf(state, event.data);
      leg.ended = latest(leg.ended, { ...at, value: event.data });
      break;
    }
    case "call.leg_charged.v1": {
      const leg = legOf(state, event.data);
      leg.charged = latest(leg.charged, { ...at, value: event.data });
      break;
    }
    case "call.postprocessed.v1": {
      const leg = legOf(state, event.data);
      leg.postprocessed = latest(leg.postprocessed, { ...at, value: event.data });
      break;
    }
    case "call.recorded.v1":
      addRecording(state.recordings, at, event.data);
      break;
    case "call.finished.v1":
      state.finished = latest(state.finished, { ...at, value: event.data });
      break;
    case "call.rated.v1":
      rate(state, at, event.data);
      break;
    case "call.remarked.v1":
      state.remark = latest(state.remark, { ...at, value: event.data.remark_id });
      break;
    default:
      evolveCommunication((state.said ??= nothingSaid()), logged);
  }
  return state;
}

function legOf({ legs }: CallState, { leg_id: legId }: { readonly leg_id: number }): Leg {
  let leg = legs.get(legId);
  if (leg === undefined) legs.set(legId, (leg = unknownLeg(legId)));
  return leg;
}

function startLeg(leg: Leg, at: Moment, data: EventData["call.leg_started.v1"]): void {
  const seconds = secondsOf(at.timeMs);
  if (!leg.starts.includes(seconds)) leg.starts.push(seconds);
  if (begins(leg.started, at)) leg.started = { ...at, value: data };
}
