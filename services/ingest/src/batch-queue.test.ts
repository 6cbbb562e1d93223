import { describe, expect, it } from "vitest";
import type { LogRecord } from "@stats/log";
import { BatchQueue } from "./batch-queue.ts";

const record = (offset: number, bytes = 10): LogRecord => ({
  topic: "t",
  partition: 0,
  offset,
  key: null,
  headers: {},
  value: Buffer.alloc(bytes),
  timestampMs: 0,
});
const chunk = (from: number, count: number, bytes = 10) => Array.from({ length: count }, (_, index) => record(from + index, bytes));
const limit = (records: number, bytes = 1e9) => ({ records, bytes });
const offsets = (records: readonly LogRecord[]) => records.map(({ offset }) => offset);

/** Whether a promise has settled by now, after pending callbacks ran. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  let settled = false;
  void promise.then(() => (settled = true));
  await new Promise(setImmediate);
  return settled;
}

describe("BatchQueue", () => {
  it("gives what was pushed, whole chunks, in order, up to about the limit", async () => {
    const queue = new BatchQueue(limit(100));
    for (const from of [0, 4, 8]) void queue.push(chunk(from, 4));
    expect(offsets(await queue.take(limit(9), 0))).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(offsets(await queue.take(limit(9), 0))).toEqual([8, 9, 10, 11]);
  });

  it("gives at least one chunk, also one that is larger than the limit", async () => {
    const queue = new BatchQueue(limit(100));
    void queue.push(chunk(0, 20));
    expect(await queue.take(limit(5), 0)).toHaveLength(20);
    void queue.push(chunk(0, 2, 5000));
    void queue.push(chunk(2, 1));
    expect(await queue.take(limit(50, 100), 0)).toHaveLength(2);
  });

  it("lets a pusher wait while it is full by count, and go on when something was taken", async () => {
    const queue = new BatchQueue(limit(10));
    await queue.push(chunk(0, 10));
    const second = queue.push(chunk(10, 1));
    expect(await isSettled(second)).toBe(false);
    await queue.take(limit(10), 0);
    expect(await isSettled(second)).toBe(true);
  });

  it("lets a pusher wait while it is full by bytes, and cuts batches by bytes", async () => {
    const queue = new BatchQueue(limit(1000, 5000));
    await queue.push(chunk(0, 2, 1500));
    await queue.push(chunk(2, 2, 1500));
    const third = queue.push(chunk(4, 1, 1500));
    expect(await isSettled(third)).toBe(false);
    expect(offsets(await queue.take(limit(1000, 4000), 0))).toEqual([0, 1]);
    expect(await isSettled(third)).toBe(true);
  });

  it("waits for more up to the given time, and not longer once the limit is reached", async () => {
    const queue = new BatchQueue(limit(100));
    const taking = queue.take(limit(4), 60_000);
    await queue.push(chunk(0, 2));
    expect(await isSettled(taking)).toBe(false);
    await queue.push(chunk(2, 2));
    expect(offsets(await taking)).toEqual([0, 1, 2, 3]);
  });

  it("waits on when a new assignment empties it in the middle of a wait: only a closed queue gives nothing", async () => {
    const queue = new BatchQueue(limit(100));
    const taking = queue.take(limit(4), 5);
    await queue.push(chunk(0, 2));
    await new Promise(setImmediate);
    queue.clear();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await isSettled(taking)).toBe(false);
    await queue.push(chunk(7, 1));
    expect(offsets(await taking)).toEqual([7]);
  });

  it("forgets everything on clear, and lets those who wait go on", async () => {
    const queue = new BatchQueue(limit(2));
    await queue.push(chunk(0, 2));
    const waiting = queue.push(chunk(2, 2));
    queue.clear();
    expect(await isSettled(waiting)).toBe(true);
    await queue.push(chunk(9, 1));
    expect(offsets(await queue.take(limit(10), 0))).toEqual([9]);
  });

  it("gives nothing once closed, and holds pushers until it is released", async () => {
    const queue = new BatchQueue(limit(100));
    const taking = queue.take(limit(4), 60_000);
    queue.close();
    expect(await taking).toEqual([]);
    const late = queue.push(chunk(0, 1));
    expect(await isSettled(late)).toBe(false);
    expect(await queue.take(limit(4), 0)).toEqual([]);
    queue.release();
    expect(await isSettled(late)).toBe(true);
    expect(await isSettled(queue.push(chunk(1, 1)))).toBe(true);
    expect(await queue.take(limit(4), 0)).toEqual([]);
  });
});
