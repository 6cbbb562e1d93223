import { type Database, storeAccountZones } from "@stats/facts";
import { createLogger, createTelemetry } from "@stats/kit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { atMs, chat, record, status } from "../testing/events.ts";
import { drained, rowsOf, type ScratchEngine, scratchEngine, scratchLog, testWorker, until } from "../testing/scratch-system.ts";
import { type RefresherOptions, startRefresher } from "./refresher.ts";

let engine: ScratchEngine;
beforeAll(async () => {
  engine = await scratchEngine();
});
afterAll(() => engine.dispose());

const dayMs = 86_400_000;
/** Long after all events. */
const clock = () => atMs + 30 * dayMs + Math.floor(performance.now());
const zones = new Map([["acme", "Europe/Warsaw"]]);

function refresherOf(database: Database, options: Partial<RefresherOptions> = {}) {
  const telemetry = createTelemetry();
  const logger = createLogger("test", "silent");
  const refresher = startRefresher({ database, telemetry, logger, clock, isBehind: () => false, writesMin: 0, quietMs: 0, ...options });
  return { ...refresher, stop: () => refresher.stop(), written: refresher.written.bind(refresher), telemetry };
}

/** Hours with dialogs whose roll-up does not know of all writes. */
async function staleHours(database: Database): Promise<number> {
  const [[count]] = (await rowsOf(
    database,
    `select countIf(ledger.all_writes != rolled.writes or ledger.all_digests != rolled.digest) from (
       select tenant, toString(fact) as fact, hour, sum(writes) as all_writes, sum(digest) as all_digests from write_ledger
       where fact != 'status_change' and tenant != '' group by all
     ) as ledger left join (
       select tenant, toString(fact) as fact, bucket as hour, writes, digest from dialog_rollup final where grain = 'hour' and cut = 'total'
     ) as rolled using (tenant, fact, hour)`,
  )) as [[string]];
  return Number(count);
}
const count = async (database: Database, what: string) => Number((await rowsOf(database, `select count() from ${what}`))[0]?.[0]);

/** Chats over some days, a call and a lead now and then, and operators at work. */
const traffic = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => from + index).flatMap((id) => [
    ...chat(id, { timeMs: atMs + id * 7_200_000 }),
    status(500 + (id % 3), id % 2 === 0 ? "READY" : "DND", { timeMs: atMs + id * 7_200_000 }),
    ...(id % 4 === 0 ? [record("offline_message.received.v1", { offline_message_id: id, communication_id: id }, { timeMs: atMs + id * 7_200_000 })] : []),
  ]);

describe("the refresher", () => {
  it("keeps up with what the worker writes: late events, all accounts, hours and days", async () => {
    const [{ log, dispose }, database] = [await scratchLog(), await engine.database()];
    await storeAccountZones(database, zones, atMs);
    await log.append(traffic(1, 20));
    // whoever is asked first is nobody: who pays is known from the first look on
    const refresher = refresherOf(database, { sweepMs: 200 });
    const worker = await testWorker({ log, database, clock, onWritten: refresher.written });
    await drained(log, database, worker);
    await until("all hours are current", async () => (await count(database, "dialog_rollup")) > 0 && (await staleHours(database)) === 0);
    await log.append([...traffic(20, 40), record("chat.rated.v1", { chat_id: 3, face: "happy" }, { timeMs: atMs + 20 * dayMs })]);
    await drained(log, database, worker);
    await until("all hours are current again", async () => (await staleHours(database)) === 0);
    await until("days are there", async () => (await count(database, "dialog_rollup where grain = 'day'")) > 3);
    await until("and operators", async () => (await count(database, "operator_rollup where figure = 'online'")) > 3);
    const metrics = await refresher.telemetry.registry.metrics();
    expect(Number(/stats_rollup_buckets_total (\d+)/.exec(metrics)?.[1])).toBeGreaterThan(30);
    await worker.stop();
    await refresher.stop();
    await dispose();
  });

  it("finds by itself what nobody told it, and makes days once somebody says which zone they have", async () => {
    const [{ log, dispose }, database] = [await scratchLog(), await engine.database()];
    await log.append(traffic(1, 25));
    const worker = await testWorker({ log, database, clock });
    await drained(log, database, worker);
    await worker.stop();
    let nowMs = clock();
    const refresher = refresherOf(database, { clock: () => nowMs });
    await until("all hours are current", async () => (await count(database, "dialog_rollup")) > 0 && (await staleHours(database)) === 0);
    expect(await count(database, "dialog_rollup where grain = 'day'")).toBe(0);
    await storeAccountZones(database, zones, atMs);
    nowMs += 31_000;
    await until("days are there", async () => (await count(database, "dialog_rollup where grain = 'day' and zone = 'Europe/Warsaw'")) > 3);
    await refresher.stop();
    await dispose();
  });

  it("does no harm twice at once, and stops in the middle of its work", async () => {
    const [{ log, dispose }, database] = [await scratchLog(), await engine.database()];
    await storeAccountZones(database, zones, atMs);
    await log.append(traffic(1, 60));
    const worker = await testWorker({ log, database, clock });
    await drained(log, database, worker);
    const several = [refresherOf(database), refresherOf(database), refresherOf(database)];
    await until("something is there", async () => (await count(database, "dialog_rollup")) > 0);
    await Promise.all(several.map(({ stop }) => stop()));
    const others = [refresherOf(database), refresherOf(database)];
    await until("all hours are current", async () => (await staleHours(database)) === 0);
    await Promise.all(others.map(({ stop }) => stop()));
    await worker.stop();
    await dispose();
  });

  it("leaves accounts alone that write little", async () => {
    const [{ log, dispose }, database] = [await scratchLog(), await engine.database()];
    await storeAccountZones(database, zones, atMs);
    await log.append(traffic(1, 30));
    const worker = await testWorker({ log, database, clock });
    await drained(log, database, worker);
    const days = refresherOf(database, { writesMin: 1 });
    await until("days are there", async () => (await count(database, "dialog_rollup where grain = 'day'")) > 2);
    await days.stop();
    expect(await count(database, "dialog_rollup where grain = 'hour'")).toBe(0);
    await worker.stop();
    await dispose();
  });

  it("goes on when the database was away", async () => {
    const [{ log, dispose }, database] = [await scratchLog(), await engine.database()];
    await storeAccountZones(database, zones, atMs);
    await log.append(traffic(1, 10));
    const worker = await testWorker({ log, database, clock });
    await drained(log, database, worker);
    await worker.stop();
    await engine.stop();
    const refresher = refresherOf(database);
    await engine.startAgain();
    await until("all hours are current", async () => (await count(database, "dialog_rollup")) > 0 && (await staleHours(database)) === 0);
    await refresher.stop();
    await dispose();
  });
});
