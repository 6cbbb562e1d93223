import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { deadLetterTopic, topics } from "@stats/events";
import { countDeadLetters, type Database } from "@stats/facts";
import { type AppendRecord, type Log, openKafkaLog } from "@stats/log";
import { generateLog, knownFaultHeader } from "@stats/simulator";
import { chat } from "./testing/events.ts";
import { chatRowsOf } from "./testing/facts.ts";
import { drained, recordsOf, rowsOf, type ScratchEngine, scratchEngine, testWorker, until } from "./testing/scratch-system.ts";
import { verify } from "./verify.ts";

let engine: ScratchEngine;
let database: Database;
let log: Log;
const openLog = (topicPrefix: string) => openKafkaLog({ brokers: [...inject("kafkaBrokers")], clientId: "test", topicPrefix, sessionTimeoutMs: 6000 });
const partitions = 4;
beforeAll(async () => {
  engine = await scratchEngine();
  database = await engine.database();
});
afterAll(() => engine.dispose());

describe("workers that share the partitions of a Kafka topic", () => {
  it("come and go in the middle of a backlog, and the facts are those of a single pass", { timeout: 240_000 }, async () => {
    const prefix = `ingest-${randomUUID()}.`;
    log = openLog(prefix);
    await log.createTopics([...topics.map((topic) => ({ topic, partitions })), { topic: deadLetterTopic, partitions: 1 }]);
    const records: AppendRecord[] = [...generateLog({ seed: 3, events: 8000, tenants: [{ tenant: "acme" }], partitions, faults: { misplaced: 0 } })];
    const options = { database, group: randomUUID(), batchEventsMax: 200, batchWaitMs: 5 };
    const [firstLog, secondLog] = [openLog(prefix), openLog(prefix)];
    const first = await testWorker({ log: firstLog, ...options });
    await log.append(records.slice(0, 4000));
    await until("the first worker has begun", async () => (await rowsOf(database, "select count() > 0 from position"))[0]?.[0] === 1);
    const second = await testWorker({ log: secondLog, ...options });
    await log.append(records.slice(4000));
    await drained(log, database, second);

    await first.stop();
    await log.append(chat(900_001));
    await drained(log, database, second);
    await second.stop();
    await Promise.all([firstLog.close(), secondLog.close()]);

    expect((await chatRowsOf(database)).at(-1)).toEqual([900_001, 30, 60, 501]);
    const bad = records.filter(({ headers }) => headers?.[knownFaultHeader] !== undefined);
    const counted = await countDeadLetters(database);
    // by kind, so that a difference says what is missing
    const kinds = Object.entries(Object.groupBy(bad, ({ headers }) => String(headers?.[knownFaultHeader]))).map(([kind, all]) => `${all?.length} ${kind}`);
    expect(
      Object.values(counted).reduce((sum, count) => sum + count, 0),
      `${JSON.stringify(counted)} of ${kinds.join(", ")}`,
    ).toBe(bad.length);
    const places = (await recordsOf(log, deadLetterTopic)).map(({ headers }) =>
      ["dlq-topic", "dlq-partition", "dlq-offset"].map((name) => headers[name]?.toString()).join("/"),
    );
    expect(new Set(places).size).toBe(bad.length);
    expect(await rowsOf(database, "select count() from archive final")).toEqual([[String(records.length - bad.length + 4)]]);
    expect((await verify({ database, onProgress: () => undefined, settleMs: 10 })).differences).toEqual([]);
    await log.close();
  });
});
