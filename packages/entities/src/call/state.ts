import type { EventData } from "@stats/events";
import type { Communication } from "../communication/state.ts";
import type { Valued } from "../moment.ts";
import { noRatings, type Ratings } from "../ratings.ts";
import type { Recording } from "./recordings.ts";
import type { TalkMark } from "./talks.ts";

/** What the events say of one leg. Until it has started the leg is not known to any row. */
export interface Leg {
  readonly legId: number;
  /** The call.leg_started that counts, of several the earliest (rulings X11). */
  started: Valued<EventData["call.leg_started.v1"]> | undefined;
  /** Every start, in whole seconds, that the leg was ever said to have, each once: a key of its row, and perhaps of its call's. */
  starts: number[];
  /** Epoch milliseconds of the earliest pick-up. */
  connectedMs: number | undefined;
  /** The latest of each. */
  ended: Valued<EventData["call.leg_ended.v1"]> | undefined;
  charged: Valued<EventData["call.leg_charged.v1"]> | undefined;
  postprocessed: Valued<EventData["call.postprocessed.v1"]> | undefined;
  /** Starts and ends of talks, in the order of the log. */
  talkMarks: TalkMark[];
}

export type StartedLeg = Leg & { readonly started: NonNullable<Leg["started"]> };

/** What the events of a call say, as far as a row can depend on it. */
export interface CallState extends Ratings {
  readonly legs: Map<number, Leg>;
  /** The latest call.finished. */
  finished: Valued<EventData["call.finished.v1"]> | undefined;
  /** Of the call as a whole, or of one of its legs. */
  recordings: Recording[];
  remark: Valued<number> | undefined;
  /** What is said of the call as of any communication; absent until something is. */
  said: Communication | undefined;
}

/** A call of which nothing is known yet. */
export function unknownCall(): CallState {
  return { legs: new Map(), finished: undefined, recordings: [], ...noRatings(), remark: undefined, said: undefined };
}

export function unknownLeg(legId: number): Leg {
  return { legId, started: undefined, starts: [], connectedMs: undefined, ended: undefined, charged: undefined, postprocessed: undefined, talkMarks: [] };
}

/** The legs that have started, by start; at one millisecond by leg_id (rulings, settled last). The first one is the first leg of the call. */
export function startedLegs({ legs }: CallState): readonly StartedLeg[] {
  return [...legs.values()].filter(isStarted).toSorted((a, b) => a.started.timeMs - b.started.timeMs || a.legId - b.legId);
}

/** Whose talks are those of the call, and who can be credited: operators, but no coaches (contract, rulings A9). */
export function isAgents({ started }: StartedLeg): boolean {
  return started.value.is_operator && !started.value.is_coach;
}

function isStarted(leg: Leg): leg is StartedLeg {
  return leg.started !== undefined;
}
