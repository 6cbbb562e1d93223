import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type EngineHandle, startEngine } from "@stats/embedded-clickhouse";
import { connect, type Database, migrate, prepareDeadLetters, prepareEpoch, preparePositions, type PreparedInsert, send } from "@stats/facts";
import { createHttpServer, createLogger, createTelemetry } from "@stats/kit";
import { type Log, openSqliteLog } from "@stats/log";
import { type LagMeter, startLagMeter } from "./lag-meter.ts";
import { createStatusPlugin } from "./status-plugin.ts";

const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const topics = ["chat-events", "billing-events"];
let dir: string;
let engine: EngineHandle;
let database: Database;
let log: Log;
let meter: LagMeter;
let nowMs = 0;
let databases = 0;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "lag-"));
  engine = await startEngine({ dataDir: join(dir, "engine"), logger: quiet, memoryLimitBytes: 1 << 30 });
});
afterAll(async () => {
  await engine.stop();
  await rm(dir, { recursive: true, force: true });
});
beforeEach(async () => {
  databases += 1;
  const options = { url: engine.url, database: `lag_${databases}` };
  await migrate(options);
  database = connect(options);
  log = await openSqliteLog({ file: join(dir, `log-${databases}.sqlite`), partitions: { "chat-events": 2, "billing-events": 1 } });
  nowMs = 1_700_000_000_000;
  meter = startLagMeter({ log, database, topics, clock: () => nowMs, logger: createLogger("test", "silent"), everyMs: 3_600_000 });
  return async () => {
    meter.stop();
    await log.close();
    await database.close();
  };
});

const publish = (count: number, partition = 0) => log.append(Array.from({ length: count }, () => ({ topic: "chat-events", key: "k", value: "v", partition })));
const write = async (insert: PreparedInsert | undefined) => {
  if (insert !== undefined) await send(database, insert);
};
const processed = (nextVersion: number, partition = 0) => write(preparePositions([{ topic: "chat-events", partition, nextVersion, lastDigest: "" }], nowMs));

describe("the lag meter", () => {
  it("measures when asked, and remembers the newest measurement while it is fresh", async () => {
    expect(meter.latest()).toBeUndefined();
    await publish(5);
    expect(await meter.measure()).toMatchObject({ total: 5, oldestUnseenSeconds: 0 });
    nowMs += 3000;
    expect(meter.latest()).toMatchObject({ total: 5 });
    await processed(2);
    expect(await meter.measure()).toMatchObject({ total: 3, oldestUnseenSeconds: 3 });
    await processed(5);
    expect(await meter.measure()).toMatchObject({ total: 0, oldestUnseenSeconds: 0 });
    nowMs += 36_000_001;
    expect(meter.latest()).toBeUndefined();
  });

  it("never answers with a measurement that began before the question: 0 means that every event is in every report", async () => {
    for (let round = 1; round <= 20; round += 1) {
      const earlier = meter.measure();
      await publish(1);
      const asked = meter.measure();
      expect((await asked).total).toBe(round);
      await earlier;
    }
  });

  it("does not call a log processed that was made anew and is shorter than the position", async () => {
    await publish(3);
    await processed(100);
    expect((await meter.measure()).total).toBe(3);
    await write(prepareEpoch(1, "me", nowMs));
    expect((await meter.measure()).total).toBe(3);
    await processed(2 ** 48 + 3);
    expect((await meter.measure()).total).toBe(0);
  });

  it("measures by itself, again and again", async () => {
    const busy = startLagMeter({ log, database, topics, clock: () => nowMs, logger: createLogger("test", "silent"), everyMs: 5 });
    await publish(2);
    await expect.poll(() => busy.latest()?.total, { timeout: 10_000 }).toBe(2);
    busy.stop();
  });
});

describe("the status", () => {
  async function get(path: string) {
    const app = createHttpServer({
      logger: createLogger("test", "silent"),
      telemetry: createTelemetry(),
      readiness: async () => ({ ready: true, problems: [] }),
    });
    await app.register(createStatusPlugin({ meter, database }));
    const { statusCode, headers, body } = await app.inject(path);
    await app.close();
    return { statusCode, type: String(headers["content-type"]), body };
  }
  const letter = (version: number, reason: string) => ({
    topic: "chat-events",
    partition: 0,
    version,
    revision: 1,
    reason,
    detail: "",
    recordedAtMs: 0,
    key: null,
    headers: {},
    value: null,
    publishedAfter: 0,
    replayedAtMs: 0,
  });

  it("/status.json has the contract's shape", async () => {
    await publish(3, 1);
    await processed(1, 1);
    await write(prepareDeadLetters([letter(1, "invalid_json"), letter(2, "invalid_json"), letter(3, "unknown_type")]));
    const { statusCode, type, body } = await get("/status.json");
    expect([statusCode, type]).toEqual([200, expect.stringContaining("application/json")]);
    expect(JSON.parse(body)).toMatchObject({
      lag: {
        total: 2,
        partitions: [
          { topic: "chat-events", partition: 0, end_offset: 0, visible_offset: 0, lag: 0 },
          { topic: "chat-events", partition: 1, end_offset: 3, visible_offset: 1, lag: 2 },
          { topic: "billing-events", partition: 0, end_offset: 0, visible_offset: 0, lag: 0 },
        ],
      },
      dead_letters: { total: 3, by_reason: { invalid_json: 2, unknown_type: 1 } },
      oldest_unseen_seconds: 0,
    });
  });

  it("/status says the same to people", async () => {
    expect(await get("/status")).toMatchObject({
      statusCode: 200,
      type: expect.stringContaining("text/html"),
      body: expect.stringContaining("Every event is in every report"),
    });
    await publish(2);
    await write(prepareDeadLetters([letter(1, "key_mismatch")]));
    const { body } = await get("/status");
    expect(body).toContain("2 events are not yet in reports");
    expect(body).toContain("<td>chat-events</td><td>0</td><td>2</td><td>0</td><td>2</td>");
    expect(body).toContain("<td>key_mismatch</td><td>1</td>");
  });

  it("both say 503 in a sentence while the log or the database is away", async () => {
    await log.close();
    for (const path of ["/status.json", "/status"]) {
      const { statusCode, body } = await get(path);
      expect([statusCode, JSON.parse(body)]).toEqual([503, { error: expect.stringMatching(/does not answer/) }]);
    }
  });
});
