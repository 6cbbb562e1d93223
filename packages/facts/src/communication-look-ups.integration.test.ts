import { blankCommunication, type ChatMessageRow, type GoalRow } from "@stats/entities";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { forTenant } from "./tenant-reader.ts";
import { type ScratchDatabase, scratchDatabase } from "./testing/scratch-database.ts";
import { prepareFacts, send } from "./write.ts";

const base = 1_767_225_600;
const granule = 8192;

let scratch: ScratchDatabase;
beforeAll(async () => {
  scratch = await scratchDatabase();
  const many = 4 * granule;
  // Ids that grow with time in one account and do not in the other; every visitor comes once.
  for (const [tenant, id] of [
    ["growing", "number + 1"],
    ["random", "1 + bitAnd(sipHash64(number), 0xffffffffffff)"],
  ])
    for (const [table, key, time] of [
      ["chat", "chat_id", "started_at"],
      ["call", "call_id", "started_at"],
      ["goal", "communication_id", "reached_at"],
      ["lead", "offline_message_id, communication_id", "received_at"],
    ]) {
      const ids = table === "lead" ? `${id} + 7, ${id}` : id;
      await scratch.client.command({
        query: `insert into ${table} (tenant, ${time}, ${key}, version, visitor_id, visitor_session_id) select '${tenant}', ${base} + number, ${ids}, 1, number + 1, number + 1 from numbers(${many})`,
      });
    }
});
afterAll(() => scratch.dispose());

/** Granules of a table that a statement reads at last. */
async function granulesRead(sql: string, table: string): Promise<number> {
  const lines = (await scratch.rows(`explain indexes = 1 ${sql} settings do_not_merge_across_partitions_select_final = 1`)).map(([line]) => String(line));
  const start = lines.findIndex((line) => line.includes("ReadFromMergeTree") && line.includes(`.${table})`));
  expect(start, lines.join("\n")).toBeGreaterThanOrEqual(0);
  const end = lines.findIndex((line, index) => index > start && line.includes("ReadFromMergeTree"));
  const own = lines.slice(start, end === -1 ? undefined : end);
  return Math.min(...own.flatMap((line) => [...(/Granules: (\d+)/.exec(line) ?? [])].slice(1).map(Number)));
}

describe("a communication is found", () => {
  it.each(["chat", "call", "goal", "lead"])("%s: by its id with few granules, whether ids grow with time or not", async (table) => {
    for (const [tenant, id] of [
      ["growing", "20001"],
      ["random", "1 + bitAnd(sipHash64(20000), 0xffffffffffff)"],
    ]) {
      const [[value] = []] = await scratch.rows(`select toString(${id})`);
      const sql = `select kind, entity_id, visitor_id from communication_with_id_of(tenant = '${tenant}', communication_id = ${String(value)})`;
      expect(await granulesRead(sql, table), String(tenant)).toBeLessThanOrEqual(3);
    }
  });

  it("by its id in every kind that has it", async () => {
    const found = await scratch.rows(
      "select kind, entity_id, toUnixTimestamp(started_at), visitor_id from communication_with_id_of(tenant = 'growing', communication_id = 20001) order by kind",
    );
    const at = base + 20_000;
    expect(found).toEqual([
      ["call", "20001", at, "20001"],
      ["chat", "20001", at, "20001"],
      ["goal", "20001", at, "20001"],
      ["offline_message", "20008", at, "20001"],
    ]);
    expect(await scratch.rows("select kind from communication_with_id_of(tenant = 'growing', communication_id = 99999999)")).toEqual([]);
  });

  it("by its visitor and by the visitor's session with few granules", async () => {
    expect(await granulesRead("select chat_id from chat_of(tenant = 'growing') where visitor_id = 20001", "chat")).toBeLessThanOrEqual(3);
    expect(await granulesRead("select chat_id from chat_of(tenant = 'growing') where visitor_session_id in (20001, 20002)", "chat")).toBeLessThanOrEqual(3);
  });

  it("as it stands now: no index shows the state before an assignment, or a row that was taken back", async () => {
    const goal = (said: Partial<GoalRow>): GoalRow => ({
      tenant: "now",
      partition: 0,
      version: 1,
      deleted: 0,
      reached_at: base,
      communication_id: 5,
      goal_id: 1,
      name: "a",
      site_id: 0,
      ...blankCommunication,
      ...said,
    });
    const write = async (...rows: GoalRow[]) => await send(scratch.client, prepareFacts("goal", rows) ?? expect.fail());
    await write(goal({ visitor_id: 7 }));
    await write(goal({ version: 2, deleted: 1 }), goal({ version: 2, reached_at: base + 86_400, visitor_id: 8 }));
    const find = async (visitor: number) => await scratch.rows(`select communication_id from goal_of(tenant = 'now') where visitor_id = ${visitor}`);
    expect(await find(7)).toEqual([]);
    expect(await find(8)).toEqual([["5"]]);
    expect(await scratch.rows("select visitor_id from communication_with_id_of(tenant = 'now', communication_id = 5)")).toEqual([["8"]]);
  });
});

