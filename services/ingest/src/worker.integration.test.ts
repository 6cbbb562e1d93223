import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { knownFaultHeader, generateLog } from "@stats/simulator";
import { deadLetterTopic } from "@stats/events";
import { countDeadLetters, type Database, prepareEpoch, readPositions, send } from "@stats/facts";
import { rm } from "node:fs/promises";
import { LogChangedError } from "./assignment.ts";
import { atMs, chat, record, status } from "./testing/events.ts";
import { chatRowsOf } from "./testing/facts.ts";
import { drained, openLogFile, recordsOf, rowsOf, type ScratchEngine, scratchEngine, scratchLog, testWorker, until } from "./testing/scratch-system.ts";
import { verify } from "./verify.ts";

let engine: ScratchEngine;
beforeAll(async () => {
  engine = await scratchEngine();
});
afterAll(() => engine.dispose());

const verified = async (database: Database) => await verify({ database, onProgress: () => undefined, settleMs: 10 });

describe("a worker", () => {
  it("makes everything in the log visible, counts it, and leaves the positions of every partition behind", async () => {
    const [{ log, dispose }, database] = [await scratchLog(), await engine.database()];
    await log.append([
      ...chat(1),
      ...chat(2, { wait: 5 }),
      status(501, "READY"),
      record("queue.upserted.v1", { queue_id: 3, title: "Sales" }),
      record("visitor.updated.v1", { visitor_id: 9 }),
    ]);
    const worker = await testWorker({ log, database });
    await drained(log, database, worker);
    expect(await chatRowsOf(database)).toEqual([
      [1, 30, 60, 501],
      [2, 5, 60, 501],
    ]);
    expect(await rowsOf(database, "select user_id, status from status_change final")).toEqual([["501", "READY"]]);
    expect(await rowsOf(database, "select title from directory_object final")).toEqual([["Sales"]]);
    expect(await rowsOf(database, "select count() from archive final")).toEqual([["11"]]);
    const committed = await log.committed("test", ["chat-events"]);
    const positions = (await readPositions(database)).filter(({ topic }) => topic === "chat-events");
    await until("the group has committed the same", async () => (await log.committed("test", ["chat-events"])).length === positions.length);
    expect(committed.every(({ partition, offset }) => positions.some((position) => position.partition === partition && position.nextVersion >= offset))).toBe(
      true,
    );
    const metrics = await worker.telemetry.registry.metrics();
    expect(metrics).toContain('stats_ingest_events_total{outcome="folded"} 10');
    expect(metrics).toContain('stats_ingest_events_total{outcome="row"} 1');
    expect(metrics).toContain('stats_ingest_rows_total{table="archive"} 11');
    await worker.stop();
    await expect(worker.finished).resolves.toBeUndefined();
    await dispose();
  });

  it("resumes where it stopped, and asserts only the last record of each partition again", async () => {
    const [{ log, dispose }, database] = [await scratchLog(), await engine.database()];
    await log.append(chat(1).slice(0, 2));
    const first = await testWorker({ log, database });
    await drained(log, database, first);
    await first.stop();
    await log.append(chat(1).slice(2));
    const second = await testWorker({ log, database });
    await drained(log, database, second);
    await second.stop();
    expect(await chatRowsOf(database)).toEqual([[1, 30, 60, 501]]);
    const metrics = await second.telemetry.registry.metrics();
    expect(metrics).toContain('stats_ingest_events_total{outcome="known"} 1');
    expect(metrics).toContain('stats_ingest_events_total{outcome="folded"} 2');
    expect((await verified(database)).differences).toEqual([]);
    await dispose();
  });

  it("counts an identity once, over batches that are in flight together", async () => {
    const [{ log, dispose }, database] = [await scratchLog(1), await engine.database()];
    const twice = Array.from({ length: 60 }, (_, index) =>
      status(501, index % 2 === 0 ? "READY" : "DND", { id: `s${index % 20}`, timeMs: atMs + index * 1000 }),
    );
    await log.append(twice);
    const worker = await testWorker({ log, database, batchEventsMax: 1, batchWaitMs: 0 });
    await drained(log, database, worker);
    await worker.stop();
    expect(await rowsOf(database, "select count(), uniqExact(changed_at), max(version) from status_change final")).toEqual([["20", "20", "19"]]);
    expect((await verified(database)).differences).toEqual([]);
    await dispose();
  });

  it("waits while the engine is away, and goes on when it is back on the same address", async () => {
    const [{ log, dispose }, database] = [await scratchLog(), await engine.database()];
    await log.append(chat(1));
    const worker = await testWorker({ log, database });
    await drained(log, database, worker);
    await engine.stop();
    await log.append(chat(2));
    await until("it has tried in vain", async () => (await worker.telemetry.retries.get()).values.some(({ value }) => value >= 2));
    await engine.startAgain();
    await drained(log, database, worker);
    await worker.stop();
    expect((await chatRowsOf(database)).map(([id]) => id)).toEqual([1, 2]);
    await dispose();
  });

  it("stops within a moment while it waits for a database that it has never reached", async () => {
    const [{ log, dispose }, database] = [await scratchLog(), await engine.database()];
    await engine.stop();
    const worker = await testWorker({ log, database });
    await until("it has tried", async () => (await worker.telemetry.retries.get()).values.length > 0);
    const startedAt = performance.now();
    await worker.stop();
    expect(performance.now() - startedAt).toBeLessThan(10_000);
    await engine.startAgain();
    await dispose();
  });

  it("stop() finishes the batch that is being written and nothing of it is redone by halves", async () => {
    const [{ log, dispose }, database] = [await scratchLog(1), await engine.database()];
    await log.append(Array.from({ length: 3000 }, (_, index) => chat(index + 1)).flat());
    const worker = await testWorker({ log, database, batchEventsMax: 100 });
    await until("something is visible", async () => (await readPositions(database)).length > 0);
    await worker.stop();
    const [position] = await readPositions(database);
    const processed = position?.nextVersion ?? 0;
    expect(await rowsOf(database, "select count(), max(version) + 1 from archive final")).toEqual([[String(processed), String(processed)]]);
    expect((await verified(database)).differences).toEqual([]);
    await dispose();
  });

  it("refuses a log that was replaced, goes on after a new epoch, and counts nothing twice", async () => {
    const [{ log, file, dispose }, database] = [await scratchLog(1), await engine.database()];
    const events = [...chat(1), ...chat(2)];
    await log.append(events);
    const worker = await testWorker({ log, database });
    await drained(log, database, worker);
    await worker.stop();
    await log.close();
    for (const suffix of ["", "-wal", "-shm"]) await rm(`${file}${suffix}`, { force: true });

    const anew = await openLogFile(file, 1);
    await anew.append(events.toReversed());
    const refused = await testWorker({ log: anew, database });
    await expect(refused.finished).rejects.toThrow(LogChangedError);
    await refused.stop();
    expect((await chatRowsOf(database)).map(([id]) => id)).toEqual([1, 2]);

    await send(database, prepareEpoch(1, "test", atMs));
    await anew.append(chat(3));
    const again = await testWorker({ log: anew, database });
    await until("the new chat is there", async () => (await chatRowsOf(database)).length === 3);
    await again.stop();
    expect(await chatRowsOf(database)).toEqual([
      [1, 30, 60, 501],
      [2, 30, 60, 501],
      [3, 30, 60, 501],
    ]);
    expect((await verified(database)).differences).toEqual([]);
    await anew.close();
    await dispose();
  });

  it("sorts an adversarial log: what is good into the facts, what is bad into the dead letters, once per position", async () => {
    const [{ log, dispose }, database] = [await scratchLog(), await engine.database()];
    const records = [...generateLog({ seed: 7, events: 6000, tenants: [{ tenant: "acme" }, { tenant: "other" }], partitions: 3 })];
    const isMisplaced = ({ headers }: (typeof records)[number]) => headers?.[knownFaultHeader] === "partition_mismatch";
    const worker = await testWorker({ log, database, batchEventsMax: 700 });
    // Partitions have no order among each other: that an entity lived elsewhere "before" is sure only once that is processed.
    for (const part of [records.filter((each) => !isMisplaced(each)), records.filter(isMisplaced)]) {
      await log.append(part);
      await drained(log, database, worker);
    }
    await worker.stop();
    const expected = Object.entries(Object.groupBy(records, ({ headers }) => String(headers?.[knownFaultHeader] ?? "none")))
      .filter(([reason]) => reason !== "none")
      .map(([reason, all]) => [reason, all?.length]);
    expect(await countDeadLetters(database)).toEqual(Object.fromEntries(expected));
    const letters = await recordsOf(log, deadLetterTopic);
    const places = letters.map(({ headers }) => ["dlq-topic", "dlq-partition", "dlq-offset"].map((name) => headers[name]?.toString()).join("/"));
    expect(new Set(places).size).toBe(letters.length);
    expect(letters).toHaveLength(records.filter(({ headers }) => headers?.[knownFaultHeader] !== undefined).length);
    expect(letters.every(({ headers }) => headers["dlq-reason"]?.toString() === headers[knownFaultHeader]?.toString())).toBe(true);
    const { compared, differences } = await verified(database);
    expect(differences).toEqual([]);
    expect(compared).toBeGreaterThan(500);
    await dispose();
  });
});
