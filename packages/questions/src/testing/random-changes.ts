import { below, pick, type Random } from "@stats/facts/testing";

/** A row of status_change; `changed_at` in epoch milliseconds. */
interface StatusChange extends Readonly<Record<string, string | number>> {
  readonly user_id: number;
  readonly changed_at: number;
}

interface ChangesOptions {
  readonly tenant: string;
  readonly users: number;
  /** Epoch seconds. */
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** Each change has a version of its own, from this one on. */
  readonly firstVersion: number;
}

const statuses = ["OFFLINE", "ONLINE", "READY", "BANNED", "IN_SERVICE", "AFTER_SERVICE", "TIMEOUT", "DND"];

/**
 * Status changes as awkward as they get: around and on full hours and midnights, some within one second or one millisecond of another (of those only the
 * highest version stands, so that a later one makes an earlier one vanish), repeated statuses, and operators who do not change for days.
 */
export function randomChanges(random: Random, { tenant, users, from, to, count, firstVersion }: ChangesOptions): StatusChange[] {
  const changes: StatusChange[] = [];
  for (let index = 0; index < count; index += 1) {
    const former = changes.at(-1);
    const near = former !== undefined && random() < 0.25 ? former : undefined;
    const second = from + below(random, to - from);
    const unit = pick(random, [1, 60, 3600, 3600, 86_400]);
    const edge = second - (second % unit) + pick(random, [0, 0, -1, 1]);
    changes.push({
      tenant,
      // the higher, the fewer
      user_id: near?.user_id ?? 1 + Math.min(below(random, users), below(random, users)),
      changed_at: near === undefined ? edge * 1000 + pick(random, [0, 0, 1, 500, 999]) : near.changed_at + pick(random, [0, 0, 1, 300, 700, 1000]),
      status: pick(random, statuses.slice(0, pick(random, [3, 8]))),
      version: firstVersion + index,
      partition: index % 3,
    });
  }
  return changes;
}
