/**
 * A local time as epoch seconds. One that the clocks skip is the instant after the gap; one that they show twice is the earlier or the later one,
 * as asked.
 */
export function fromLocalTime(local: Temporal.PlainDateTime, zone: string, disambiguation: "earlier" | "later"): number {
  const zoned = local.toZonedDateTime(zone, { disambiguation });
  if (zoned.toPlainDateTime().equals(local)) return secondsOf(zoned);
  const beforeGap = local.toZonedDateTime(zone, { disambiguation: "earlier" });
  return secondsOf(beforeGap.getTimeZoneTransition("next") ?? zoned);
}

/** First second of a local day, as epoch seconds: not midnight where the clocks skip it. */
export function firstSecondOf(day: Temporal.PlainDate, zone: string): number {
  return secondsOf(day.toZonedDateTime(zone));
}

/**
 * The second after the last one of a local day, as epoch seconds. Midnight that the clocks show twice ends the day at its first pass, unless they
 * went back into the day.
 */
export function endSecondOf(day: Temporal.PlainDate, zone: string): number {
  const next = day.add({ days: 1 });
  const end = fromLocalTime(next.toPlainDateTime(), zone, "later");
  const last = Temporal.Instant.fromEpochMilliseconds((end - 1) * 1000).toZonedDateTimeISO(zone);
  return last.toPlainDate().equals(day) ? end : firstSecondOf(next, zone);
}

function secondsOf(zoned: Temporal.ZonedDateTime): number {
  return Math.floor(zoned.epochMilliseconds / 1000);
}
