import type { Interval } from "./plan.ts";

/** A date of a zone, days since 1970, and its instants. */
export interface LocalDay extends Interval {
  readonly date: number;
}

const daySeconds = 86_400;

/** By zone and date; years of a few zones. */
const begins = new Map<string, number>();
const beginsMax = 100_000;

function beginOf(zone: string, date: number): number {
  const key = `${zone} ${date}`;
  const known = begins.get(key);
  if (known !== undefined) return known;
  const day = Temporal.Instant.fromEpochMilliseconds(date * daySeconds * 1000)
    .toZonedDateTimeISO("UTC")
    .toPlainDate();
  const begin = day.toZonedDateTime(zone).epochMilliseconds / 1000;
  if (begins.size >= beginsMax) begins.clear();
  begins.set(key, begin);
  return begin;
}

/** The dates of a zone that reach into an interval, one after the other. */
export function localDays(zone: string, { begin, end }: Interval): readonly LocalDay[] {
  const days: LocalDay[] = [];
  // no zone is further from UTC than a day
  for (let date = Math.floor(begin / daySeconds) - 1; beginOf(zone, date) < end; date += 1) {
    const day = { date, begin: beginOf(zone, date), end: beginOf(zone, date + 1) };
    if (day.end > begin && day.end > day.begin) days.push(day);
  }
  return days;
}
