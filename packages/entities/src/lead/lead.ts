import type { AnyEvent, EventData, LoggedEvent } from "@stats/events";
import { evolveCommunication } from "../communication/evolve.ts";
import { nothingSaid, type Communication } from "../communication/state.ts";
import { communicationWeight } from "../communication/weight.ts";
import type { Fold } from "../fold.ts";
import { begins, latest, secondsOf, type Moment, type Valued } from "../moment.ts";
import { weightOf } from "../weight-of.ts";
import { leadRows } from "./rows.ts";

/** What the events of a lead say, as far as a row can depend on it. */
export interface LeadState {
  /** The reception that counts, of several the earliest (settled). */
  received: Valued<EventData["offline_message.received.v1"]> | undefined;
  /** Every reception, in whole seconds, that was ever said, each once: the keys that this lead's row may have had. */
  receptions: number[];
  /** Who was assigned last, and how it was processed last (rulings X12). */
  assigned: Valued<number> | undefined;
  processed: Valued<EventData["offline_message.processed.v1"]> | undefined;
  /** Tags, sales and the like, from the first on. */
  said: Communication | undefined;
}

const stateBytes = 320;
const numberBytes = 16;

/** Leads: one fact row an offline message. What each column means stands in docs/metrics.md, "Leads". */
export const leadFold: Fold<LeadState> = {
  kinds: ["offline_message"],
  initialState: () => ({ received: undefined, receptions: [], assigned: undefined, processed: undefined, said: undefined }),
  evolve,
  rows: leadRows,
  weight: ({ receptions, received, processed, said }) =>
    stateBytes + numberBytes * receptions.length + weightOf(received?.value) + weightOf(processed?.value) + communicationWeight(said),
};

function evolve(state: LeadState, logged: LoggedEvent<AnyEvent>): LeadState {
  const { event, version } = logged;
  const at: Moment = { timeMs: event.timeMs, version };
  if (event.type === "offline_message.received.v1") receive(state, at, event.data);
  else if (event.type === "offline_message.assigned.v1") state.assigned = latest(state.assigned, { ...at, value: event.data.employee_id });
  else if (event.type === "offline_message.processed.v1") state.processed = latest(state.processed, { ...at, value: event.data });
  else evolveCommunication((state.said ??= nothingSaid()), logged);
  return state;
}

function receive(state: LeadState, at: Moment, value: EventData["offline_message.received.v1"]): void {
  const seconds = secondsOf(at.timeMs);
  if (!state.receptions.includes(seconds)) state.receptions.push(seconds);
  if (begins(state.received, at)) state.received = { ...at, value };
}
