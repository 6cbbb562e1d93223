import { ClickHouseError, extractErrorAtTheEndOfChunk, TupleParam } from "@clickhouse/client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rowsOf, scratchEngine, type ScratchEngine } from "./scratch-engine.ts";

let scratch: ScratchEngine;
beforeAll(async () => {
  scratch = await scratchEngine();
});
afterAll(() => scratch.dispose());

const TRICKY = ["it's", "back\\slash", "two\n\nlines", "tab\tnul\0", "üñí 漢字 🙂", "'; DROP TABLE t; --", "{x:String}", ""];

describe("parameters", () => {
  it.each(TRICKY)("a string arrives as it was: %j", async (value) => {
    expect(await rowsOf(scratch.client(), "select {value:String}, length({value:String})", { query_params: { value } })).toEqual([
      [value, String(Buffer.byteLength(value))],
    ]);
  });

  it.each([
    ["Array(String)", TRICKY, TRICKY],
    ["Array(Array(UInt8))", [[1], [], [2, 3]], [[1], [], [2, 3]]],
    ["Array(Nullable(String))", ["a", null], ["a", null]],
    ["Nullable(String)", null, null],
    ["UInt64", "18446744073709551615", "18446744073709551615"],
    ["Int64", -9_007_199_254_740_993n, "-9007199254740993"],
    ["Float64", 1.5, 1.5],
    ["Bool", true, true],
    ["Date", "2025-03-04", "2025-03-04"],
    ["DateTime64(3, 'UTC')", "2025-03-04 05:06:07.891", "2025-03-04 05:06:07.891"],
    ["DateTime64(3, 'UTC')", new Date("2025-03-04T05:06:07.891Z"), "2025-03-04 05:06:07.891"],
    ["Decimal(18, 4)", "12.3400", 12.34],
    ["UUID", "61f0c404-5cb3-11e7-907b-a6006ad3dba0", "61f0c404-5cb3-11e7-907b-a6006ad3dba0"],
    ["Map(String, UInt8)", { "a'b": 1 }, { "a'b": 1 }],
    ["Tuple(String, UInt8)", new TupleParam(["x'", 7]), ["x'", 7]],
  ])("%s", async (type, value, expected) => {
    expect(await rowsOf(scratch.client(), `select {value:${type}}`, { query_params: { value } })).toEqual([[expected]]);
  });

  it("can be an identifier and a list to search in", async () => {
    const rows = await rowsOf(scratch.client(), "select {column:Identifier} from system.numbers where number in {wanted:Array(UInt64)} limit 2", {
      query_params: { column: "number", wanted: [3, 5] },
    });
    expect(rows).toEqual([["3"], ["5"]]);
  });

  it.each([0, 1] as const)("stand beside letters of several bytes in the statement (wait_end_of_query=%i)", async (wait_end_of_query) => {
    const sql = "select 'üñí 漢字 🙂' as \"имя\", {value:String} /* ждать */ settings max_threads = 1";
    expect(await rowsOf(scratch.client(), sql, { query_params: { value: "я" }, clickhouse_settings: { wait_end_of_query } })).toEqual([["üñí 漢字 🙂", "я"]]);
    await expect(rowsOf(scratch.client(), "select 'üñí' frm x", { clickhouse_settings: { wait_end_of_query } })).rejects.toMatchObject({ code: "62" });
  });

  it("may be longer than a statement may be", async () => {
    const wanted = Array.from({ length: 60_000 }, (_, index) => `entity-${index}`);
    const client = scratch.client({ use_multipart_params_auto: true });
    expect(await rowsOf(client, "select length({wanted:Array(String)}), toUInt32(getSetting('max_query_size'))", { query_params: { wanted } })).toEqual([
      ["60000", 262144],
    ]);
  });

  it("that are missing are an error even right after a statement that had them", async () => {
    const client = scratch.client();
    await rowsOf(client, "select {p:String}", { query_params: { p: "left behind" } });
    await expect(rowsOf(client, "select {p:String}")).rejects.toMatchObject({ code: "456" });
  });
});

