import { generateLog, knownFaultHeader } from "@stats/simulator";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Database } from "@stats/facts";
import { drained, rowsOf, type ScratchEngine, scratchEngine, scratchLog, testWorker } from "./testing/scratch-system.ts";
import { verify } from "./verify.ts";
import { verifyDerived } from "./verify-derived.ts";

let engine: ScratchEngine;
let database: Database;
beforeAll(async () => {
  engine = await scratchEngine();
  database = await engine.database();
  const { log, dispose } = await scratchLog();
  const log5000 = generateLog({
    seed: 5,
    events: 5000,
    tenants: [{ tenant: "acme" }, { tenant: "other" }],
    partitions: 3,
    families: ["chat", "lead", "goal", "status"],
    faults: { misplaced: 0, duplicates: 0.1 },
  });
  await log.append([...log5000].filter(({ headers }) => headers?.[knownFaultHeader] === undefined));
  // small batches and hardly any cache, so that most chats are written several times and read back from the archive
  const worker = await testWorker({ log, database, batchEventsMax: 400, cacheBytesMax: 1 << 16 });
  await drained(log, database, worker);
  await worker.stop();
  await dispose();
});
afterAll(() => engine.dispose());

const run = async () => await verify({ database, onProgress: () => undefined, settleMs: 1 });

it("chats, their messages, leads and goals of an adversarial log are in the facts as their events say", async () => {
  expect((await run()).differences).toEqual([]);
  for (const [from, least] of [
    ["chat_of(tenant = 'acme')", 100],
    ["chat_message final where tenant = 'acme'", 500],
    ["lead_of(tenant = 'acme')", 40],
    ["goal_of(tenant = 'acme')", 40],
  ] as const) {
    const [[rows]] = (await rowsOf(database, `select count() from ${from}`)) as [[string]];
    expect(Number(rows), from).toBeGreaterThan(least);
  }
});

it("each chat has as many messages as its row counts, and a repeated identity shows nowhere", async () => {
  const shown = `select chat_id, count(), countIf(author = 'operator') from
    message_between_of(tenant = 'acme', since = 0, until = 4294967295) group by chat_id order by chat_id`;
  const counted = "select chat_id, messages_count, employee_messages_count from chat_of(tenant = 'acme') where messages_count > 0 order by chat_id";
  const asNumbers = async (query: string) => (await rowsOf(database, query)).map((row) => (row as unknown[]).map(Number));
  expect(await asNumbers(shown)).toEqual(await asNumbers(counted));
  const [[repeated]] = (await rowsOf(database, "select count() from archive where JSONExtractString(event, 'type') = 'chat.message_sent.v1'")) as [[string]];
  const [[kept]] = (await rowsOf(database, "select count() from chat_message final")) as [[string]];
  expect(Number(repeated)).toBeGreaterThan(Number(kept));
});

it("the table of sales has those of the facts, and no other", async () => {
  const among = (table: string, kind: string, id: string) => `select tenant, '${kind}' as kind, ${id} as entity, sale, time, is_date, cost, comment, visitor_id
    from ${table} final array join sale_ids as sale, sale_times as time, sale_is_date as is_date, sale_costs as cost, sale_comments as comment where deleted = 0`;
  const inFacts = [among("chat", "chat", "chat_id"), among("goal", "goal", "communication_id"), among("lead", "offline_message", "offline_message_id")];
  const expected = await rowsOf(database, `select * from (${inFacts.join(" union all ")}) order by all`);
  expect(expected.length).toBeGreaterThan(50);
  const inTable = `select tenant, toString(kind), entity_id, sale_id, sale_time, sale_is_date, sale_cost, sale_comment, visitor_id from sale final where tenant != ''`;
  expect(await rowsOf(database, `${inTable} order by all`)).toEqual(expected);
  const [[recorded]] = (await rowsOf(database, "select count() from archive where JSONExtractString(event, 'type') like '%.sale_recorded.v1'")) as [[string]];
  // some were said again, otherwise
  expect(Number(recorded)).toBeGreaterThan(expected.length + 10);
});

it("what views keep of the facts is what they give; a row that was altered, lost or made up is named", async () => {
  const derived = async () => await verifyDerived({ database, onProgress: () => undefined, settleMs: 1 });
  const { compared, wrong } = await derived();
  expect(wrong).toEqual([]);
  const [[rows]] = (await rowsOf(
    database,
    "select (select count() from sale final where tenant != '') + (select count() from status_carry final where tenant != '')",
  )) as [[string]];
  expect(compared).toBe(Number(rows));

  const change = async (query: string) => await database.command({ query, clickhouse_settings: { mutations_sync: "2", lightweight_deletes_sync: "2" } });
  const [[kind, entity, sale]] = (await rowsOf(
    database,
    "select toString(kind), toString(entity_id), toString(sale_id) from sale final where tenant = 'acme' order by all limit 1",
  )) as [[string, string, string]];
  const [[operator, month]] = (await rowsOf(
    database,
    "select toString(user_id), formatDateTime(changed_at, '%Y-%m') from status_carry final where tenant = 'other' order by all limit 1",
  )) as [[string, string]];
  await change(`alter table sale update site_id = site_id + 1 where tenant = 'acme' and kind = '${kind}' and entity_id = ${entity} and sale_id = ${sale}`);
  await change(`delete from status_carry where tenant = 'other' and user_id = ${operator} and formatDateTime(changed_at, '%Y-%m') = '${month}'`);
  await change("insert into sale (tenant, kind, entity_id, sale_id, version) values ('ghost', 'call', 5, 6, 1)");
  expect((await derived()).wrong).toEqual([
    { table: "sale", tenant: "acme", key: `${kind} ${entity}, sale ${sale}` },
    { table: "sale", tenant: "ghost", key: "call 5, sale 6" },
    { table: "status_carry", tenant: "other", key: `operator ${operator}, ${month}` },
  ]);
});

it("verify names a message and a goal that were altered or that no event made", async () => {
  const named = async (sql: string) => String((await rowsOf(database, sql))[0]?.[0]);
  const goal = await named("select min(communication_id) from goal_of(tenant = 'acme')");
  const chat = await named("select min(chat_id) from chat_message where tenant = 'acme' and text != ''");
  const change = async (query: string) => await database.command({ query, clickhouse_settings: { mutations_sync: "2" } });
  await change(`alter table goal update sale_comments = ['x'] where tenant = 'acme' and communication_id = ${goal} and deleted = 0`);
  await change(`alter table chat_message update text = '' where tenant = 'acme' and chat_id = ${chat} and text != ''`);
  await change("insert into chat_message (tenant, chat_id, version) values ('ghost', 5, 1)");
  const { differences } = await run();
  expect(new Set(differences.map(({ entity, table }) => `${entity} in ${table}`))).toEqual(
    new Set([`acme:goal:${goal} in goal`, `acme:chat:${chat} in chat_message`, "ghost:chat:5 in chat_message"]),
  );
});
