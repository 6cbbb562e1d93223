import { describe, expect, it } from "vitest";
import type { OperatorBucketsRow } from "../operator-buckets/question.ts";
import { operatorEvidence } from "./operator-evidence.ts";

const hour = 3600;
const noon = Date.parse("2025-03-01T12:00:00Z") / 1000;
const at = (hours: number) => noon + hours * hour;

const ledger = (bucket: number, all_writes: number, all_digests: string): OperatorBucketsRow => {
  return { source: "ledger", bucket, all_writes, all_digests, begin: 0, end: 0 };
};
const rolled = (bucket: number, all_writes: number, all_digests: string, end = bucket + hour): OperatorBucketsRow => {
  return { source: "rollup", bucket, all_writes, all_digests, begin: bucket, end };
};
const hoursFrom = (end: number) => (begin: number) =>
  Array.from({ length: Math.ceil((end - begin) / hour) }, (_, index) => {
    const bucket = begin - (begin % hour) + index * hour;
    return { bucket, begin: bucket, end: bucket + hour };
  });
const states = (begin: number, end: number, rows: readonly OperatorBucketsRow[]) =>
  operatorEvidence({ begin, end }, "hour", hoursFrom(end), rows).days.flatMap(({ hours }) =>
    hours.map((known) => `${(known.begin - noon) / hour}-${(known.end - noon) / hour} ${known.state} ${known.size}`),
  );

describe("which buckets of operators' time are current", () => {
  it("are those whose roll-up knows of all writes up to their end, also where nothing was written", () => {
    const rows = [ledger(0, 5, "50"), ledger(at(1), 2, "7"), rolled(at(0), 5, "50"), rolled(at(1), 7, "57"), rolled(at(2), 5, "50"), rolled(at(3), 7, "58")];
    expect(states(at(0), at(5), rows)).toEqual(["0-1 current 1", "1-2 current 3", "2-3 stale 1", "3-4 stale 1", "4-5 stale 1"]);
  });

  it("digests add up as 64 bits do", () => {
    const rows = [ledger(at(0), 1, "18446744073709551615"), ledger(at(1), 1, "3"), rolled(at(1), 2, "2")];
    expect(states(at(0), at(2), rows)).toEqual(["0-1 stale 2", "1-2 current 2"]);
  });

  it("a bucket that the database cuts elsewhere is not used", () => {
    expect(states(at(0), at(1), [ledger(0, 1, "1"), rolled(at(0), 1, "1", at(1) + 1800)])).toEqual(["0-1 stale 1"]);
  });

  it("before the first change there is nothing, however long", () => {
    expect(states(200_000, at(1), [ledger(at(0), 1, "1"), rolled(at(0), 1, "1")])).toEqual([`${(200_000 - noon) / hour}-0 empty 0`, "0-1 current 2"]);
    expect(states(at(0), at(9), [])).toEqual(["0-9 empty 0"]);
  });
});