describe("settings", () => {
  it("hold for their statement only, one after the other and side by side", async () => {
    const client = scratch.client();
    const threads = (wanted?: number) =>
      rowsOf(client, "select toString(getSetting('max_threads')), sleep(0.01)", wanted === undefined ? {} : { clickhouse_settings: { max_threads: wanted } });
    const usual = (await threads())[0]?.[0];
    expect((await threads(7))[0]?.[0]).toBe("7");
    expect((await threads())[0]?.[0]).toBe(usual);
    const wanted = Array.from({ length: 60 }, (_, index) => (index % 3 === 0 ? undefined : index));
    const answers = await Promise.all(wanted.map((value) => threads(value)));
    expect(answers.map((rows) => rows[0]?.[0])).toEqual(wanted.map((value) => (value === undefined ? usual : String(value))));
  });

  it("take values with quotes and line breaks", async () => {
    const value = "it's \\ \n\n; select 1";
    expect(await rowsOf(scratch.client(), "select getSetting('log_comment')", { clickhouse_settings: { log_comment: value } })).toEqual([[value]]);
  });

  it("that do not exist are an error, those of the HTTP interface are not", async () => {
    const client = scratch.client();
    await expect(rowsOf(client, "select 1", { clickhouse_settings: { no_such_setting: 1 } })).rejects.toMatchObject({ code: "115", type: "UNKNOWN_SETTING" });
    expect(
      await rowsOf(client, "select 1", { clickhouse_settings: { wait_end_of_query: 1, buffer_size: "1048576", send_progress_in_http_headers: 1 } }),
    ).toEqual([[1]]);
  });

  it("have the defaults that this system relies on", async () => {
    expect(
      await rowsOf(
        scratch.client(),
        "select getSetting('async_insert'), timezone(), toUInt64(1), parseDateTimeBestEffort('2025-01-01T00:00:00Z') = toDateTime('2025-01-01 00:00:00', 'UTC')",
      ),
    ).toEqual([[false, "UTC", "1", 1]]);
    const rows = await rowsOf(
      scratch.client(),
      "select name, value from system.merge_tree_settings where name in ('fsync_after_insert', 'fsync_part_directory') order by name",
    );
    expect(rows).toEqual([
      ["fsync_after_insert", "1"],
      ["fsync_part_directory", "1"],
    ]);
  });
});

describe("the database of a request", () => {
  it("is its own, however many run side by side", async () => {
    const names = ["one", "two", "three"];
    for (const name of names) await scratch.client().command({ query: `create database ${name} engine = Atomic` });
    const clients = names.map((database) => scratch.client({ database }));
    for (const [index, client] of clients.entries()) {
      await client.command({ query: "create table place (name String) engine = MergeTree order by name" });
      await client.insert({ table: "place", values: [[names[index]]], format: "JSONCompactEachRow" });
    }
    const asked = Array.from({ length: 90 }, (_, index) => index % 3);
    const answers = await Promise.all(asked.map((index) => rowsOf(clients[index] ?? scratch.client(), "select name, currentDatabase() from place")));
    expect(answers).toEqual(asked.map((index) => [[names[index], names[index]]]));
    expect((await scratch.post({}, "select currentDatabase()")).text).toBe("default\n");
  });

  it("must exist", async () => {
    await expect(rowsOf(scratch.client({ database: "nowhere" }), "select 1")).rejects.toMatchObject({ code: "81" });
  });
});

const FAILS_LATE = "select number, throwIf(number = 1500000) from numbers(3000000) settings max_block_size = 10000";

