import { z } from "zod";

/** A date parameter: a whole local day, or a local second. */
export interface LocalDate {
  readonly day: Temporal.PlainDate;
  /** absent = the whole day */
  readonly time?: Temporal.PlainTime;
}

const form = /^(\d{4}-\d{2}-\d{2})(?: (\d{2}):(\d{2})(?::(\d{2}))?)?$/;

/** `YYYY-MM-DD`, `YYYY-MM-DD HH:MM` (second 00) or `YYYY-MM-DD HH:MM:SS`; no zone, no `T`, only dates and times that exist. */
export const localDate = z.string().transform((text, context): LocalDate => {
  const [, date, hour, minute, second] = form.exec(text) ?? [];
  try {
    if (date !== undefined) {
      const day = Temporal.PlainDate.from(date);
      if (hour === undefined) return { day };
      return { day, time: Temporal.PlainTime.from({ hour: Number(hour), minute: Number(minute), second: Number(second ?? 0) }, { overflow: "reject" }) };
    }
  } catch {
    // no such date or time
  }
  context.addIssue({ code: "custom", message: "no date" });
  return z.NEVER;
});

/** First second of the asked day or second, as epoch seconds in the zone. */
export function firstSecond({ day, time }: LocalDate, zone: string): number {
  return time === undefined ? seconds(day.toZonedDateTime(zone)) : resolve(day.toPlainDateTime(time), zone, "earlier");
}

/** The second after the asked day or second: the end of an interval that includes it. */
export function endSecond({ day, time }: LocalDate, zone: string): number {
  return time === undefined ? resolve(day.add({ days: 1 }).toPlainDateTime(), zone, "later") : resolve(day.toPlainDateTime(time), zone, "later") + 1;
}

/** Whether a bound `to` lies before a bound `from` on the local calendar. */
export function isEarlier(to: LocalDate, from: LocalDate): boolean {
  const last = to.day.toPlainDateTime(to.time ?? Temporal.PlainTime.from("23:59:59"));
  return Temporal.PlainDateTime.compare(last, from.day.toPlainDateTime(from.time)) < 0;
}

/** A local time that the clocks skip is the instant after the gap; one that they show twice is the earlier or the later one, as asked. */
function resolve(local: Temporal.PlainDateTime, zone: string, disambiguation: "earlier" | "later"): number {
  const zoned = local.toZonedDateTime(zone, { disambiguation });
  if (zoned.toPlainDateTime().equals(local)) return seconds(zoned);
  const beforeGap = local.toZonedDateTime(zone, { disambiguation: "earlier" });
  return seconds(beforeGap.getTimeZoneTransition("next") ?? zoned);
}

function seconds(zoned: Temporal.ZonedDateTime): number {
  return Math.floor(zoned.epochMilliseconds / 1000);
}
