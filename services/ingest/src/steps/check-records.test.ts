import { describe, expect, it } from "vitest";
import { chat, logged } from "../testing/events.ts";
import { checkRecords } from "./check-records.ts";
import { digestOfRecord, positionsOf } from "./positions-of.ts";

const [start, ...rest] = chat(1);
if (start === undefined) throw new Error("a chat has a start");

describe("checkRecords", () => {
  it("makes an accepted event or a reject of every record, in order, versioned by epoch and offset", () => {
    const bad = { ...start, value: "{" };
    const { accepted, rejected } = checkRecords([logged(start, 5), logged(bad, 6), ...rest.map((each, index) => logged(each, 7 + index))], 2);
    expect(accepted.map(({ version }) => version - 2 * 2 ** 48)).toEqual([5, 7, 8, 9]);
    expect(rejected).toMatchObject([{ version: 2 * 2 ** 48 + 6, reason: "invalid_json", detail: expect.any(String), record: { offset: 6 } }]);
  });
});

describe("positionsOf", () => {
  it("has, for each partition, the version after its last record and that record's digest, whatever their order", () => {
    const records = [logged(start, 9, 1), logged(start, 4, 0), logged(start, 8, 1), { ...logged(start, 3, 1), topic: "other" }];
    expect(positionsOf(records, 1)).toEqual([
      { topic: "chat-events", partition: 1, nextVersion: 2 ** 48 + 10, lastDigest: digestOfRecord(logged(start, 9, 1)) },
      { topic: "chat-events", partition: 0, nextVersion: 2 ** 48 + 5, lastDigest: digestOfRecord(logged(start, 4)) },
      { topic: "other", partition: 1, nextVersion: 2 ** 48 + 4, lastDigest: digestOfRecord(logged(start, 3)) },
    ]);
  });

  it("tells records without key or value from empty ones no worse than from others", () => {
    expect(digestOfRecord({ ...logged(start, 0), key: null, value: null })).not.toBe(digestOfRecord(logged(start, 0)));
  });
});
