import type { Communication, Origin } from "../communication/state.ts";
import type { Moment, Valued } from "../moment.ts";
import { noRatings, type Ratings } from "../ratings.ts";
import type { Messages } from "./messages.ts";

/** The chat.started that counts, of several the earliest (rulings X11). Ids are 0 where the event has none. */
export interface Started extends Moment {
  readonly siteId: number;
  readonly departmentId: number;
  readonly queueId: number;
  readonly initiator: string;
  readonly withBot: boolean;
  readonly origin: Origin;
}

/** What a chat.closed says; undefined where it leaves the status to be derived (rulings A17). */
export interface Close {
  readonly cause: string;
  readonly status: string | undefined;
}

/** What a hand-over, assignment or transfer says about who serves the chat; 0 where it says nothing. */
export interface Route extends Moment {
  readonly employeeId: number;
  readonly departmentId: number;
  readonly queueId: number;
}

/**
 * What the events of a chat say, as far as a row can depend on it. A close can still move, and with it which messages and routes count:
 * so all of those are kept and only {@link chatRows} applies the close.
 */
export interface ChatState extends Ratings {
  started: Started | undefined;
  /** Every start, in whole seconds, that any chat.started ever said, each once: the keys that this chat's row may have had. */
  starts: number[];
  closed: Valued<Close> | undefined;
  /** Epoch milliseconds of the earliest hand-over to the human queue. */
  handedMs: number | undefined;
  routes: Route[];
  isTransfer: boolean;
  messages: Messages | undefined;
  remark: Valued<number> | undefined;
  /** Tags, sales and the like, from the first on. */
  said: Communication | undefined;
}

/** A chat of which nothing is known yet. */
export function unknownChat(): ChatState {
  return {
    started: undefined,
    starts: [],
    closed: undefined,
    handedMs: undefined,
    routes: [],
    isTransfer: false,
    messages: undefined,
    ...noRatings(),
    remark: undefined,
    said: undefined,
  };
}
