import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database, readPositions } from "@stats/facts";
import { freshKnowledge, prepareBatch } from "../prepare-batch.ts";
import { chat, logged, record, status } from "../testing/events.ts";
import { rowsOf, type ScratchEngine, scratchEngine, scratchLog } from "../testing/scratch-system.ts";
import { verify } from "../verify.ts";
import { writeBatch } from "./write-batch.ts";

let engine: ScratchEngine;
let scratch: Awaited<ReturnType<typeof scratchLog>>;
beforeAll(async () => {
  [engine, scratch] = await Promise.all([scratchEngine(), scratchLog()]);
});
afterAll(async () => {
  await scratch.dispose();
  await engine.dispose();
});

const records = [...chat(1), record("queue.upserted.v1", { queue_id: 1, title: "Sales" }), status(501, "READY"), { ...status(502, "READY"), value: "{" }].map(
  (each, offset) => logged(each, offset),
);
const order = ["archive", "status_identity", "chat", "chat_message", "status_change", "directory_object", "dead_letter", "position"];

class Crash extends Error {}

/** Writes the batch; the process "dies" before step `crashAt`. */
async function write(database: Database, crashAt = Number.POSITIVE_INFINITY): Promise<readonly string[]> {
  const steps: string[] = [];
  const effects = await prepareBatch(freshKnowledge(database, 0, 1 << 20), records);
  const persist = async <T>(what: string, operation: () => Promise<T>): Promise<T> => {
    if (steps.length === crashAt) throw new Crash();
    steps.push(what);
    return await operation();
  };
  await writeBatch({ database, log: scratch.log, epoch: 0, nowMs: 1, persist }, effects);
  return steps;
}

describe("writing a batch", () => {
  it("writes the archive first and the positions last", async () => {
    expect(await write(await engine.database())).toEqual(order);
  });

  it.each(order.map((_, index) => index))("a crash before step %i leaves no position, and the next delivery completes it", async (crashAt) => {
    const database = await engine.database();
    await expect(write(database, crashAt)).rejects.toThrow(Crash);
    expect(await readPositions(database)).toEqual([]);
    await write(database);
    const counts = await Promise.all(order.map(async (table) => (await rowsOf(database, `select count() from ${table} final`))[0]?.[0]));
    expect(Object.fromEntries(order.map((table, index) => [table, counts[index]]))).toEqual({
      archive: "6",
      status_identity: "1",
      chat: "1",
      chat_message: "2",
      status_change: "1",
      directory_object: "1",
      dead_letter: "1",
      position: "3",
    });
    expect((await verify({ database, onProgress: () => undefined, settleMs: 1 })).differences).toEqual([]);
  });
});
