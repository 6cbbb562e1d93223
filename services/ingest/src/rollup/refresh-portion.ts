import { type Database, refreshStaleDialogs, refreshStaleOperators } from "@stats/facts";
import type { Worth } from "./refresh-plan.ts";
import type { TouchedRun } from "./touched-hours.ts";

/**
 * Brings what pays of a run up to date, at most `limit` buckets of each kind, the newest. Buckets that another worker has refreshed are not stale any more.
 * @returns how many were refreshed
 */
export async function refreshPortion(
  database: Database,
  { tenant, fact, from, to }: TouchedRun,
  { zone, grains }: Worth,
  now: number,
  limit: number,
): Promise<number> {
  const search = { tenant, from, now, limit };
  const days = zone === undefined ? [] : grains.filter((grain) => grain === "day");
  const hours = grains.filter((grain) => grain === "hour");
  if (fact !== "status_change") return await refreshStaleDialogs(database, fact, { ...search, zone: zone ?? "UTC", to, grains: [...hours, ...days] });
  // whatever comes after it depends on it; buckets that are not over are none
  const later = { ...search, to: Math.min(now, to + laterSecondsMax), grains };
  let count = 0;
  for (const grain of grains) count += await refreshStaleOperators(database, "statuses", grain, { ...later, zone: "" });
  if (zone !== undefined && days.length > 0) count += await refreshStaleOperators(database, "online", "day", { ...later, zone });
  return count;
}

/** Of a late change: further on, the sweep goes. */
const laterSecondsMax = 3 * 86_400;
