/** The account's wall clock (rulings X19, T3, T10), by the zone data of the platform. */

const dateOnly = /^\d{4}-\d{2}-\d{2}$/;
const dateAndTime = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}(:\d{2})?$/;

/** Both ends inclusive, epoch seconds. */
export interface SecondRange {
  readonly first: number;
  readonly last: number;
}

/**
 * The seconds between two local texts, `YYYY-MM-DD[ HH:MM[:SS]]`, both inclusive; a bare date reaches to the end of its day, a time
 * without seconds means second 00 (T3). Throws a RangeError for any other text and for an end before the start.
 */
export function secondsBetween(from: string, to: string, zone: string): SecondRange {
  const first = dateOnly.test(from) ? startOfDay(Temporal.PlainDate.from(from), zone) : instantOf(from, zone, "earlier");
  const last = dateOnly.test(to) ? startOfDay(Temporal.PlainDate.from(to).add({ days: 1 }), zone) - 1 : instantOf(to, zone, "later");
  if (last < first) throw new RangeError(`${to} is before ${from}`);
  return { first, last };
}

function startOfDay(date: Temporal.PlainDate, zone: string): number {
  return date.toZonedDateTime(zone).epochMilliseconds / 1000;
}

/** X19: inside a gap the instant after the gap; inside an overlap the earlier instant for a lower bound, the later for an upper one. */
function instantOf(text: string, zone: string, inOverlap: "earlier" | "later"): number {
  if (!dateAndTime.test(text)) throw new RangeError(`${text} is no date`);
  const local = Temporal.PlainDateTime.from(text.replace(" ", "T"), { overflow: "reject" });
  const chosen = local.toZonedDateTime(zone, { disambiguation: inOverlap });
  if (chosen.toPlainDateTime().equals(local)) return chosen.epochMilliseconds / 1000;
  const beforeGap = local.toZonedDateTime(zone, { disambiguation: "earlier" });
  const afterGap = beforeGap.getTimeZoneTransition("next");
  if (!afterGap) throw new RangeError(`${text} does not exist in ${zone}`);
  return afterGap.epochMilliseconds / 1000;
}

export const aggregations = ["hour_of_day", "minute", "hour", "day", "week", "month", "year"] as const;
export type Aggregation = (typeof aggregations)[number];

/** The name of the bucket that an instant falls into. Both passes of the autumn hour share their labels (T10). */
export function seriesOf(epochSecond: number, zone: string, aggregation: Aggregation): string {
  const local = Temporal.Instant.fromEpochMilliseconds(epochSecond * 1000).toZonedDateTimeISO(zone);
  const minute = local.toString({ smallestUnit: "minute", offset: "never", timeZoneName: "never" }).replace("T", " ");
  switch (aggregation) {
    case "minute":
      return minute;
    case "hour":
      return `${minute.slice(0, 13)}:00`;
    case "hour_of_day":
      return minute.slice(11, 13);
    case "day":
      return minute.slice(0, 10);
    case "month":
      return minute.slice(0, 7);
    case "year":
      return minute.slice(0, 4);
    case "week":
      return `${local.yearOfWeek}-W${String(local.weekOfYear).padStart(2, "0")}`; // ISO week-year
  }
}
