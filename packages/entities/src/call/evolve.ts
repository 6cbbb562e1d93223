import type { AnyEvent, EventData, LoggedEvent } from "@stats/events";
import { begins, latest, secondsOf, type Moment } from "../moment.ts";
import { rate } from "../ratings.ts";
import type { CallState, Leg } from "./state.ts";

/**
 * Folds one event of a call, whatever the order in which event times arrive. Types that no row depends on (charges, recordings, tags, sales,
 * attributes, the visitor) leave the state as it is.
 */
export function evolveCall(state: CallState, { event, version }: LoggedEvent<AnyEvent>): CallState {
  const at: Moment = { timeMs: event.timeMs, version };
  switch (event.type) {
    case "call.leg_started.v1":
      startLeg(state, at, event.data);
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
      leg.endedMs = Math.max(leg.endedMs ?? at.timeMs, at.timeMs);
      break;
    }
    case "call.finished.v1":
      state.finished = latest(state.finished, { ...at, value: event.data.is_lost });
      break;
    case "call.rated.v1":
      rate(state, at, event.data);
      break;
    case "call.remarked.v1":
      state.remark = latest(state.remark, { ...at, value: event.data.remark_id });
      break;
    default:
      break; // no row depends on it
  }
  return state;
}

function legOf({ legs }: CallState, { leg_id: legId }: { readonly leg_id: number }): Leg {
  let leg = legs.get(legId);
  if (leg === undefined) legs.set(legId, (leg = { legId, started: undefined, connectedMs: undefined, endedMs: undefined, talkMarks: [] }));
  return leg;
}

function startLeg(state: CallState, at: Moment, data: EventData["call.leg_started.v1"]): void {
  const seconds = secondsOf(at.timeMs);
  if (!state.starts.includes(seconds)) state.starts.push(seconds);
  const leg = legOf(state, data);
  if (!begins(leg.started, at)) return;
  leg.started = {
    ...at,
    direction: data.direction,
    virtualPhoneNumber: data.virtual_phone_number,
    callingPhoneNumber: data.calling_phone_number,
    calledPhoneNumber: data.called_phone_number,
    isOperator: data.is_operator,
    isCoach: data.is_coach,
    isTransferred: data.is_transferred,
    employeeId: data.employee_id ?? 0,
    siteId: data.site_id ?? 0,
    departmentId: data.department_id ?? 0,
    queueId: data.queue_id ?? 0,
  };
}
