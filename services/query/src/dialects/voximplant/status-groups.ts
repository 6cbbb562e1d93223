import type { OperatorStatus, OperatorTimeRow } from "@stats/questions";

export const groupings = ["user", "aggregation"] as const;

/** Settings of an account: the vendor's documentation and its declared types disagree, and clients exist for both. */
export interface StatisticsStyle {
  /** `object`: number ids and one object by status, as in the vendor's example; `array`: text ids and an array of one such object, as declared. */
  readonly replyShape: "object" | "array";
  /** The number of the hour from midnight. */
  readonly firstHour: 0 | 1;
}

interface Grouping extends StatisticsStyle {
  readonly group: (typeof groupings)[number];
  /** In the order of the reply's keys. */
  readonly statuses: readonly OperatorStatus[];
}

interface Sample {
  readonly min: number;
  readonly avg: number;
  readonly max: number;
  readonly count: number;
  readonly sum: number;
}
type Detail = Partial<Record<OperatorStatus, Sample>>;

interface Who {
  readonly user_id?: number | string;
}
interface When {
  readonly date?: string;
  readonly hour?: number;
}

export interface StatisticsReply {
  result: (Who & When & { statistics: (Who & When & { acd_status: Detail | [Detail] })[] })[];
}

interface Cell {
  readonly who: Who;
  readonly when: When;
  readonly byStatus: Map<OperatorStatus, Sample>;
}

interface Item {
  readonly head: Who & When;
  readonly cells: Cell[];
}

/** Regroups rows (ordered by user and bucket) into the reply: users of buckets, or buckets of users, both ascending. */
export function toResult(rows: readonly OperatorTimeRow[], grouping: Grouping): StatisticsReply {
  const isByUser = grouping.group === "user";
  const outer = new Map<string, Item>();
  for (const cell of toCells(rows, grouping)) {
    const head = isByUser ? cell.who : cell.when;
    const key = JSON.stringify(head);
    const item: Item = outer.get(key) ?? { head, cells: [] };
    item.cells.push(cell);
    outer.set(key, item);
  }
  const items = [...outer.values()];
  if (!isByUser) items.sort((one, other) => compareWhen(one.head, other.head));
  return {
    result: items.map(({ head, cells }) => ({
      ...head,
      statistics: cells.map(({ who, when, byStatus }) => ({ ...(isByUser ? when : who), acd_status: toDetail(byStatus, grouping) })),
    })),
  };
}

/** One cell a user and bucket; its rows lie together. */
function toCells(rows: readonly OperatorTimeRow[], { replyShape, firstHour }: Grouping): readonly Cell[] {
  const cells: Cell[] = [];
  let former: OperatorTimeRow | undefined;
  for (const row of rows) {
    if (former?.user_id !== row.user_id || former.day !== row.day || former.hour !== row.hour) {
      cells.push({
        who: { user_id: replyShape === "array" ? String(row.user_id) : row.user_id },
        when: { ...(row.day === null ? {} : { date: row.day }), ...(row.hour === null ? {} : { hour: row.hour + firstHour }) },
        byStatus: new Map(),
      });
    }
    cells.at(-1)?.byStatus.set(row.status, { min: row.seconds_min, avg: row.seconds_avg, max: row.seconds_max, count: row.samples, sum: row.seconds_sum });
    former = row;
  }
  return cells;
}

function toDetail(byStatus: Cell["byStatus"], { statuses, replyShape }: Grouping): Detail | [Detail] {
  const detail: Detail = Object.fromEntries(statuses.flatMap((status) => (byStatus.has(status) ? [[status, byStatus.get(status)]] : [])));
  return replyShape === "array" ? [detail] : detail;
}

function compareWhen(one: When, other: When): number {
  const [date = "", otherDate = ""] = [one.date, other.date];
  return date === otherDate ? (one.hour ?? 0) - (other.hour ?? 0) : date < otherDate ? -1 : 1;
}
