import { until } from "../until.ts";
import type { HeldInsert } from "../system/engine-proxy.ts";
import type { System } from "../system/system.ts";
import type { WorkerProcess } from "../system/worker-process.ts";
import type { InsertFault } from "./planned-fault.ts";

const trapLimitMs = 12_000;
const delayLimitMs = 6_000;
/** A delayed insert arrives when this many later batches are written. */
const batchesBetween = 2;

/**
 * Lets the fault happen to an insert of the worker, the one after the next `skip`; to the next one of another worker when this one has nothing to write.
 * @returns what happened, or undefined when no insert came
 */
export async function faultAtInsert(system: System, worker: WorkerProcess, kind: InsertFault, skip: number): Promise<string | undefined> {
  const others = system.fleet.workers.filter((other) => other !== worker);
  for (const [candidate, passing] of [[worker, skip] as const, ...others.map((other) => [other, 0] as const)]) {
    const happened = await trap(system, candidate, kind, passing);
    if (happened !== undefined) return happened;
  }
  return undefined;
}

async function trap(system: System, worker: WorkerProcess, kind: InsertFault, skip: number): Promise<string | undefined> {
  let hasSprung = false;
  const done = Promise.withResolvers<string>();
  worker.proxy.trap(skip, async (insert) => {
    hasSprung = true;
    await actions[kind](insert, worker, system).finally(() => done.resolve(`${kind} into ${insert.table} of ${worker.name}`));
  });
  if (!(await until(() => hasSprung, trapLimitMs)) && worker.proxy.disarm()) return undefined;
  return await done.promise;
}

const actions: Readonly<Record<InsertFault, (insert: HeldInsert, worker: WorkerProcess, system: System) => Promise<void>>> = {
  "kill before insert": async (insert, worker) => {
    await worker.kill9();
    insert.cut();
  },
  "kill during insert": async (insert, worker) => {
    const forwarded = insert.forward();
    await worker.kill9();
    insert.cut();
    await forwarded.catch(() => undefined);
  },
  "kill after insert": async (insert, worker) => {
    await insert.forward().catch(() => undefined);
    await worker.kill9();
    insert.cut();
  },
  "cut before insert": async (insert) => insert.cut(),
  "cut after insert": async (insert) => {
    await insert.forward().catch(() => undefined);
    insert.cut();
  },
  "refuse insert": async (insert) => insert.refuse(),
  "delay insert": async (insert, _worker, system) => {
    insert.cut();
    await arriveLate(insert, system);
  },
  "kill and delay insert": async (insert, worker, system) => {
    await worker.kill9();
    insert.cut();
    await arriveLate(insert, system);
  },
};

/** The network gives the engine the insert only when others have gone on. */
async function arriveLate(insert: HeldInsert, { fleet }: System): Promise<void> {
  const before = fleet.batches;
  await until(() => fleet.batches >= before + batchesBetween, delayLimitMs);
  await insert.forward().catch(() => undefined);
}
