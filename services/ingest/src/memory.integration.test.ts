import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Database, readPositions } from "@stats/facts";
import { chat } from "./testing/events.ts";
import { rowsOf, type ScratchEngine, scratchEngine, scratchLog, until } from "./testing/scratch-system.ts";

let engine: ScratchEngine;
let database: Database;
let scratch: Awaited<ReturnType<typeof scratchLog>>;
const chats = 50_000;
const mib = 1024 * 1024;

beforeAll(async () => {
  [engine, scratch] = await Promise.all([scratchEngine(), scratchLog(4)]);
  database = await engine.database();
  // All chats begin before the first one goes on: a small cache has forgotten each when its next event comes.
  const stories = Array.from({ length: chats }, (_, index) => chat(index + 1));
  for (const step of [0, 1, 2, 3]) {
    for (let start = 0; start < chats; start += 5000) await scratch.log.append(stories.slice(start, start + 5000).flatMap((story) => story[step] ?? []));
  }
}, 180_000);
afterAll(async () => {
  await scratch.dispose();
  await engine.dispose();
});

it("a backlog of 200,000 events passes a worker with a cache of 2 MiB: bounded memory, every chat whole", { timeout: 240_000 }, async () => {
  const program = fileURLToPath(new URL("./testing/worker-process.ts", import.meta.url));
  // What is live has to fit into this heap, or the process dies.
  const child = spawn(process.execPath, ["--max-old-space-size=192", program, scratch.file, engine.url, "d0", String(2 * mib)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let printed = "";
  child.stdout.on("data", (chunk: Buffer) => (printed += chunk.toString()));
  await until(
    "everything is visible",
    async () => {
      if (child.exitCode !== null || child.signalCode !== null) throw new Error(`the worker died: ${child.exitCode ?? child.signalCode}`);
      return (await readPositions(database)).reduce((sum, { nextVersion }) => sum + nextVersion, 0) === 4 * chats;
    },
    200_000,
  );
  child.kill("SIGTERM");
  await once(child, "close");
  const peakMib = Number(printed) / 1024;
  expect(peakMib).toBeGreaterThan(50);
  expect(peakMib).toBeLessThan(512);
  expect(await rowsOf(database, "select count(), countIf(answered and closed and wait = 30 and talk = 60) from chat final where deleted = 0")).toEqual([
    [String(chats), String(chats)],
  ]);
});
