import { z } from "zod";
import { endSecondOf, firstSecondOf, fromLocalTime } from "../../local-time.ts";

/** A date parameter: a whole local day, or a local second. */
export interface LocalDate {
  readonly day: Temporal.PlainDate;
  /** absent = the whole day */
  readonly time?: Temporal.PlainTime;
}

const form = /^(\d{4}-\d{2}-\d{2})(?: (\d{2}):(\d{2})(?::(\d{2}))?)?$/;

/** `YYYY-MM-DD`, `YYYY-MM-DD HH:MM` (second 00) or `YYYY-MM-DD HH:MM:SS`; no zone, no `T`, only dates and times that exist. */
export const localDate = z
  .string()
  .regex(form, "no date")
  .transform((text, context): LocalDate => {
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
  return time === undefined ? firstSecondOf(day, zone) : fromLocalTime(day.toPlainDateTime(time), zone, "earlier");
}

/** The second after the asked day or second: the end of an interval that includes it. */
export function endSecond({ day, time }: LocalDate, zone: string): number {
  return time === undefined ? endSecondOf(day, zone) : fromLocalTime(day.toPlainDateTime(time), zone, "later") + 1;
}

/** Whether a bound `to` lies before a bound `from` on the local calendar. */
export function isEarlier(to: LocalDate, from: LocalDate): boolean {
  const last = to.day.toPlainDateTime(to.time ?? Temporal.PlainTime.from("23:59:59"));
  return Temporal.PlainDateTime.compare(last, from.day.toPlainDateTime(from.time)) < 0;
}
