import type { DialogBucketsRow } from "../dialog-buckets/question.ts";
import { localDays } from "./local-days.ts";
import type { BucketState, Evidence, Interval, KnownBucket, KnownDay } from "./plan.ts";

/** What is said of one bucket: by the ledger, and by roll-ups. */
interface Known {
  readonly state: BucketState;
  readonly size: number;
}

export interface HoursLookedAt extends Interval {
  readonly rows: readonly DialogBucketsRow[];
}

const hour = 3600;
const daySeconds = 86_400;
const nothing: Known = { state: "empty", size: 0 };
const order: readonly BucketState[] = ["empty", "current", "stale"];

/**
 * What the ledger and the roll-ups say, put together by the account's days.
 * @param asked whole hours
 * @param days rows by date, or undefined when days are of no use
 * @param hours rows by hour and the interval that was looked at, or undefined when none was
 */
export function dialogEvidence(
  zone: string,
  cut: string,
  asked: Interval,
  days: readonly DialogBucketsRow[] | undefined,
  hours: HoursLookedAt | undefined,
): Evidence {
  const byDate = statesOf(days ?? [], cut);
  const byHour = statesOf(hours?.rows ?? [], cut);
  const dates = localDays(zone, asked);
  return {
    isEven: isEven(dates, days ?? [], hours?.rows ?? []),
    days: dates.map(({ date, begin, end }): KnownDay => {
      const known = byDate.get(date) ?? nothing;
      const within = { begin: Math.max(begin, asked.begin), end: Math.min(end, asked.end) };
      return {
        bucket: date * daySeconds,
        ...within,
        state: days === undefined ? "stale" : known.state,
        size: known.size,
        isWhole: within.begin === begin && within.end === end,
        // of other hours nothing is known, not even that they are empty
        hours: hours === undefined || within.begin < hours.begin || within.end > hours.end ? [] : hoursOf(within, byHour),
      };
    }),
  };
}

function hoursOf({ begin, end }: Interval, byHour: ReadonlyMap<number, Known>): readonly KnownBucket[] {
  return Array.from({ length: (end - begin) / hour }, (_, index) => {
    const at = begin + index * hour;
    return { bucket: at, begin: at, end: at + hour, ...(byHour.get(at) ?? nothing) };
  });
}

/** A bucket of several kinds of dialogs is as the worst of them. */
function statesOf(rows: readonly DialogBucketsRow[], cut: string): ReadonlyMap<number, Known> {
  const states = new Map<number, Known>();
  for (const its of Map.groupBy(rows, ({ kind, bucket }) => `${kind} ${bucket}`).values()) {
    const [first] = its;
    if (first === undefined) continue;
    const one = stateOf(its, cut);
    const other = states.get(first.bucket) ?? nothing;
    const worse = order.indexOf(one.state) > order.indexOf(other.state) ? one.state : other.state;
    states.set(first.bucket, { state: worse, size: one.size + other.size });
  }
  return states;
}

function stateOf(rows: readonly DialogBucketsRow[], cut: string): Known {
  const of = (source: string) => rows.find((row) => row.source === source);
  const [ledger, total, asked] = [of("ledger"), of("total"), of(cut)];
  if (ledger === undefined || ledger.all_writes === 0) return nothing;
  const knowsAll = (row: DialogBucketsRow | undefined) => row?.all_writes === ledger.all_writes && row.all_digests === ledger.all_digests;
  const size = total?.dialogs ?? ledger.all_writes;
  if (knowsAll(total) && size === 0) return nothing;
  return { state: knowsAll(asked) ? "current" : "stale", size };
}

/**
 * Whether every hour is a whole one on the account's clock, for the database and for this process: they have their own tables of time zones, so of every
 * hour in which there is anything both must have the same date.
 */
function isEven(
  dates: readonly { readonly date: number; readonly begin: number; readonly end: number }[],
  days: readonly DialogBucketsRow[],
  hours: readonly DialogBucketsRow[],
): boolean {
  if (dates.some(({ begin }) => begin % hour !== 0)) return false;
  const byDate = new Map(dates.map((day) => [day.date, day]));
  const isWithin = ({ bucket, first_hour, last_hour }: DialogBucketsRow) => {
    const day = byDate.get(bucket);
    return day !== undefined && day.begin <= first_hour && last_hour + hour <= day.end;
  };
  const ofLedger = (rows: readonly DialogBucketsRow[]) => rows.filter(({ source }) => source === "ledger");
  return ofLedger(days).every((row) => row.is_even && isWithin(row)) && ofLedger(hours).every(({ is_even }) => is_even);
}
