import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createClient } from "@clickhouse/client";
import { afterEach, describe, expect, it } from "vitest";
import { EngineStartError, startEngine, type EngineOptions } from "./start-engine.ts";
import { superviseEngine } from "./supervise-engine.ts";
import { isAlive, rowsOf, until } from "./scratch-engine.ts";

const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };
const cleanUps: Array<() => Promise<unknown> | void> = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

function scratchOptions(): EngineOptions {
  const dataDir = mkdtempSync(join(tmpdir(), "engine-life-"));
  cleanUps.push(() => rmSync(dataDir, { recursive: true, force: true }));
  return { dataDir, database: "stats", logger: SILENT };
}

async function start(options: EngineOptions) {
  const engine = await startEngine(options);
  cleanUps.push(() => engine.stop());
  return engine;
}

function clientOf(url: string) {
  const client = createClient({ url, database: "stats", log: { level: 127 } });
  cleanUps.push(() => client.close());
  return client;
}

const LOG = "create table log (n UInt64) engine = MergeTree order by n";

describe("an engine that is killed", () => {
  it("has every acknowledged insert when it is back, and no leftover files", async () => {
    const options = scratchOptions();
    const first = await start(options);
    const client = clientOf(first.url);
    await client.command({ query: LOG });
    let acknowledged = 0;
    const writing = (async () => {
      for (;;) {
        await client.insert({ table: "log", values: [[acknowledged]], format: "JSONCompactEachRow" });
        acknowledged++;
      }
    })();
    writing.catch(() => undefined);
    await until("some inserts are acknowledged", () => acknowledged >= 20);
    process.kill(first.pid, "SIGKILL");
    await expect(writing).rejects.toThrow();
    expect(await first.exited).toEqual({ code: null, signal: "SIGKILL" });
    writeFileSync(join(options.dataDir, "exchange", "file-77"), "left behind");

    const second = await start(options);
    const rows = await rowsOf(clientOf(second.url), "select n from log order by n");
    expect(rows.map(([n]) => Number(n)).slice(0, acknowledged)).toEqual(Array.from({ length: acknowledged }, (_, index) => index));
    expect(readdirSync(join(options.dataDir, "exchange")).filter((name) => name.startsWith("file-"))).toEqual([]);
  });

  it("is started again on the same port when it is supervised, until it is stopped", async () => {
    const engine = await superviseEngine(scratchOptions());
    cleanUps.push(() => engine.stop());
    const client = clientOf(engine.url);
    await client.command({ query: LOG });
    const former = engine.pid;
    process.kill(former, "SIGKILL");
    await until("another process answers", async () => engine.pid !== former && (await client.ping()).success, 20_000);
    expect([engine.restarts, await rowsOf(client, "select count() from log")]).toEqual([1, [["0"]]]);
    const last = engine.pid;
    await engine.stop();
    await expect(engine.finished).resolves.toBeUndefined();
    expect([isAlive(last), engine.pid === 0 || !isAlive(engine.pid)]).toEqual([false, true]);
  });
});

describe("a data directory", () => {
  it("that another process holds is refused in one sentence that says who, and its holder is unharmed", async () => {
    const options = scratchOptions();
    const holder = await start(options);
    for (const begin of [startEngine, superviseEngine]) {
      const refused: unknown = await begin(options).catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(EngineStartError);
      expect(refused).toMatchObject({ isFinal: true, message: expect.stringContaining(options.dataDir) });
      expect(String(refused)).toContain(String(holder.pid));
    }
    expect(await rowsOf(clientOf(holder.url), "select 1")).toEqual([[1]]);
  });

  it("that cannot be written, or whose name the engine would misread, is refused too", async () => {
    const { dataDir } = scratchOptions();
    writeFileSync(join(dataDir, "file"), "");
    for (const [place, reason] of [
      ["file/inside", "ENOTDIR"],
      ["what*", "must not have"],
    ] as const) {
      await expect(startEngine({ dataDir: join(dataDir, place), logger: SILENT })).rejects.toMatchObject({
        isFinal: true,
        message: expect.stringContaining(reason),
      });
    }
  });

  it("can be opened again after a stop", async () => {
    const options = scratchOptions();
    const first = await start(options);
    await clientOf(first.url).command({ query: LOG });
    await first.stop();
    expect(await first.exited).toEqual({ code: 0, signal: null });
    const second = await start(options);
    expect(await rowsOf(clientOf(second.url), "exists table log")).toEqual([[1]]);
  });
});

