const day = Date.UTC(2026, 0, 15);

/** Epoch milliseconds of a time of day on 2026-01-15 UTC: "10:00", "10:00:05" or "10:00:05.900". */
export function ms(clock: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = clock.split(":").map(Number);
  return day + Math.round((hours * 3600 + minutes * 60 + seconds) * 1000);
}

/** The same in whole epoch seconds. */
export function sec(clock: string): number {
  return Math.floor(ms(clock) / 1000);
}
