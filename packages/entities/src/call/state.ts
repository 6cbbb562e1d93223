import type { Moment, Valued } from "../moment.ts";
import { noRatings, type Ratings } from "../ratings.ts";
import type { Direction } from "./call-row.ts";
import type { TalkMark } from "./talks.ts";

/** The call.leg_started that counts, of several the earliest (rulings X11). Ids are 0 where the event has none. */
interface LegStart extends Moment {
  readonly direction: Direction;
  readonly virtualPhoneNumber: string;
  readonly callingPhoneNumber: string;
  readonly calledPhoneNumber: string;
  readonly isOperator: boolean;
  readonly isCoach: boolean;
  readonly isTransferred: boolean;
  readonly employeeId: number;
  readonly siteId: number;
  readonly departmentId: number;
  readonly queueId: number;
}

/** What the events say of one leg. Until it has started the leg is not known to any row. */
export interface Leg {
  readonly legId: number;
  started: LegStart | undefined;
  /** Epoch milliseconds of the earliest pick-up. */
  connectedMs: number | undefined;
  /** Epoch milliseconds of the latest end. */
  endedMs: number | undefined;
  /** Starts and ends of talks, in the order of the log. */
  talkMarks: TalkMark[];
}

export type StartedLeg = Leg & { readonly started: LegStart };

/** What the events of a call say, as far as a row can depend on it. */
export interface CallState extends Ratings {
  readonly legs: Map<number, Leg>;
  /** Every start, in whole seconds, that any leg was ever said to have, each once: any of them may have been the call's, hence a key of its rows. */
  starts: number[];
  /** The latest call.finished; its value is what it says of `is_lost`. */
  finished: Valued<boolean | undefined> | undefined;
  remark: Valued<number> | undefined;
}

/** A call of which nothing is known yet. */
export function unknownCall(): CallState {
  return { legs: new Map(), starts: [], finished: undefined, ...noRatings(), remark: undefined };
}

/** The legs that have started, by start; at one millisecond by leg_id (rulings, settled last). The first one is the first leg of the call. */
export function startedLegs({ legs }: CallState): readonly StartedLeg[] {
  return [...legs.values()].filter(isStarted).toSorted((a, b) => a.started.timeMs - b.started.timeMs || a.legId - b.legId);
}

/** Whose talks are those of the call, and who can be credited: operators, but no coaches (contract, rulings A9). */
export function isAgents({ started }: StartedLeg): boolean {
  return started.isOperator && !started.isCoach;
}

function isStarted(leg: Leg): leg is StartedLeg {
  return leg.started !== undefined;
}
