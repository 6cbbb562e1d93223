import { afterAll, beforeAll, expect, it } from "vitest";
import { type ExplainedStatement, explainingReader } from "./explaining-reader.ts";
import { forTenant } from "./tenant-reader.ts";
import { type ScratchDatabase, scratchDatabase } from "./testing/scratch-database.ts";

let scratch: ScratchDatabase;
beforeAll(async () => {
  scratch = await scratchDatabase();
  await scratch.client.command({
    query:
      "insert into chat (tenant, started_at, chat_id, version) select 'acme', toDateTime(1700000000 + number * 100), 1 + number, number from numbers(100000)",
  });
});
afterAll(() => scratch.dispose());

it("answers as the reader of reports does, and tells what was read, which is no more than the interval needs", async () => {
  const statements: ExplainedStatement[] = [];
  const reader = explainingReader(scratch.client, "acme", (statement) => statements.push(statement));
  const sql = "select chat_id from chat_of(tenant = {tenant:String}) where started_at >= {from:UInt32} and started_at < {to:UInt32} order by chat_id limit 3";
  const params = { from: 1_700_100_000, to: 1_700_200_000 };
  const rows = await reader.select(sql, params, "few");
  expect(rows).toEqual(await forTenant(scratch.client, "acme").select(sql, params, "few"));
  expect(rows).toEqual([{ chat_id: "1001" }, { chat_id: "1002" }, { chat_id: "1003" }]);

  const json = Buffer.concat(await Array.fromAsync(await reader.selectJson(sql, params, "json")));
  expect(JSON.parse(json.toString())).toEqual([{ chat_id: 1001 }, { chat_id: 1002 }, { chat_id: 1003 }]);

  expect(statements.map(({ name, rows: count }) => [name, count])).toEqual([
    ["few", 3],
    ["json", 3],
  ]);
  for (const { rowsRead, bytesRead, milliseconds, tables } of statements) {
    expect(rowsRead).toBeGreaterThanOrEqual(1000);
    expect(rowsRead).toBeLessThan(50_000);
    expect(bytesRead).toBeGreaterThan(rowsRead);
    expect(milliseconds).toBeGreaterThan(0);
    expect(tables).toEqual([{ table: "chat", rows: rowsRead, parts: 1 }]);
  }
});
