import { generateLog, knownFaultHeader } from "@stats/simulator";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Database } from "@stats/facts";
import { drained, rowsOf, type ScratchEngine, scratchEngine, scratchLog, testWorker } from "./testing/scratch-system.ts";
import { verify } from "./verify.ts";

let engine: ScratchEngine;
let database: Database;
beforeAll(async () => {
  engine = await scratchEngine();
  database = await engine.database();
  const { log, dispose } = await scratchLog();
  const records = [
    ...generateLog({
      seed: 9,
      events: 5000,
      tenants: [{ tenant: "acme" }, { tenant: "other" }],
      partitions: 3,
      families: ["call", "lead", "contact"],
      faults: { misplaced: 0 },
    }),
  ];
  // small batches, so that most calls are written several times while their legs come in
  const worker = await testWorker({ log, database, batchEventsMax: 400, cacheBytesMax: 1 << 18 });
  await log.append(records.filter(({ headers }) => headers?.[knownFaultHeader] === undefined));
  await drained(log, database, worker);
  await worker.stop();
  await dispose();
});
afterAll(() => engine.dispose());

const run = async () => await verify({ database, onProgress: () => undefined, settleMs: 1 });

it("calls with their legs, leads and contacts of an adversarial log are in the facts as their events say", async () => {
  const { differences } = await run();
  expect(differences).toEqual([]);
  for (const [table, least] of [
    ["call", 150],
    ["call_leg", 400],
    ["lead", 50],
    ["contact", 30],
  ] as const) {
    const [[rows]] = (await rowsOf(database, `select count() from ${table}_of(tenant = 'acme')`)) as [[string]];
    expect(Number(rows), table).toBeGreaterThan(least);
  }
});

it("the reading views show a call and a leg once, and no tombstone; a call starts with the first of its legs", async () => {
  expect(await rowsOf(database, "select call_id from call_of(tenant = 'acme') group by call_id having count() > 1")).toEqual([]);
  expect(await rowsOf(database, "select leg_id from call_leg_of(tenant = 'acme') group by leg_id having count() > 1")).toEqual([]);
  const firstLegs = "select call_id, min(started_at) as started_at from call_leg_of(tenant = 'acme') group by call_id order by call_id";
  expect(await rowsOf(database, "select call_id, started_at from call_of(tenant = 'acme') order by call_id")).toEqual(await rowsOf(database, firstLegs));
  const [[hidden]] = (await rowsOf(database, "select count() from call final where deleted = 1")) as [[string]];
  expect(Number(hidden)).toBeGreaterThan(100);
});

it("the ledger knows every hour of calls and leads, tombstones included, and no other", async () => {
  for (const [table, column] of [
    ["call", "started_at"],
    ["lead", "received_at"],
  ]) {
    const hours = `select distinct tenant, toStartOfHour(${column}) as hour from ${table} order by all`;
    const ledger = `select distinct tenant, hour from write_ledger where fact = '${table}' and writes > 0 order by all`;
    expect(await rowsOf(database, ledger)).toEqual(await rowsOf(database, hours));
  }
});

it("verify names a leg, a lead and a contact whose row was altered or that no event made", async () => {
  const change = async (query: string) => {
    await database.command({ query, clickhouse_settings: { mutations_sync: "2" } });
  };
  const named = async (sql: string) => String((await rowsOf(database, sql))[0]?.[0]);
  const leg = await named("select min(call_id) from call_leg_of(tenant = 'acme') where talk > 0");
  const lead = await named("select min(offline_message_id) from lead_of(tenant = 'acme')");
  await change(`alter table call_leg update talk = talk + 1 where tenant = 'acme' and call_id = ${leg} and deleted = 0 and talk > 0`);
  await change(`alter table lead update status = 'none' where tenant = 'acme' and offline_message_id = ${lead} and deleted = 0`);
  await change("insert into contact (tenant, contact_id, version) values ('ghost', 5, 1)");
  const { differences } = await run();
  expect(new Set(differences.map(({ entity, table }) => `${entity} in ${table}`))).toEqual(
    new Set([`acme:call:${leg} in call_leg`, `acme:offline_message:${lead} in lead`, "ghost:contact:5 in contact"]),
  );
});
