import type { StatusFact } from "./status-fact.ts";
import { statusPieces, type Piece } from "./status-pieces.ts";

/** The order in which the vendor declares them (V6). */
export const acdStatuses = ["OFFLINE", "ONLINE", "READY", "BANNED", "IN_SERVICE", "AFTER_SERVICE", "TIMEOUT", "DND"] as const;
export type TimeAggregation = "none" | "day" | "hour" | "hour_of_day";

/** The parameters of GetACDOperatorStatusStatistics, after reading the request, with the time of day and the account's settings. */
export interface OperatorTimeParams {
  /** `YYYY-MM-DD HH:mm:ss`, UTC, inclusive */
  readonly from_date: string;
  /** the same, exclusive; default now */
  readonly to_date?: string;
  readonly user_id: "all" | readonly number[];
  /** in the order of the request; default all eight in declared order */
  readonly acd_status?: readonly string[];
  readonly aggregation?: TimeAggregation;
  readonly group?: "user" | "aggregation";
  readonly nowMs: number;
  readonly reply_shape?: "object" | "array";
  readonly first_hour?: 0 | 1;
}

export interface StatusStatistics {
  readonly min: number;
  readonly avg: number;
  readonly max: number;
  readonly count: number;
  readonly sum: number;
}
type ByStatus = Readonly<Record<string, StatusStatistics>>;
interface Bucket {
  readonly date?: string;
  readonly hour?: number;
}
type UserId = { readonly user_id?: number | string };
type Entry = UserId & Bucket & { readonly acd_status: ByStatus | readonly ByStatus[] };
export type OperatorTimeResult = {
  readonly result: readonly (UserId & Bucket & { readonly statistics: readonly Entry[] })[];
};

/** `changes` are the account's own. Rulings V1-V4, V6, V8, V11 and X16; notes-voximplant section 1 for the shapes. */
export function operatorTime(changes: readonly StatusFact[], params: OperatorTimeParams): OperatorTimeResult {
  const aggregation = params.aggregation ?? "none";
  const statuses = [...new Set(params.acd_status ?? acdStatuses)];
  const window = askedWindow(params);
  const cells = new Map<string, { readonly userId: number; readonly bucket: Bucket; readonly pieces: Piece[] }>();
  for (const [userId, own] of Map.groupBy(changes, (change) => change.user_id)) {
    if (params.user_id !== "all" && !params.user_id.includes(userId)) continue;
    for (const piece of statusPieces(own, window, aggregation)) {
      if (!statuses.includes(piece.status)) continue;
      const bucket = bucketOf(piece.from, aggregation, params.first_hour ?? 0);
      const key = `${userId}|${bucket.date}|${bucket.hour}`;
      const cell = cells.get(key) ?? { userId, bucket, pieces: [] };
      cell.pieces.push(piece);
      cells.set(key, cell);
    }
  }
  const sorted = [...cells.values()].sort((a, b) => byBucket(a.bucket, b.bucket) || a.userId - b.userId);
  const user = (id: number): UserId => ({
    user_id: params.reply_shape === "array" ? String(id) : id,
  });
  const entry = (pieces: readonly Piece[]): Pick<Entry, "acd_status"> => {
    const all = byStatus(pieces, statuses);
    return { acd_status: params.reply_shape === "array" ? [all] : all };
  };
  if (params.group === "aggregation") {
    const byTime = Map.groupBy(sorted, ({ bucket }) => `${bucket.date}|${bucket.hour}`);
    return {
      result: [...byTime.values()].map((group) => ({
        ...group[0]?.bucket,
        statistics: group.map((cell) => ({ ...user(cell.userId), ...entry(cell.pieces) })),
      })),
    };
  }
  const byUser = [...Map.groupBy(sorted, (cell) => cell.userId)].sort(([a], [b]) => a - b);
  return {
    result: byUser.map(([id, group]) => ({
      ...user(id),
      statistics: group.map((cell) => ({ ...cell.bucket, ...entry(cell.pieces) })),
    })),
  };
}

/** V4: [from, to), never past the whole second of now. */
function askedWindow({ from_date, to_date, nowMs }: OperatorTimeParams): {
  from: number;
  to: number;
} {
  const now = Math.floor(nowMs / 1000);
  const from = utcSecond(from_date);
  const to = to_date === undefined ? now : utcSecond(to_date);
  if (from > to) throw new RangeError("from_date is after to_date");
  return { from, to: Math.min(to, now) };
}

function utcSecond(text: string): number {
  return Temporal.Instant.from(`${text.replace(" ", "T")}Z`).epochMilliseconds / 1000;
}

function bucketOf(epochSecond: number, aggregation: TimeAggregation, firstHour: 0 | 1): Bucket {
  const iso = new Date(epochSecond * 1000).toISOString();
  const date = iso.slice(0, 10);
  const hour = Number(iso.slice(11, 13)) + firstHour;
  if (aggregation === "none") return {};
  if (aggregation === "day") return { date };
  return aggregation === "hour" ? { date, hour } : { hour };
}

/** V8 */
function byBucket(a: Bucket, b: Bucket): number {
  if (a.date !== b.date) return (a.date ?? "") < (b.date ?? "") ? -1 : 1;
  return (a.hour ?? 0) - (b.hour ?? 0);
}

function byStatus(pieces: readonly Piece[], statuses: readonly string[]): ByStatus {
  const present = statuses.filter((status) => pieces.some((piece) => piece.status === status)); // V3
  return Object.fromEntries(present.map((status) => [status, statistics(pieces.filter((piece) => piece.status === status))]));
}

function statistics(pieces: readonly Piece[]): StatusStatistics {
  const seconds = pieces.map((piece) => piece.to - piece.from);
  const sum = seconds.reduce((total, each) => total + each, 0);
  const count = seconds.length;
  const min = seconds.reduce((least, each) => Math.min(least, each), sum);
  const max = seconds.reduce((most, each) => Math.max(most, each), 0);
  return { min, avg: Math.floor(sum / count), max, count, sum }; // V3: an empty set never gets here
}