describe("the messages of a chat", () => {
  const at = (second: number) => (base + second) * 1000;
  let made = 0;
  const message = (said: Partial<ChatMessageRow>): ChatMessageRow => {
    made += 1;
    const identity = `00000000-0000-0000-0000-${String(made).padStart(12, "0")}`;
    return {
      tenant: "acme",
      chat_id: 1,
      identity,
      partition: 0,
      version: made,
      message_id: `m${made}`,
      sent_at_ms: at(0),
      author: "visitor",
      employee_id: 0,
      text: null,
      ...said,
    };
  };
  const write = async (...rows: ChatMessageRow[]) => await send(scratch.client, prepareFacts("chat_message", rows) ?? expect.fail());
  const start = async (tenant: string, ...chats: number[]) =>
    await scratch.client.command({
      query: `insert into chat (tenant, started_at, chat_id, version, deleted) values ${chats.map((id) => `('${tenant}', ${base}, ${id}, 1, 0)`).join()}`,
    });
  const read = async (tenant: string, ...chat_ids: number[]) =>
    (
      await forTenant(scratch.client, tenant).select<{ text: string }>(
        "select text from message_of(tenant = {tenant:String}, chat_ids = {chat_ids:Array(UInt64)}) order by sent_at, message_id, chat_id",
        { chat_ids },
        "test",
      )
    ).map(({ text }) => text);
  const between = async (tenant: string, since: number, until: number) =>
    (
      await forTenant(scratch.client, tenant).select<{ text: string }>(
        "select text from message_between_of(tenant = {tenant:String}, since = {since:UInt32}, until = {until:UInt32}) order by sent_at, message_id, chat_id",
        { since: base + since, until: base + until },
        "test",
      )
    ).map(({ text }) => text);

  it("X11: of several events with one message_id the earliest is the message, at one millisecond the lower offset", async () => {
    await start("same", 1);
    await write(message({ tenant: "same", message_id: "a", sent_at_ms: at(5), text: "late" }));
    await write(
      message({ tenant: "same", message_id: "a", sent_at_ms: at(2), text: "early" }),
      message({ tenant: "same", message_id: "a", sent_at_ms: at(2), text: "later in the log" }),
    );
    await write(message({ tenant: "same", message_id: "b", sent_at_ms: at(1), text: "other" }));
    expect(await read("same", 1)).toEqual(["other", "early"]);
  });

  it("of a repeated identity the first in the log stands, in whatever order the rows come, also of different months", async () => {
    await start("again", 1);
    const first = message({ tenant: "again", message_id: "a", sent_at_ms: at(90 * 86_400), text: "first" });
    const repeated = { ...first, version: first.version + 5, message_id: "b", sent_at_ms: at(0), text: "repeated" };
    await write(repeated);
    expect(await read("again", 1)).toEqual(["repeated"]);
    await write(first);
    await write(repeated);
    expect(await read("again", 1)).toEqual(["first"]);
    expect(await between("again", 0, 100)).toEqual([]);
    expect(await between("again", 89 * 86_400, 91 * 86_400)).toEqual(["first"]);
  });

  it("a chat that never started has none, and neither has another account's", async () => {
    await start("known", 1);
    await write(message({ tenant: "known", chat_id: 1, text: "known" }), message({ tenant: "known", chat_id: 2, text: "unknown" }));
    expect(await read("known", 1, 2, 3)).toEqual(["known"]);
    expect(await between("known", 0, 1)).toEqual(["known"]);
    expect(await read("other", 1)).toEqual([]);
  });

  it("an interval is from its first second until before its last, and decided by the message, not by a later event of it", async () => {
    await start("interval", 1, 2);
    await write(
      ...[9, 10, 19, 20].map((second) => message({ tenant: "interval", sent_at_ms: at(second) + 999, text: `at ${second}` })),
      message({ tenant: "interval", chat_id: 2, message_id: "x", sent_at_ms: at(5), text: "before" }),
      message({ tenant: "interval", chat_id: 2, message_id: "x", sent_at_ms: at(15), text: "told again" }),
    );
    expect(await between("interval", 10, 20)).toEqual(["at 10", "at 19"]);
  });

  it("more conditions look at the rows that are left", async () => {
    const rows = await scratch.rows(`select text from message_of(tenant = 'interval', chat_ids = [2]) where sent_at >= ${base + 10}`);
    expect(rows).toEqual([]);
  });
});
