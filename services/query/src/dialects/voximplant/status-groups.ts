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

/** The statuses of one user in one bucket. */
interface Cell {
  readonly who: Who;
  readonly when: When;
  readonly byStatus: Map<OperatorStatus, Sample>;
}

/** Pieces are passed on when they come to so many characters. */
const pieceCharacters = 16 * 1024;

/**
 * The reply as pieces of its JSON: buckets of users, or users of buckets.
 * @param batches rows in the order of the grouping: by user and then bucket, or by bucket and then user
 */
export async function* toResultTexts(batches: AsyncIterable<readonly OperatorTimeRow[]>, grouping: Grouping): AsyncGenerator<string> {
  let piece = '{"result":[';
  let group: string | undefined;
  for await (const cells of toCells(batches, grouping)) {
    for (const cell of cells) {
      const [head, inner] = grouping.group === "user" ? [cell.who, cell.when] : [cell.when, cell.who];
      const key = JSON.stringify(head);
      const text = JSON.stringify({ ...inner, acd_status: toDetail(cell.byStatus, grouping) });
      piece += key === group ? `,${text}` : `${group === undefined ? "" : "]},"}${begun(key)}"statistics":[${text}`;
      group = key;
      if (piece.length < pieceCharacters) continue;
      yield piece;
      piece = "";
    }
  }
  yield `${piece}${group === undefined ? "" : "]}"}]}`;
}

/** The JSON of an object whose last members are still to come. */
function begun(json: string): string {
  return json === "{}" ? "{" : `${json.slice(0, -1)},`;
}

/** One cell a user and bucket, whose rows lie together: of each batch those that are complete. */
async function* toCells(batches: AsyncIterable<readonly OperatorTimeRow[]>, grouping: Grouping): AsyncGenerator<readonly Cell[]> {
  let [last, former]: [Cell | undefined, OperatorTimeRow | undefined] = [undefined, undefined];
  for await (const rows of batches) {
    const complete: Cell[] = [];
    for (const row of rows) {
      if (last === undefined || former?.user_id !== row.user_id || former.day !== row.day || former.hour !== row.hour) {
        if (last !== undefined) complete.push(last);
        last = beginCell(row, grouping);
      }
      last.byStatus.set(row.status, { min: row.seconds_min, avg: row.seconds_avg, max: row.seconds_max, count: row.samples, sum: row.seconds_sum });
      former = row;
    }
    yield complete;
  }
  if (last !== undefined) yield [last];
}

function beginCell({ user_id, day, hour }: OperatorTimeRow, { replyShape, firstHour }: Grouping): Cell {
  return {
    who: { user_id: replyShape === "array" ? String(user_id) : user_id },
    when: { ...(day === null ? {} : { date: day }), ...(hour === null ? {} : { hour: hour + firstHour }) },
    byStatus: new Map(),
  };
}

function toDetail(byStatus: Cell["byStatus"], { statuses, replyShape }: Grouping): Detail | [Detail] {
  const detail: Detail = Object.fromEntries(statuses.flatMap((status) => (byStatus.has(status) ? [[status, byStatus.get(status)]] : [])));
  return replyShape === "array" ? [detail] : detail;
}
