import { versionOf } from "@stats/entities";
import type { StoredPosition } from "@stats/facts";
import type { PartitionRange } from "@stats/log";
import { describe, expect, it } from "vitest";
import { LogChangedError, planAssignment } from "./assignment.ts";
import { digestOfRecord } from "./steps/positions-of.ts";
import { logged, status } from "./testing/events.ts";

const at = { topic: "chat-events", partition: 4 };
const range = (low: number, end: number): PartitionRange[] => [{ ...at, low, end }];
const stored = (offset: number, epoch = 0, lastDigest = "d"): StoredPosition[] => [{ ...at, nextVersion: versionOf(epoch, offset), lastDigest }];
const committed = (offset: number) => [{ ...at, offset }];
const start = (offset: number) => [{ ...at, offset }];

describe("where a worker starts to read", () => {
  it("starts at the first retained record where nothing was processed, whatever the group committed", () => {
    expect(planAssignment([at], committed(70), range(5, 90), [], 0)).toMatchObject({ starts: start(5), lost: [] });
  });

  it("starts one record before the stored position, to recognise the log", () => {
    expect(planAssignment([at], [], range(0, 90), stored(50), 0).starts).toEqual(start(49));
  });

  it("does not believe a commit that is ahead of the stored position: what lies between would be lost", () => {
    expect(planAssignment([at], committed(80), range(0, 90), stored(50), 0).starts).toEqual(start(49));
  });

  it("goes back to a commit behind the position: somebody wants to read again", () => {
    expect(planAssignment([at], committed(10), range(0, 90), stored(50), 0).starts).toEqual(start(10));
    expect(planAssignment([at], committed(10), range(20, 90), stored(50), 0).starts).toEqual(start(20));
  });

  it("starts at the end when all was processed", () => {
    expect(planAssignment([at], committed(50), range(0, 50), stored(50), 0).starts).toEqual(start(49));
    expect(planAssignment([at], committed(50), range(50, 50), stored(50), 0)).toMatchObject({ starts: start(50), lost: [] });
  });

  it("names what retention removed before it was processed", () => {
    expect(planAssignment([at], [], range(60, 90), stored(50), 0)).toMatchObject({ starts: start(60), lost: [{ ...at, from: 50, to: 60 }] });
  });

  it("refuses a log that ends below the position, in words that say what to do", () => {
    expect(() => planAssignment([at], [], range(0, 49), stored(50), 0)).toThrow(LogChangedError);
    expect(() => planAssignment([at], [], range(0, 49), stored(50), 0)).toThrow(/chat-events, partition 4, ends at offset 49.*new-epoch/);
  });

  it("starts anew after a new epoch, and ignores positions of earlier ones", () => {
    expect(planAssignment([at], committed(50), range(0, 3), stored(50), 1)).toMatchObject({ starts: start(0), lost: [] });
    expect(planAssignment([at], [], range(0, 30), stored(20, 1), 1).starts).toEqual(start(19));
  });

  it("leaves out partitions that the log does not have", () => {
    expect(planAssignment([at], [], [], stored(50), 0).starts).toEqual([]);
  });
});

describe("recognising the log", () => {
  const last = logged(status(501, "READY"), 49, 4);
  const known: StoredPosition[] = [{ topic: last.topic, partition: 4, nextVersion: 50, lastDigest: digestOfRecord(last) }];
  const plan = () => planAssignment([last], [], [{ topic: last.topic, partition: 4, low: 0, end: 90 }], known, 0);

  it("accepts the record that was processed last", () => {
    const { recognise } = plan();
    expect(() => recognise(last)).not.toThrow();
  });

  it("stops at another record in its place", () => {
    const { recognise } = plan();
    expect(() => recognise({ ...last, value: Buffer.from("other") })).toThrow(/partition 4: the record at offset 49 is not the one/);
    expect(() => plan().recognise({ ...last, key: Buffer.from("other") })).toThrow(LogChangedError);
  });

  it("looks at that record only, and once", () => {
    const { recognise } = plan();
    for (const offset of [48, 50]) expect(() => recognise({ ...last, offset, value: Buffer.from("other") })).not.toThrow();
    expect(() => recognise({ ...last, partition: 3, value: Buffer.from("other") })).not.toThrow();
    recognise(last);
    expect(() => recognise({ ...last, value: Buffer.from("other") })).not.toThrow();
  });

  it("does not take a key for the end of the value", () => {
    const shifted = { ...last, key: Buffer.from("ab"), value: Buffer.from("c") };
    expect(digestOfRecord(shifted)).not.toBe(digestOfRecord({ ...last, key: Buffer.from("a"), value: Buffer.from("bc") }));
  });
});
