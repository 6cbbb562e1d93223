import { readFileSync } from "node:fs";
import { once } from "node:events";
import { request, type IncomingMessage } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rowsOf, scratchEngine, until, type ScratchEngine } from "./scratch-engine.ts";

let scratch: ScratchEngine;
beforeAll(async () => {
  scratch = await scratchEngine();
});
afterAll(() => scratch.dispose());

function residentMib(): number {
  return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${scratch.engine.pid}/status`, "utf8"))?.[1]) / 1024;
}

async function runningWith(text: string): Promise<number> {
  const rows = await rowsOf(
    scratch.client(),
    "select count() from system.processes where position(query, {text:String}) > 0 and position(query, 'system.processes') = 0",
    { query_params: { text } },
  );
  return Number(rows[0]?.[0]);
}

async function open(sql: string, query = ""): Promise<IncomingMessage> {
  const message = request(`${scratch.engine.url}/${query}`, { method: "POST" });
  message.end(sql);
  const [response]: IncomingMessage[] = await once(message, "response");
  if (response === undefined) throw new Error("no response");
  return response;
}

describe("large results", () => {
  it("begin before the statement has ended, arrive whole, and are not held in memory", async () => {
    const before = residentMib();
    const result = await scratch.client().query({ query: "select number, toString(number) from numbers(6000000)", format: "JSONCompactEachRow" });
    let [rows, wasRunning, peak] = [0, -1, 0];
    for await (const chunk of result.stream()) {
      rows += chunk.length;
      if (wasRunning < 0) wasRunning = await runningWith("6000000");
      peak = Math.max(peak, residentMib());
    }
    expect([rows, wasRunning]).toEqual([6_000_000, 1]);
    // the result is about 130 MB as text; all of it would show
    expect(peak - before).toBeLessThan(100);
  });

  it("wait for a client that does not read, without growing, and leave room for others", async () => {
    const response = await open("select number, 'slow reader' from numbers(100000000) format TSV");
    response.pause();
    const before = residentMib();
    await until("others are served", async () => (await rowsOf(scratch.client(), "select count() from numbers(1000000)")).length === 1);
    expect(residentMib() - before).toBeLessThan(60);
    expect(await runningWith("slow reader")).toBe(1);
    response.destroy();
    await until("the read is killed", async () => (await runningWith("slow reader")) === 0);
  });
});

describe("results that wait for their end", () => {
  it("occupy nobody's place, however many clients do not read them", async () => {
    // more than there are places, and more than sockets hold
    const sql = "select number, repeat('x', 100) from numbers(300000) format TSV";
    const responses: IncomingMessage[] = [];
    for (let client = 0; client < 20; client += 1) responses.push((await open(sql, "?wait_end_of_query=1")).pause());
    expect(await rowsOf(scratch.client(), "select count() from numbers(10)")).toEqual([["10"]]);
    let bytes = 0;
    for await (const chunk of responses[0] ?? []) bytes += (chunk as Buffer).length;
    expect(bytes).toBe(Number(responses[0]?.headers["content-length"]));
    for (const response of responses) response.destroy();
  });
});

describe("a client that goes away", () => {
  it.each([
    ["without parameters", "'unwanted'", {}],
    ["with parameters, which the engine writes into the statement", "'unwanted', {what:String}", { query_params: { what: "more" } }],
    ["with a comment of its own", "'unwanted'", { clickhouse_settings: { log_comment: "it's \\ mine" } }],
    ["whose answer waits for its end", "'unwanted', {what:String}", { query_params: { what: "more" }, clickhouse_settings: { wait_end_of_query: 1 as const } }],
  ])("takes its read with it, while it still computes: %s", async (_what, columns, options) => {
    const gone = new AbortController();
    const asked = scratch
      .client()
      .query({ query: `select count(), ${columns} from numbers(1e12) where not ignore(sipHash64(number))`, abort_signal: gone.signal, ...options });
    await until("the read runs", async () => (await runningWith("unwanted")) === 1);
    gone.abort();
    await expect(asked).rejects.toThrow();
    await until("the read is killed", async () => (await runningWith("unwanted")) === 0);
  });

  it("leaves every place free for others afterwards", async () => {
    const responses = await Promise.all(Array.from({ length: 12 }, () => open("select number, 'crowd' from numbers(100000000) format TSV")));
    for (const response of responses) response.destroy();
    await until("all are killed", async () => (await runningWith("crowd")) === 0);
    const answers = await Promise.all(Array.from({ length: 30 }, (_, index) => rowsOf(scratch.client(), "select {index:UInt8}", { query_params: { index } })));
    expect(answers.map((rows) => rows[0]?.[0])).toEqual(Array.from({ length: 30 }, (_, index) => index));
  });
});
