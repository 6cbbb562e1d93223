import { type Database, prepareArchive, refreshStaleDialogs, send } from "@stats/facts";
import { afterAll, beforeAll, expect, it } from "vitest";
import { freshKnowledge, prepareBatch } from "../prepare-batch.ts";
import { writeBatch } from "../sink/write-batch.ts";
import { atMs, chat, logged } from "../testing/events.ts";
import { rowsOf, type ScratchEngine, scratchEngine, scratchLog } from "../testing/scratch-system.ts";

let engine: ScratchEngine;
beforeAll(async () => {
  engine = await scratchEngine();
});
afterAll(() => engine.dispose());

const at = atMs / 1000;
const refresh = (database: Database) =>
  refreshStaleDialogs(database, "chat", { tenant: "acme", zone: "UTC", from: at - 7200, to: at + 7200, now: at + 86_400, grains: ["hour"], limit: 10 });

it("a roll-up that saw a row ahead of its batch is stale as soon as the rest of that batch is written", async () => {
  const [database, { log, dispose }] = [await engine.database(), await scratchLog()];
  const [first, second] = [chat(1), chat(2)];
  // in log order: both begin; then 1, 2 and 1 again go on
  const records = [first[0], second[0], first[1], second[1], first[2]].map((record, offset) => {
    if (record === undefined) throw new Error("a chat has events");
    return logged(record, offset);
  });
  const deps = { database, log, epoch: 0, nowMs: atMs, persist: <T>(_what: string, operation: () => Promise<T>) => operation() };
  const batch = async (from: number, to: number) => await prepareBatch(freshKnowledge(database, 0, 1 << 20), records.slice(from, to));
  await writeBatch(deps, await batch(0, 2));
  // a worker dies between archive and facts
  const archive = prepareArchive((await batch(2, 5)).archive);
  if (archive === undefined) throw new Error("there are rows");
  await send(database, archive);
  // the next one gets them in other batches, and folds chat 1 from the archive to its end
  await writeBatch(deps, await batch(2, 3));
  expect(await rowsOf(database, "select chat_id, version from chat final order by chat_id")).toEqual([
    ["1", "4"],
    ["2", "1"],
  ]);
  await refresh(database);
  expect(await refresh(database)).toBe(0);
  const incoming = "select arraySum(groups.incoming), writes from dialog_rollup final where tenant = 'acme' and cut = 'total'";
  expect((await rowsOf(database, incoming))[0]?.[0]).toBe("1");
  await writeBatch(deps, await batch(3, 5));
  // the highest version is what it was
  expect(await rowsOf(database, "select chat_id, version from chat final order by chat_id")).toEqual([
    ["1", "4"],
    ["2", "3"],
  ]);
  expect(await refresh(database)).toBe(1);
  expect((await rowsOf(database, incoming))[0]?.[0]).toBe("2");
  await dispose();
});
