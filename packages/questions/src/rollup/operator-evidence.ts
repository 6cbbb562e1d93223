import type { OperatorBucketsRow } from "../operator-buckets/question.ts";
import type { Evidence, Interval, KnownBucket } from "./plan.ts";

/** A bucket, and the number under which its roll-up is kept. */
export interface BucketPlace extends Interval {
  readonly bucket: number;
}

/**
 * What the ledger and the roll-ups say, put together: a bucket is current when its roll-up knows of all writes up to the bucket's end, and was cut where
 * this process cuts it.
 * @param bucketsFrom the buckets that reach from an instant to the end of what is asked, one after the other
 */
export function operatorEvidence(
  asked: Interval,
  grain: "hour" | "day",
  bucketsFrom: (instant: number) => readonly BucketPlace[],
  rows: readonly OperatorBucketsRow[],
): Evidence {
  const ledger = rows.filter(({ source }) => source === "ledger").toSorted((a, b) => a.bucket - b.bucket);
  const rolled = new Map(rows.filter(({ source }) => source === "rollup").map((row) => [row.bucket, row]));
  let [next, writes, digest] = [0, 0, 0n];
  const addUpTo = (bucket: number): void => {
    for (let entry = ledger[next]; entry !== undefined && entry.bucket <= bucket; entry = ledger[next]) {
      writes += entry.all_writes;
      digest = BigInt.asUintN(64, digest + BigInt(entry.all_digests));
      next += 1;
    }
  };
  addUpTo(0);
  // nobody has a status before the first change: there may be years of it
  const first = writes > 0 ? asked.begin : Math.max(asked.begin, ledger[next]?.bucket ?? asked.end);
  const places = bucketsFrom(first).map(({ bucket, begin, end }): KnownBucket => {
    const before = writes;
    addUpTo(bucket);
    const its = rolled.get(bucket);
    const isCurrent = its?.all_writes === writes && BigInt(its.all_digests) === digest && its.begin === begin && its.end === end;
    // who is in a status without changing it is read too
    return { bucket, begin, end, state: writes === 0 ? "empty" : isCurrent ? "current" : "stale", size: 1 + writes - before };
  });
  return { isEven: true, days: daysOf([...silenceBefore(places[0]?.begin ?? asked.end, asked), ...places], grain) };
}

function silenceBefore(end: number, { begin }: Interval): readonly KnownBucket[] {
  return begin < end ? [{ bucket: 0, begin, end, state: "empty", size: 0 }] : [];
}

/** Days; or hours, as those of days that are of no use. */
function daysOf(buckets: readonly KnownBucket[], grain: "hour" | "day"): Evidence["days"] {
  if (grain === "day") return buckets.map((day) => ({ ...day, isWhole: true, hours: [] }));
  const [first, last] = [buckets[0], buckets.at(-1)];
  if (first === undefined || last === undefined) return [];
  return [{ bucket: 0, begin: first.begin, end: last.end, state: "stale", size: 0, isWhole: false, hours: buckets }];
}
