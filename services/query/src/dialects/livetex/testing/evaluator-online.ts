import type { World } from "./world.ts";

const computed = new WeakMap<World, Map<number, ReadonlyMap<string, number>>>();

/**
 * Online seconds by `employee/local date`, only where there are any: minute by minute would be plainer still, but change by change is enough.
 * Computed once for a world and a second.
 */
export function onlineSecondsByDay(world: World, now: number): ReadonlyMap<string, number> {
  const known = computed.get(world) ?? new Map<number, ReadonlyMap<string, number>>();
  const seconds = known.get(now) ?? compute(world, now);
  computed.set(world, known.set(now, seconds));
  return seconds;
}

function compute({ changes, zone }: World, now: number): Map<string, number> {
  const seconds = new Map<string, number>();
  for (const userId of new Set(changes.map((change) => change.userId))) {
    const own = changes.filter((change) => change.userId === userId).toSorted((one, other) => one.ms - other.ms);
    for (const [index, { ms, status }] of own.entries()) {
      if (!isOnlineStatus(status)) continue;
      const end = Math.min(Math.floor((own[index + 1]?.ms ?? Infinity) / 1000), now);
      for (let at = Math.floor(ms / 1000); at < end;) {
        const day = Temporal.Instant.fromEpochMilliseconds(at * 1000)
          .toZonedDateTimeISO(zone)
          .toPlainDate();
        const dayEnd = Math.min(end, day.add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds / 1000);
        seconds.set(`${userId}/${day.toString()}`, (seconds.get(`${userId}/${day.toString()}`) ?? 0) + dayEnd - at);
        at = dayEnd;
      }
    }
  }
  return seconds;
}

export function isOnlineStatus(status: string | undefined): boolean {
  return ["ONLINE", "READY", "IN_SERVICE", "AFTER_SERVICE"].includes(status ?? "");
}
