import type { System } from "../system/system.ts";
import { until } from "../until.ts";
import { faultAtInsert } from "./at-insert.ts";
import { freeze } from "./freeze.ts";
import { isInsertFault, type PlannedFault } from "./planned-fault.ts";
import { reprocessRange, resendDeadLetters, rewind } from "./replays.ts";

/** Workers beyond the wanted number that may have joined at one time. */
const guestsMax = 2;
const joinLimitMs = 20_000;

/**
 * Lets a planned fault happen.
 * @returns what happened, in words; undefined when there was no occasion for it
 */
export async function inject(system: System, { kind, pick, skip, share }: PlannedFault, workersWanted: number): Promise<string | undefined> {
  const { fleet, stage } = system;
  const worker = fleet.workers[Math.floor(pick * fleet.workers.length)];
  if (worker === undefined) return undefined;
  if (isInsertFault(kind)) return await faultAtInsert(system, worker, kind, skip);
  switch (kind) {
    case "kill":
      await worker.kill9();
      return `kill ${worker.name}`;
    case "terminate":
      await worker.terminate();
      return `terminate ${worker.name}`;
    case "freeze":
      return await freeze(system, worker, undefined);
    case "freeze in insert":
      return await freeze(system, worker, skip);
    case "join":
      if (fleet.workers.length >= workersWanted + guestsMax) return undefined;
      return await join(system);
    case "leave":
      if (fleet.workers.length <= workersWanted) return undefined;
      await fleet.remove(worker);
      return `${worker.name} leaves`;
    case "kill engine":
      await stage.killEngine();
      return "kill the engine";
    case "kill broker":
      await stage.killBroker();
      return "kill the broker";
    case "rewind":
      return await rewind(system, share);
    case "reprocess":
      return await reprocessRange(system, pick, share);
    case "resend dead letters":
      return await resendDeadLetters(system);
  }
}

async function join({ fleet }: System): Promise<string> {
  const guest = await fleet.add();
  const hasJoined = await until(() => guest.assignments > 0, joinLimitMs);
  return `${guest.name} joins${hasJoined ? "" : `, but has got no partitions within ${joinLimitMs / 1000} s`}`;
}
