import { readdirSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import { afterAll, beforeEach, beforeAll, describe, expect, it } from "vitest";
import { rowsOf, scratchEngine, until, type ScratchEngine } from "./scratch-engine.ts";

let scratch: ScratchEngine;
beforeAll(async () => {
  scratch = await scratchEngine();
  await scratch.client().command({ query: "create table pair (a UInt32, s String) engine = MergeTree order by a" });
  await scratch.client().command({ query: "create table victim (a UInt32) engine = MergeTree order by a as select 1" });
});
beforeEach(() => scratch.client().command({ query: "truncate table pair" }));
afterAll(() => scratch.dispose());

const pairs = (): Promise<unknown[][]> => rowsOf(scratch.client(), "select a, s from pair order by a");
const insert = (format: string, body: string | Uint8Array<ArrayBuffer>, headers?: Record<string, string>) =>
  scratch.post({ database: "stats", query: `INSERT INTO pair FORMAT ${format}` }, body, headers);

/** Looks like SQL to whoever cuts at empty lines. */
const TRAP = "first\n\n\nDROP TABLE stats.victim;\n\ninsert into stats.pair values (99, 'x');\n\n";

describe("data arrive byte for byte", () => {
  it.each([
    ["JSONEachRow", `${JSON.stringify({ a: 1, s: TRAP })}\n\n${JSON.stringify({ a: 2, s: "b" })}`],
    ["JSONCompactEachRow", `${JSON.stringify([1, TRAP])}\n${JSON.stringify([2, "b"])}\n`],
    ["CSV", `1,"${TRAP}"\n2,b\n`],
    ["TabSeparated", `1\t${TRAP.replaceAll("\n", "\\n")}\n2\tb\n`],
    ["Values", `(1, '${TRAP.replaceAll("'", "\\'")}'), (2, 'b');`],
  ])("%s", async (format, body) => {
    expect(await insert(format, body)).toMatchObject({ status: 200, text: "" });
    expect(await pairs()).toEqual([
      [1, TRAP],
      [2, "b"],
    ]);
    expect(await rowsOf(scratch.client(), "select a from victim")).toEqual([[1]]);
  });

  it("Values and other data that stand in the statement itself", async () => {
    await scratch.client().command({ query: `INSERT INTO pair (s, a) VALUES ('${TRAP.replaceAll("'", "\\'")}', 1)` });
    await scratch.post({ database: "stats" }, `INSERT INTO pair SETTINGS max_threads = 1 FORMAT CSV\n2,"\n\nb"\n`);
    expect(await pairs()).toEqual([
      [1, TRAP],
      [2, "\n\nb"],
    ]);
    expect(await rowsOf(scratch.client(), "select a from victim")).toEqual([[1]]);
  });

  it("RowBinary whose bytes are line breaks", async () => {
    // a = 0x0a0a0a0a, then a string of ten bytes 0x0a: its length is 0x0a too
    const row = Buffer.alloc(15, 0x0a);
    expect((await insert("RowBinary", row)).status).toBe(200);
    expect(await rowsOf(scratch.client(), "select a, hex(s) from pair")).toEqual([[0x0a0a0a0a, "0A".repeat(10)]]);
  });

  it.each(["Native", "RowBinaryWithNamesAndTypes", "ArrowStream", "Parquet", "MsgPack", "TSVWithNames"])(
    "%s, as the engine itself writes it",
    async (format) => {
      const source = "select toUInt32(number) as a, if(number = 10, unhex('0a0a00ff0a0a'), repeat('\\n', number)) as s from numbers(300)";
      const answer = await fetch(scratch.engine.url, { method: "POST", body: `${source} format ${format}` });
      const bytes = new Uint8Array(await answer.arrayBuffer());
      expect(await insert(format, bytes)).toMatchObject({ status: 200, text: "" });
      expect(await rowsOf(scratch.client(), `select count() from pair join (${source}) as source using (a, s)`)).toEqual([["300"]]);
    },
  );

  it.each(["gzip", "deflate", "br", "zstd", "snappy"])("Content-Encoding %s", async (encoding) => {
    const zlib = await import("node:zlib");
    const text = Buffer.from(`1,"${TRAP}"\n`);
    const encoders: Record<string, (data: Buffer) => Buffer> = {
      gzip: zlib.gzipSync,
      deflate: zlib.deflateSync,
      br: zlib.brotliCompressSync,
      zstd: zlib.zstdCompressSync,
    };
    const { status } = await insert("CSV", new Uint8Array(encoders[encoding]?.(text) ?? text), { "content-encoding": encoding });
    expect([status, await pairs()]).toEqual(encoding === "snappy" ? [501, []] : [200, [[1, TRAP]]]);
  });

  it("a body that is not what its encoding says inserts nothing", async () => {
    expect((await insert("CSV", "1,a\n", { "content-encoding": "gzip" })).status).toBeGreaterThanOrEqual(400);
    const cut = gzipSync(Buffer.from("1,a\n".repeat(1000))).subarray(0, -12);
    expect((await insert("CSV", new Uint8Array(cut), { "content-encoding": "gzip" })).status).toBeGreaterThanOrEqual(400);
    expect(await pairs()).toEqual([]);
  });
});

describe("through the client", () => {
  it("objects, arrays, chosen columns, streams, compression, and the number of rows written", async () => {
    const client = scratch.client({ compression: { request: true, response: true } });
    await client.insert({ table: "pair", values: [{ a: 1, s: TRAP }], format: "JSONEachRow" });
    await client.insert({ table: "pair", values: [["b", 2]], columns: ["s", "a"], format: "JSONCompactEachRow" });
    await client.insert({ table: "pair", values: Readable.from(["3,c\n", '4,"d\n\n"\n'], { objectMode: false }), format: "CSV" });
    const result = await client.insert({
      table: "pair",
      values: [
        { a: 5, s: "e" },
        { a: 6, s: "f" },
      ],
      format: "JSONEachRow",
    });
    expect(result.summary).toMatchObject({ written_rows: "2" });
    const selected = await client.command({ query: "insert into pair select number + 7, 'g' from numbers(3) -- three" });
    expect(selected.summary).toMatchObject({ written_rows: "3" });
    expect(await pairs()).toEqual([
      [1, TRAP],
      [2, "b"],
      [3, "c"],
      [4, "d\n\n"],
      [5, "e"],
      [6, "f"],
      [7, "g"],
      [8, "g"],
      [9, "g"],
    ]);
  });

  it("bad rows are a typed error, and nothing of them is kept", async () => {
    const client = scratch.client();
    const bad = client.insert({
      table: "pair",
      values: [
        { a: 1, s: "x" },
        { a: "no number", s: "y" },
      ],
      format: "JSONEachRow",
    });
    await expect(bad).rejects.toMatchObject({ code: expect.stringMatching(/^\d+$/), type: expect.stringMatching(/CANNOT_PARSE/) });
    await expect(client.insert({ table: "nowhere", values: [{ a: 1 }], format: "JSONEachRow" })).rejects.toMatchObject({ code: "60" });
    expect(await pairs()).toEqual([]);
  });

  it("300,000 rows become one part: visible together", async () => {
    const client = scratch.client();
    await client.command({ query: "system stop merges pair" });
    const rows = Array.from({ length: 300_000 }, (_, index) => `[${index},"${"x".repeat(100)}"]\n`).join("");
    expect((await insert("JSONCompactEachRow", rows)).status).toBe(200);
    const parts = await rowsOf(client, "select count(), sum(rows) from system.parts where database = 'stats' and table = 'pair' and active");
    expect(parts).toEqual([["1", "300000"]]);
    await client.command({ query: "system start merges pair" });
  });
});

describe("a client that goes away while it sends", () => {
  it("has inserted nothing, and leaves no file", async () => {
    const message = request(`${scratch.engine.url}/?database=stats&query=${encodeURIComponent("INSERT INTO pair FORMAT CSV")}`, { method: "POST" });
    message.on("error", () => undefined);
    message.write("1,a\n".repeat(3_000_000));
    const files = () => readdirSync(join(scratch.dataDir, "exchange")).filter((name) => name.startsWith("file-"));
    await until("the data are being written", () => files().length === 1);
    message.destroy();
    await until("the file is gone", () => files().length === 0);
    expect(await pairs()).toEqual([]);
  });
});
