import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { deadLetterTopic } from "@stats/events";
import { countDeadLetters, type Database, type DeadLetter, listDeadLetters, prepareDeadLetters, type PreparedInsert, send } from "@stats/facts";
import type { Log } from "@stats/log";
import { reprocess } from "./reprocess.ts";
import { resendDeadLetters } from "./resend-dead-letters.ts";
import { chat, status } from "./testing/events.ts";
import { chatRowsOf } from "./testing/facts.ts";
import { drained, recordsOf, rowsOf, type ScratchEngine, scratchEngine, scratchLog, testWorker } from "./testing/scratch-system.ts";
import { verify } from "./verify.ts";
import type { Worker } from "./worker.ts";

let engine: ScratchEngine;
let database: Database;
let log: Log;
let worker: Worker;
beforeAll(async () => {
  engine = await scratchEngine();
});
afterAll(() => engine.dispose());
beforeEach(async () => {
  const scratch = await scratchLog(1);
  log = scratch.log;
  database = await engine.database();
  worker = await testWorker({ log, database });
  return async () => {
    await worker.stop();
    await scratch.dispose();
  };
});

const onProgress = () => undefined;
const clock = () => Date.UTC(2026, 2, 26);
const range = (from: number, to: number) => ({ topic: "chat-events", partition: 0, from, to });
const again = (from: number, to: number) => reprocess({ log, database, clock, range: range(from, to), onProgress });
const differences = async () => (await verify({ database, onProgress, settleMs: 1 })).differences;

describe("processing a range of the log again", () => {
  it("changes nothing where all is well, beside a running worker", async () => {
    await log.append([...chat(1), ...chat(2), { topic: "chat-events", key: "x", value: "{" }]);
    await drained(log, database, worker);
    const before = await rowsOf(database, "select * from chat final order by all");
    expect(await again(0, 9)).toBe(9);
    expect(await again(3, 6)).toBe(3);
    expect(await rowsOf(database, "select * from chat final order by all")).toEqual(before);
    expect(await countDeadLetters(database)).toEqual({ invalid_json: 1 });
    expect(await recordsOf(log, deadLetterTopic)).toHaveLength(1);
    expect(await differences()).toEqual([]);
  });

  it("repairs facts and archive that were lost", async () => {
    await log.append([...chat(1), ...chat(2)]);
    await drained(log, database, worker);
    await database.command({ query: "truncate table chat" });
    await database.command({ query: "truncate table archive" });
    expect(await again(0, 8)).toBe(8);
    expect(await chatRowsOf(database)).toEqual([
      [1, 30, 60, 501],
      [2, 30, 60, 501],
    ]);
    expect(await differences()).toEqual([]);
  });

  it("leaves alone what no worker has processed yet: without what lies before, its rows would be wrong", async () => {
    await log.append(chat(1));
    await drained(log, database, worker);
    await worker.stop();
    await log.append(chat(2));
    expect(await again(6, 8)).toBe(0);
    expect(await again(2, 100)).toBe(2);
    expect((await chatRowsOf(database)).map(([id]) => id)).toEqual([1]);
  });
});

describe("sending dead letters again", () => {
  const bad = (count: number, topic = "chat-events") =>
    Array.from({ length: count }, (_, index) => ({ topic, key: `k${index}`, headers: { h: Buffer.from([255]) }, value: `{${index}` }));
  const resend = (filter: { reason?: string; topic?: string } = {}) => resendDeadLetters({ log, database, clock, filter, onProgress });
  const pending = async () => await listDeadLetters(database, { pending: true, limit: 1000, offset: 0 });

  it("appends them as they were, marks them, and takes no letter twice, though workers make new ones of them meanwhile", async () => {
    await log.append(bad(250));
    await drained(log, database, worker);
    expect(await resend()).toBe(250);
    await drained(log, database, worker);
    const records = await recordsOf(log, "chat-events");
    expect(records).toHaveLength(500);
    expect(records.slice(250).map(({ key, value, headers }) => [key, value, headers["h"]])).toEqual(
      records.slice(0, 250).map(({ key, value, headers }) => [key, value, headers["h"]]),
    );
    const left = await pending();
    expect(left).toHaveLength(250);
    expect(left.every(({ version }) => version >= 250)).toBe(true);
    const sent = (await listDeadLetters(database, { limit: 1000, offset: 0 })).filter(({ replayedAtMs }) => replayedAtMs > 0);
    expect(sent.map(({ version, replayedAtMs }) => [version < 250, replayedAtMs])).toEqual(Array.from({ length: 250 }, () => [true, clock()]));
  });

  it("leaves a letter alone that a worker noted and did not publish before it died, so that it still gets published", async () => {
    await log.append(bad(2));
    await drained(log, database, worker);
    const [first] = await pending();
    const noted = prepareDeadLetters([{ ...(first as DeadLetter), version: 1000, revision: 0 }]);
    await send(database, noted as PreparedInsert);
    expect(await resend()).toBe(2);
    expect((await listDeadLetters(database, { limit: 1000, offset: 0 })).filter(({ version }) => version === 1000)).toMatchObject([
      { revision: 0, replayedAtMs: 0 },
    ]);
  });

  it("takes only those of a reason or topic", async () => {
    await log.append([...bad(3), ...bad(2, "billing-events"), { ...status(1, "READY"), key: "wrong" }]);
    await drained(log, database, worker);
    expect(await resend({ topic: "billing-events" })).toBe(2);
    expect(await resend({ reason: "key_mismatch" })).toBe(1);
    expect(await resend({ reason: "too_large" })).toBe(0);
  });

  it("brings the event in when what was wrong is right by now", async () => {
    const [started, ...rest] = chat(5);
    if (started === undefined) throw new Error("a chat has a start");
    // Its clock was wrong: the event seemed to come from the future. Sent again, the record has the log's time.
    await log.append([{ ...started, timestampMs: 0 }, ...rest]);
    await drained(log, database, worker);
    expect(await countDeadLetters(database)).toEqual({ invalid_envelope: 1 });
    expect(await chatRowsOf(database)).toEqual([]);
    expect(await resend()).toBe(1);
    await drained(log, database, worker);
    expect(await chatRowsOf(database)).toEqual([[5, 30, 60, 501]]);
    expect(await pending()).toEqual([]);
    expect(await differences()).toEqual([]);
  });
});
