import { type Database, dialogFacts, refreshStaleDialogs, refreshStaleOperators } from "@stats/facts";
import { cpuSeconds } from "../harness/process-usage.ts";
import type { Model } from "./fill-accounts.ts";

export interface Refreshed {
  readonly buckets: number;
  /** Processor time of the engine. */
  readonly cpuSeconds: number;
}

const daySeconds = 86_400;
const daysAtOnce = 31;

/** Brings an account's roll-ups up to date as the ingest worker does: days, and hours where they pay. */
export async function refreshAccount(
  client: Database,
  enginePid: number,
  tenant: string,
  { fromSeconds, toSeconds }: Model,
  grains: readonly ("hour" | "day")[],
): Promise<Refreshed> {
  const before = cpuSeconds(enginePid);
  let buckets = 0;
  for (let to = toSeconds; to > fromSeconds; to -= daysAtOnce * daySeconds) {
    const search = { tenant, zone: "UTC", from: Math.max(fromSeconds, to - daysAtOnce * daySeconds), to, now: toSeconds, grains, limit: 100_000 };
    for (const fact of dialogFacts) buckets += await refreshStaleDialogs(client, fact, search);
    for (const grain of grains) buckets += await refreshStaleOperators(client, "statuses", grain, { ...search, zone: "" });
    buckets += await refreshStaleOperators(client, "online", "day", search);
  }
  return { buckets, cpuSeconds: cpuSeconds(enginePid) - before };
}
