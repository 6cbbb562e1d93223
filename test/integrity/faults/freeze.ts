import { until } from "../until.ts";
import type { HeldInsert } from "../system/engine-proxy.ts";
import type { System } from "../system/system.ts";
import type { WorkerProcess } from "../system/worker-process.ts";

const trapLimitMs = 12_000;
const takeOverLimitMs = 15_000;
const goOnLimitMs = 6_000;
const batchesBetween = 3;

/**
 * Stops a worker (in mid-insert, or wherever it is) until the others have its partitions and have written with them, then lets it go on: for a while
 * two workers believe to own them, and the older one writes what it had prepared.
 */
export async function freeze(system: System, worker: WorkerProcess, skip: number | undefined): Promise<string | undefined> {
  const others = system.fleet.workers.filter((other) => other !== worker && other.isRunning);
  if (others.length === 0 || !worker.isRunning) return undefined;
  const done = Promise.withResolvers<string>();
  const act = async (insert?: HeldInsert): Promise<void> => {
    const hasTakenOver = await stopUntilTakenOver(system, worker, others);
    worker.thaw();
    await insert?.forward().catch(() => undefined);
    insert?.answer();
    done.resolve(
      `${worker.name} stood still ${insert === undefined ? "" : `in an insert into ${insert.table} `}${hasTakenOver ? "until others had gone on with its partitions" : "for a while"}`,
    );
  };
  if (skip === undefined) await act();
  else {
    let hasSprung = false;
    worker.proxy.trap(skip, async (insert) => {
      hasSprung = true;
      await act(insert);
    });
    if (!(await until(() => hasSprung, trapLimitMs)) && worker.proxy.disarm()) return undefined;
  }
  return await done.promise;
}

async function stopUntilTakenOver({ fleet }: System, worker: WorkerProcess, others: readonly WorkerProcess[]): Promise<boolean> {
  const assignments = () => others.reduce((sum, other) => sum + other.assignments, 0);
  const before = assignments();
  worker.freeze();
  const hasTakenOver = await until(() => assignments() > before, takeOverLimitMs);
  const batches = fleet.batches;
  await until(() => fleet.batches >= batches + batchesBetween, goOnLimitMs);
  return hasTakenOver;
}
