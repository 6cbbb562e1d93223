import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { deadLetterTopic, topics } from "@stats/events";
import { countDeadLetters, type Database, listDeadLetters } from "@stats/facts";
import type { AppendRecord, Log } from "@stats/log";
import { atMs, chat, record, status } from "./testing/events.ts";
import { chatRowsOf } from "./testing/facts.ts";
import { drained, recordsOf, rowsOf, type ScratchEngine, scratchEngine, scratchLog, testWorker } from "./testing/scratch-system.ts";
import { verify } from "./verify.ts";

let engine: ScratchEngine;
let log: Log;
let database: Database;
let end: () => Promise<void>;
beforeAll(async () => {
  engine = await scratchEngine();
});
afterAll(() => engine.dispose());

async function ingest(records: readonly AppendRecord[]): Promise<void> {
  const scratch = await scratchLog();
  log = scratch.log;
  database = await engine.database();
  await log.append(records);
  const worker = await testWorker({ log, database });
  end = async () => {
    await worker.stop();
    await scratch.dispose();
  };
  await drained(log, database, worker);
}

const header = fc.dictionary(fc.string({ maxLength: 12 }), fc.uint8Array({ maxLength: 20 }).map(Buffer.from), { maxKeys: 3 });
const bytes = fc.option(fc.oneof(fc.uint8Array({ maxLength: 300 }).map(Buffer.from), fc.json().map(Buffer.from), fc.constant(Buffer.alloc(0))));
const timestampMs = fc.oneof(
  fc.integer({ min: 0, max: 5 }),
  fc.constantFrom(-1, 1, 999_999_999, 12_345_678_901, atMs, 253_402_300_800_000, Number.MAX_SAFE_INTEGER),
  fc.nat(),
);
const poison: fc.Arbitrary<AppendRecord> = fc.record({ topic: fc.constantFrom(...topics), key: bytes, headers: header, value: bytes, timestampMs });

describe("poison", () => {
  it("hundreds of arbitrary records end in the dead letters, raw bytes, reason and position kept, and what comes after them is visible", async () => {
    const bad = fc.sample(poison, { numRuns: 400, seed: 11 });
    await ingest([...bad, ...chat(1)]);
    expect(await chatRowsOf(database)).toEqual([[1, 30, 60, 501]]);
    const letters = await listDeadLetters(database, { limit: 1000, offset: 0 });
    expect(letters).toHaveLength(bad.length);
    const text = (content: string | Buffer | null) => (content === null ? null : Buffer.from(content).toString("base64"));
    const contentOf = (key: string | null, value: string | null) => JSON.stringify([key, value]);
    expect(letters.map(({ topic, key, value }) => topic + contentOf(key, value)).toSorted()).toEqual(
      bad.map(({ topic, key, value }) => topic + contentOf(text(key), text(value))).toSorted(),
    );
    expect(letters.every(({ reason, detail, revision }) => reason !== "" && detail !== "" && revision === 1)).toBe(true);

    const published = await recordsOf(log, deadLetterTopic);
    expect(published).toHaveLength(bad.length);
    for (const { headers, key, value } of published) {
      const [letter] = letters.filter(
        (each) =>
          each.topic === headers["dlq-topic"]?.toString() &&
          each.partition === Number(headers["dlq-partition"]) &&
          each.version === Number(headers["dlq-offset"]),
      );
      expect([letter?.reason, letter?.detail]).toEqual([headers["dlq-reason"]?.toString(), headers["dlq-detail"]?.toString()]);
      expect([letter?.key, letter?.value]).toEqual([text(key), text(value)]);
    }
    await end();
  });

  it("any timestamp of a record is no poison, good event or bad", async () => {
    const times = [Number.MIN_SAFE_INTEGER, -8.64e15 - 1, -1, 0, 1, 8.64e15 + 1, Number.MAX_SAFE_INTEGER];
    await ingest([
      ...times.map((timestamp, index) => ({ ...status(index + 1, "READY"), timestampMs: timestamp })),
      ...times.map((timestamp) => ({ topic: "chat-events", key: "k", value: "{", timestampMs: timestamp })),
    ]);
    expect(await countDeadLetters(database)).toEqual({ invalid_envelope: 5, invalid_json: 7 });
    expect(await rowsOf(database, "select count() from status_change final")).toEqual([["2"]]);
    expect(
      (await listDeadLetters(database, { topic: "chat-events", limit: 10, offset: 0 })).map(({ recordedAtMs }) => recordedAtMs).toSorted((a, b) => a - b),
    ).toEqual(times);
    await end();
  });

  it("texts that UTF-8 cannot hold, every kind of character, and the longest ones are no poison", async () => {
    const odd = ["\ud800", "\udfff\ud800", "a\u0000b", '\u2028\n\r\t"\\', "\\ud800", "😀".repeat(32), "\ufeff", "x".repeat(64)];
    await ingest([
      ...odd.map((initiator, index) => record("chat.started.v1", { chat_id: index + 1, initiator })),
      ...odd.map((title, index) => record("queue.upserted.v1", { queue_id: index + 1, title })),
      ...odd.map((note, index) => status(index + 1, "READY", { id: `s${note.slice(0, 30)}`, source: "/odd" })),
    ]);
    expect(await rowsOf(database, "select count() from chat final")).toEqual([[String(odd.length)]]);
    expect(await rowsOf(database, "select title from directory_object final order by object_id")).toEqual(odd.map((text) => [text.toWellFormed()]));
    expect((await verify({ database, onProgress: () => undefined, settleMs: 1 })).differences).toEqual([]);
    await end();
  });

  it("an import of many years in one batch is taken, from the first allowed day on", async () => {
    const months = Array.from({ length: 300 }, (_, month) => Date.UTC(2000, month, 1));
    await ingest(months.flatMap((timeMs, index) => [...chat(index + 1, { timeMs }), status(index + 1, "READY", { timeMs })]));
    expect(await rowsOf(database, "select count(), min(toUnixTimestamp(started_at)) from chat final")).toEqual([["300", Date.UTC(2000, 0, 1) / 1000]]);
    expect(await rowsOf(database, "select count(), min(toUnixTimestamp64Milli(changed_at)) from status_change final")).toEqual([
      ["300", String(Date.UTC(2000, 0, 1))],
    ]);
    expect((await verify({ database, onProgress: () => undefined, settleMs: 1 })).differences).toEqual([]);
    await end();
  });

  it("a record as large as the log takes, in value or key, becomes a letter; the topic holds its head where the whole does not fit", async () => {
    const large = 1024 * 1024 - 20;
    await ingest([
      { topic: "chat-events", key: "k", value: Buffer.alloc(large, "v") },
      { topic: "chat-events", key: Buffer.alloc(large, "k"), value: "v" },
      { topic: "chat-events", key: "h", headers: { huge: Buffer.alloc(large, "h") }, value: "v" },
    ]);
    expect(await countDeadLetters(database)).toEqual({ too_large: 1, invalid_json: 2 });
    const letters = await listDeadLetters(database, { limit: 10, offset: 0 });
    expect(
      letters.map(
        ({ value, key, headers }) => [value, key, headers["huge"]].map((text) => Buffer.from(text ?? "", "base64").length).toSorted((a, b) => b - a)[0],
      ),
    ).toEqual([large, large, large]);
    const published = await recordsOf(log, deadLetterTopic);
    expect(published.map(({ headers }) => headers["dlq-truncated"]?.toString())).toEqual(["true", "true", "true"]);
    expect(published.every(({ value, key }) => (value?.length ?? 0) <= 1024 && (key?.length ?? 0) <= 1024)).toBe(true);
    await end();
  });
});