describe("errors", () => {
  it.each([
    ["select * from nowhere", "60", "UNKNOWN_TABLE"],
    ["selekt 1", "62", "SYNTAX_ERROR"],
    ["select 1; select 2", "62", "SYNTAX_ERROR"],
    ["select throwIf(number = 3) from numbers(10)", "395", "FUNCTION_THROW_IF_VALUE_IS_NON_ZERO"],
    ["select count() from numbers(1e9) group by number settings max_memory_usage = 10000000", "241", "MEMORY_LIMIT_EXCEEDED"],
    ["select sleepEachRow(1) from numbers(3) settings max_block_size = 1, max_execution_time = 1", "159", "TIMEOUT_EXCEEDED"],
  ])("%s", async (query, code, type) => {
    const error: unknown = await rowsOf(scratch.client(), query).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ClickHouseError);
    expect(error).toMatchObject({ code, type });
  });

  it("of syntax are about the statement that was sent", async () => {
    const error: unknown = await rowsOf(scratch.client(), "select 1 +, 2").catch((reason: unknown) => reason);
    expect(error).toMatchObject({ message: expect.stringMatching(/^Syntax error: failed at position 13 \(2\) \(line 1, col 13\)/) });
    expect(String(error)).not.toMatch(/OUTFILE|\*\//);
    await expect(rowsOf(scratch.client(), "selekt 1")).rejects.toMatchObject({ message: expect.stringContaining("position 1 (selekt)") });
  });

  it("of a large result never look like its end, compressed or not", async () => {
    for (const response of [true, false]) {
      const client = scratch.client({ compression: { response } });
      const stream = (await client.query({ query: FAILS_LATE, format: "JSONCompactEachRow" })).stream();
      const read = async (): Promise<void> => {
        for await (const rows of stream) expect(rows.length).toBeGreaterThan(0);
      };
      await expect(read()).rejects.toThrow();
      await expect((await client.query({ query: FAILS_LATE, format: "JSONCompactEachRow" })).text()).rejects.toThrow();
    }
  });

  it("of a large result stand in the block that clients look for", async () => {
    const response = await fetch(scratch.engine.url, { method: "POST", body: `${FAILS_LATE} format TSV` });
    let end = Buffer.alloc(0);
    const read = async (): Promise<void> => {
      for await (const chunk of response.body ?? []) end = Buffer.concat([end, chunk]).subarray(-2000);
    };
    await expect(read()).rejects.toThrow();
    const tag = response.headers.get("x-clickhouse-exception-tag") ?? "";
    expect(extractErrorAtTheEndOfChunk(end, tag)).toMatchObject({ code: "395", type: "FUNCTION_THROW_IF_VALUE_IS_NON_ZERO" });
  });

  it("come before the first byte when the client waits for the end", async () => {
    const answer = await scratch.post({ wait_end_of_query: "1" }, "select throwIf(number = 2500000) from numbers(3000000)");
    expect([answer.status, answer.headers.get("x-clickhouse-exception-code")]).toEqual([500, "395"]);
    expect((await scratch.post({ wait_end_of_query: "1" }, "select number from numbers(1000000)")).text).toHaveLength(6_888_890);
  });

  it("say what is not supported instead of ignoring it", async () => {
    for (const parameters of [{ session_id: "s" }, { role: "r" }, { decompress: "1" }]) {
      const { status, text } = await scratch.post(parameters, "select 1");
      expect([status, text]).toEqual([501, expect.stringMatching(/^Code: 48\. DB::Exception: .*\(NOT_IMPLEMENTED\)/)]);
    }
    const get = await fetch(`${scratch.engine.url}/?query=${encodeURIComponent("create table stats.x (a UInt8) engine = Memory")}`);
    expect([get.status, await get.text()]).toEqual([403, expect.stringContaining("READONLY")]);
  });
});

describe("the HTTP interface", () => {
  it("answers pings, and finds nothing elsewhere", async () => {
    expect(await scratch.client().ping()).toMatchObject({ success: true });
    expect(await (await fetch(`${scratch.engine.url}/ping`)).text()).toBe("Ok.\n");
    expect((await fetch(`${scratch.engine.url}/nothing`)).status).toBe(404);
  });

  it("tells format, query id and summary", async () => {
    const result = await scratch.client().query({ query: "select number from numbers(10)", format: "JSONEachRow", query_id: "my-id" });
    expect(result.query_id).toBe("my-id");
    expect(result.response_headers["x-clickhouse-format"]).toBe("JSONEachRow");
    expect(JSON.parse(String(result.response_headers["x-clickhouse-summary"]))).toMatchObject({ result_rows: "10" });
    await result.json();
  });

  it("uses the default format where the statement names none, and compresses only when asked", async () => {
    const { text, headers } = await scratch.post({ default_format: "JSONEachRow" }, "select 1 as one -- done");
    expect([text, headers.get("content-encoding")]).toEqual(['{"one":1}\n', null]);
    const compressed = await scratch.post({ enable_http_compression: "1" }, "select 1", { "accept-encoding": "gzip" });
    expect([compressed.text, compressed.headers.get("content-encoding")]).toEqual(["1\n", "gzip"]);
  });

  it("serves more statements at once than it runs at once, and pings meanwhile", async () => {
    const client = scratch.client({ max_open_connections: 60 });
    const slow = Array.from({ length: 40 }, () => rowsOf(client, "select (select sleep(0.2))"));
    const start = performance.now();
    await fetch(`${scratch.engine.url}/ping`);
    const pingMs = performance.now() - start;
    expect(await Promise.all(slow)).toHaveLength(40);
    expect(pingMs).toBeLessThan(performance.now() - start);
  });
});
