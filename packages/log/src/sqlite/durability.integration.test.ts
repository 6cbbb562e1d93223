import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { collect, numbered, readAll, texts, until } from "../contract/collect.ts";
import { LogUnavailableError } from "../port.ts";
import { classifySqliteError } from "./classify-error.ts";
import { openSqliteLog } from "./open-sqlite-log.ts";
import { openDatabase } from "./schema.ts";
import { createStore } from "./store.ts";

/** Appends for ever, and prints the number of each append once it is acknowledged. */
const ENDLESS_APPENDER = `
  const { openSqliteLog } = await import(process.argv[1]);
  const log = await openSqliteLog({ file: process.argv[2] });
  for (let index = 0; ; index += 1) {
    await log.append([{ topic: "t", key: "k", value: String(index) }]);
    process.stdout.write(index + "\\n");
  }
`;

describe("the SQLite log", () => {
  let directory: string;
  let file: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "stats-log-"));
    file = join(directory, "log.sqlite");
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  it("keeps every acknowledged append of a process that is killed, and is read by another process meanwhile", async () => {
    const log = await openSqliteLog({ file, partitions: { t: 1 }, pollIntervalMs: 20 });
    const { records } = await collect(log, ["t"]);
    const module = new URL("./open-sqlite-log.ts", import.meta.url).href;
    const child = spawn(process.execPath, ["--input-type=module", "-e", ENDLESS_APPENDER, module, file], { stdio: ["ignore", "pipe", "inherit"] });
    let printed = "";
    child.stdout.on("data", (text: Buffer) => (printed += text.toString()));
    await until(() => records.length > 100 && printed.split("\n").length > 100);
    child.kill("SIGKILL");
    await once(child, "close");
    const acknowledged = printed.split("\n").slice(0, -1);
    const kept = texts(await readAll(log, "t"));
    expect(kept.slice(0, acknowledged.length)).toEqual(acknowledged);
    expect(kept.length - acknowledged.length).toBeLessThanOrEqual(1);
    await until(() => records.length === kept.length);
    await log.close();
  });

  it("waits for another process's lock without blocking the event loop, then goes on", async () => {
    const log = await openSqliteLog({ file, partitions: { t: 1 } });
    const other = new DatabaseSync(file);
    other.exec("BEGIN IMMEDIATE");
    const appending = log.append(numbered("t", 0, 1));
    let turns = 0;
    const started = performance.now();
    await until(() => (turns += 1) > 0 && performance.now() - started > 300);
    expect(turns).toBeGreaterThan(3);
    expect((await log.ranges(["t"]))[0]?.end).toBe(0);
    other.exec("COMMIT");
    other.close();
    await appending;
    expect((await log.ranges(["t"]))[0]?.end).toBe(1);
    await log.close();
  });

  it("says in plain words that the directory is missing", async () => {
    const opening = openSqliteLog({ file: join(directory, "missing", "log.sqlite") });
    await expect(opening).rejects.toThrow(LogUnavailableError);
    await expect(openSqliteLog({ file: join(directory, "missing", "log.sqlite") })).rejects.toThrow(/cannot be opened/);
  });

  it("says in plain words that the disk is full, keeps what was acknowledged, and works again when there is room", () => {
    const database = openDatabase(file);
    const store = createStore(database);
    store.createTopics([{ topic: "t", partitions: 1 }]);
    const [topic] = store.topics();
    const record = { topicId: topic?.id ?? 0, partition: 0, key: null, headers: null, value: Buffer.alloc(100_000), timestampMs: 0 };
    store.append([record]);
    database.exec("PRAGMA max_page_count = 40");
    let fault: unknown;
    try {
      store.append([record, record]);
    } catch (error) {
      fault = classifySqliteError(error, file);
    }
    expect(fault).toBeInstanceOf(LogUnavailableError);
    expect(String(fault)).toMatch(/the disk is full/);
    database.exec("PRAGMA max_page_count = 4000");
    store.append([record]);
    expect(topic && store.range(topic, 0).end).toBe(2);
    database.close();
  });

  it("refuses calls after close by the port's error", async () => {
    const log = await openSqliteLog({ file, partitions: { t: 1 } });
    await log.close();
    await log.close();
    await expect(log.append(numbered("t", 0, 1))).rejects.toThrow(LogUnavailableError);
    await expect(log.ranges(["t"])).rejects.toThrow(/closed/);
  });
});
