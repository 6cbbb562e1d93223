import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Database, readPositions, type StoredPosition } from "@stats/facts";
import { topics } from "@stats/events";
import { lagOf } from "@stats/lag";
import type { LogRecord } from "@stats/log";
import { atMs, chat, status } from "../testing/events.ts";
import { drained, recordsOf, rowsOf, type ScratchEngine, scratchEngine, scratchLog, testWorker, until } from "../testing/scratch-system.ts";
import { verify } from "../verify.ts";

const script = fileURLToPath(new URL("../testing/rebuild-process.ts", import.meta.url));
const chatTopic = "chat-events";
const statusTopic = "acd-status-events";
const killsWanted = 3;
const finishedWanted = 2;
const chatsPerAppend = 40;
/** Events that may wait: enough that the worker never waits for any, and few enough that it does not take all day to drain them. */
const backlogMax = 1000;

let engine: ScratchEngine;
let scratch: Awaited<ReturnType<typeof scratchLog>>;
let database: Database;
beforeAll(async () => {
  [engine, scratch] = await Promise.all([scratchEngine(), scratchLog()]);
  database = await engine.database();
});
afterAll(() => Promise.all([engine.dispose(), scratch.dispose()]));

/** What reports had at a moment, of everything that was said to be in them by then. */
interface Sample {
  readonly positions: readonly StoredPosition[];
  readonly chats: readonly unknown[];
  readonly changes: readonly unknown[];
}

it("killed at any moment and gone on with, beside a worker at full speed: reports have every event they are said to have, at any time", async () => {
  const worker = await testWorker({ log: scratch.log, database });
  let isOver = false;
  const publishing = (async () => {
    for (let round = 0; !isOver; round += 1) {
      await until("the worker is not far behind", async () => isOver || (await lag()) < backlogMax);
      const ids = Array.from({ length: chatsPerAppend }, (_, index) => 1 + round * chatsPerAppend + index);
      await scratch.log.append(
        ids.flatMap((id) => [...chat(id, { wait: 2 + (id % 60), timeMs: atMs - id * 1000 }), status((id % 50) + 1, id % 2 === 0 ? "READY" : "DND")]),
      );
    }
  })();
  const samples: Sample[] = [];
  const sampling = (async () => {
    while (!isOver) {
      samples.push(await takeSample());
      await wait(100);
    }
  })();

  const name = String((await rowsOf(database, "select currentDatabase()"))[0]?.[0]);
  let [killed, finished] = [0, 0];
  while (killed < killsWanted || finished < finishedWanted) {
    const child = spawn(process.execPath, [script, engine.url, name], { stdio: ["ignore", "pipe", "inherit"] });
    let printed = "";
    child.stdout.on("data", (chunk: Buffer) => (printed += chunk.toString()));
    const closed = once(child, "close");
    if (killed < killsWanted) await Promise.race([closed, wait(1000 + Math.random() * 3000)]);
    if (killed < killsWanted && child.exitCode === null) child.kill("SIGKILL");
    await closed;
    if (printed === "done") finished += 1;
    else {
      expect(child.signalCode, printed).toBe("SIGKILL");
      killed += 1;
    }
  }
  isOver = true;
  await Promise.all([publishing, sampling]);
  await drained(scratch.log, database, worker);
  samples.push(await takeSample());
  await worker.stop();

  expect((await verify({ database, onProgress: () => undefined, settleMs: 1 })).differences).toEqual([]);
  const [chats, changes] = await Promise.all([recordsOf(scratch.log, chatTopic), recordsOf(scratch.log, statusTopic)]);
  const closes = chats.filter(({ value }) => value?.includes('"chat.closed.v1"') === true);
  expect(closes.length).toBeGreaterThan(chatsPerAppend);
  expect(samples.length).toBeGreaterThan(5);
  for (const sample of samples) {
    expect(sample.chats).toEqual([String(below(sample, closes).length)]);
    expect(sample.changes).toEqual([String(below(sample, changes).length)]);
  }
}, 300_000);

const lag = async () => lagOf(await scratch.log.ranges(topics), await readPositions(database), 0).total;
const positionsOf = (positions: readonly StoredPosition[], topic: string) => positions.filter((position) => position.topic === topic);

/** The records that were processed by then. */
function below({ positions }: Sample, records: readonly LogRecord[]): readonly LogRecord[] {
  return records.filter(({ topic, partition, offset }) => positions.some((at) => at.topic === topic && at.partition === partition && offset < at.nextVersion));
}

async function takeSample(): Promise<Sample> {
  const positions = await readPositions(database);
  const count = async (from: string, topic: string) => {
    const parts = positionsOf(positions, topic).map(({ partition, nextVersion }) => `(partition = ${partition} and version < ${nextVersion})`);
    return (await rowsOf(database, `select count() from ${from} and (${[...parts, "false"].join(" or ")})`))[0] ?? [];
  };
  const [chats, changes] = [await count("chat final where deleted = 0 and closed = 1", chatTopic), await count("status_change final where true", statusTopic)];
  return { positions, chats, changes };
}
