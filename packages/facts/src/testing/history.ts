import { below, pick, type Random } from "./random.ts";

export { below, pick, type Random, seededRandom, shuffled } from "./random.ts";

/** A row by its columns; those that are left out have the table's defaults. Instants are epoch seconds, `changed_at` is in milliseconds. */
export type Cells = Readonly<Record<string, string | number>>;

export interface HistoryOptions {
  readonly tenant: string;
  /** Dialogs of each kind, and status changes, start in [from, to), epoch seconds. */
  readonly from: number;
  readonly to: number;
  /** Entities of each kind. */
  readonly count: number;
  /** Lowest id; an id has one history only. Default 1. */
  readonly firstId?: number;
}

export const historyTables = ["chat", "call", "lead", "status_change"] as const;

/**
 * Rows that the folds of some log could write, in any order: of each dialog some versions, some of them moved to another start, with the former ones as
 * tombstones.
 */
export type History = Readonly<Record<(typeof historyTables)[number], readonly Cells[]>>;

const statuses = ["OFFLINE", "ONLINE", "READY", "BANNED", "IN_SERVICE", "AFTER_SERVICE", "TIMEOUT", "DND"];
const times = { chat: "started_at", call: "started_at", lead: "received_at" } as const;
const ids = { chat: "chat_id", call: "call_id", lead: "offline_message_id" } as const;

export function randomHistory(random: Random, options: HistoryOptions): History {
  const first = options.firstId ?? 1;
  const entities = Array.from({ length: options.count }, (_, index) => first + index);
  const dialogs = (table: keyof typeof times) => entities.flatMap((id) => versionsOf(random, options, table, id));
  return {
    chat: dialogs("chat"),
    call: dialogs("call"),
    lead: dialogs("lead"),
    status_change: entities.map((id) => changeOf(random, options, id)),
  };
}

/** What a dialog's rows were after each of its events. */
function versionsOf(random: Random, { tenant, from, to }: HistoryOptions, table: keyof typeof times, id: number): Cells[] {
  const rows: Cells[] = [];
  const former = new Set<number>();
  let at = from + below(random, to - from);
  const last = id * 10 + below(random, 4);
  for (let version = id * 10; version <= last; version += 1) {
    if (random() < 0.15) {
      former.add(at);
      // nearby, or anywhere
      at = random() < 0.5 ? Math.min(to - 1, at + below(random, 7200)) : from + below(random, to - from);
      former.delete(at);
    }
    const key = (time: number) => ({ tenant, [times[table]]: time, [ids[table]]: id, partition: id % 3, version });
    rows.push({ ...key(at), ...figuresOf(random, table), deleted: 0 }, ...[...former].map((time) => ({ ...key(time), deleted: 1 })));
  }
  return rows;
}

function figuresOf(random: Random, table: keyof typeof times): Cells {
  const flag = (share: number) => (random() < share ? 1 : 0);
  const place = { site_id: below(random, 4), department_id: below(random, 3), employee_id: below(random, 6) };
  const remark = { remark_id: random() < 0.2 ? 1 + below(random, 3) : 0 };
  if (table === "lead") return place;
  if (table === "call") return { ...place, ...remark };
  const [queued, closed] = [flag(0.8), flag(0.7)];
  const answered = queued === 1 ? flag(0.8) : 0;
  return {
    ...place,
    ...remark,
    queue_id: below(random, 4),
    with_bot: flag(0.3),
    visitor_wrote: flag(0.9),
    queued,
    answered,
    closed,
    wait: answered === 1 ? below(random, 90) : 0,
    talk: answered === 1 && closed === 1 ? below(random, 2000) : 0,
    face: pick(random, ["none", "none", "sad", "neutral", "happy"]),
    vote: pick(random, ["none", "none", "positive", "negative"]),
  };
}

function changeOf(random: Random, { tenant, from, to }: HistoryOptions, version: number): Cells {
  const changed_at = (from + below(random, to - from)) * 1000 + (random() < 0.2 ? below(random, 1000) : 0);
  return { tenant, user_id: 1 + below(random, 5), changed_at, status: pick(random, statuses), partition: version % 3, version };
}