describe("SIGTERM", () => {
  it("lets an insert end and answers it, kills readers, refuses what comes later, exits with 0", async () => {
    const options = scratchOptions();
    const engine = await start(options);
    const client = clientOf(engine.url);
    await client.command({ query: LOG });
    const running = async (text: string) =>
      Number(
        (
          await rowsOf(client, "select count() from system.processes where position(query, {text:String}) > 0 and position(query, 'system.processes') = 0", {
            query_params: { text },
          })
        )[0]?.[0],
      );
    const inserting = client.command({ query: "insert into log select number + sleepEachRow(0.2) from numbers(10) settings max_block_size = 1" });
    const reading = rowsOf(client, "select count() from numbers(1e12) where not ignore(sipHash64(number))").catch((error: unknown) => error);
    await until("both run", async () => (await running("sleepEachRow")) + (await running("sipHash64")) === 2);
    process.kill(engine.pid, "SIGTERM");
    expect(await reading).toMatchObject({ code: "394" });
    await expect(fetch(`${engine.url}/?query=select+1`).then((answer) => answer.status))
      .resolves.toBe(503)
      .catch((error: unknown) => expect(String(error)).toContain("fetch failed"));
    expect((await inserting).summary).toMatchObject({ written_rows: "10" });
    expect(await engine.exited).toEqual({ code: 0, signal: null });
    const again = await start(options);
    expect(await rowsOf(clientOf(again.url), "select count() from log")).toEqual([["10"]]);
  });
});

describe("the engine's process", () => {
  it("ends when its parent is killed", async () => {
    const { dataDir } = scratchOptions();
    const index = new URL("index.ts", import.meta.url).href;
    const script = `const { startEngine } = await import(${JSON.stringify(index)}); const engine = await startEngine({ dataDir: ${JSON.stringify(dataDir)} }); console.log(engine.pid);`;
    const parent = spawn(process.execPath, ["--input-type=module", "-e", script], { stdio: ["ignore", "pipe", "ignore"] });
    const [line]: Buffer[] = await once(parent.stdout, "data");
    const pid = Number(line);
    expect(isAlive(pid)).toBe(true);
    parent.kill("SIGKILL");
    await until("the engine has ended", () => !isAlive(pid));
  });

  it("runs alone from the command line, and stops on SIGTERM", async () => {
    const { dataDir } = scratchOptions();
    const main = fileURLToPath(new URL("main.ts", import.meta.url));
    const bad = spawn(process.execPath, [main, "--port", "none", "--data-dir", dataDir], { stdio: ["ignore", "ignore", "pipe"] });
    const [[badCode], complaint]: [number[], string] = await Promise.all([once(bad, "exit"), bad.stderr.toArray().then(String)]);
    expect([complaint, badCode]).toEqual([expect.stringContaining("--port must be a whole number"), 1]);
    const port = 20_000 + Math.floor(Math.random() * 20_000);
    const alone = spawn(process.execPath, [main, "--port", String(port), "--data-dir", dataDir], { stdio: "ignore" });
    cleanUps.push(() => void alone.kill("SIGKILL"));
    const answers = (): Promise<boolean> =>
      fetch(`http://127.0.0.1:${port}/ping`).then(
        (answer) => answer.ok,
        () => false,
      );
    await until("it answers", answers, 20_000);
    alone.kill("SIGTERM");
    const [code]: number[] = await once(alone, "exit");
    expect([code, await answers(), existsSync(join(dataDir, "clickhouse"))]).toEqual([0, false, true]);
  });
});
