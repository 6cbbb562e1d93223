import type { Cursor } from "./cursor.ts";

export const dateWords = ["today", "lastday", "last3days", "lastweek", "lastmonth", "lastyear"] as const;
export type DateWord = (typeof dateWords)[number];

/** What a date criterion can be compared with. */
export type DateValue =
  | { readonly kind: "day"; readonly day: Temporal.PlainDate }
  /** Local to the account, to the second. */
  | { readonly kind: "time"; readonly time: Temporal.PlainDateTime }
  /** Given with its zone: epoch seconds. */
  | { readonly kind: "instant"; readonly seconds: number }
  | { readonly kind: "word"; readonly word: DateWord };

const expected = `a date: YYYY-MM-DD, YYYY-MM-DDTHH:MM[:SS][zone], YYYYMMDD[HHMM[SS]], DD.MM.YYYY [HH:MM[:SS]], MM/DD/YYYY [HH:MM[:SS]], or ${dateWords.join(", ")}`;

const clock = "(?<hour>[01]\\d|2[0-3]):(?<minute>[0-5]\\d)(?::(?<second>[0-5]\\d))?";
const digits = "(?<hour>[01]\\d|2[0-3])(?<minute>[0-5]\\d)(?<second>[0-5]\\d)?";
/** A blank before the time would end the condition, if a time were not the only thing that can follow so (ruling L18). */
const clockAfterBlank = `(?:\\s+${clock})?(?![^\\s])`;

const forms = [
  new RegExp(`(?<year>\\d{4})-(?<month>\\d\\d)-(?<day>\\d\\d)(?:T${clock}(?:[.,]\\d{1,9})?(?<zone>Z|[+-](?:[01]\\d|2[0-3])(?::?[0-5]\\d)?)?)?(?!\\S)`, "y"),
  new RegExp(`(?<year>\\d{4})(?<month>\\d\\d)(?<day>\\d\\d)(?:${digits})?(?!\\S)`, "y"),
  new RegExp(`(?<day>\\d\\d)\\.(?<month>\\d\\d)\\.(?<year>\\d{4})${clockAfterBlank}`, "y"),
  new RegExp(`(?<month>\\d\\d)/(?<day>\\d\\d)/(?<year>\\d{4})${clockAfterBlank}`, "y"),
];
const word = new RegExp(`(?:${dateWords.join("|")})(?!\\S)`, "y");

/**
 * Takes a date value, up to the blank or end behind it. A fraction of a second is cut off (ruling X1).
 * @throws {SyntaxFault} for anything else, and for dates that do not exist
 */
export function dateValue(cursor: Cursor): DateValue {
  const start = cursor.offset;
  const named = cursor.take(word)?.[0];
  if (named !== undefined) return { kind: "word", word: named as DateWord };
  for (const form of forms) {
    const parts = cursor.take(form)?.groups;
    if (parts !== undefined) return fromParts(parts) ?? cursor.fail("a date that exists", start);
  }
  return cursor.fail(expected);
}

function fromParts(parts: Record<string, string | undefined>): DateValue | undefined {
  const [year, month, dayOfMonth] = [Number(parts["year"]), Number(parts["month"]), Number(parts["day"])];
  try {
    const day = Temporal.PlainDate.from({ year, month, day: dayOfMonth }, { overflow: "reject" });
    if (parts["hour"] === undefined) return { kind: "day", day };
    const time = day.toPlainDateTime({ hour: Number(parts["hour"]), minute: Number(parts["minute"]), second: Number(parts["second"] ?? 0) });
    if (parts["zone"] === undefined) return { kind: "time", time };
    const zone = parts["zone"] === "Z" ? "+00:00" : parts["zone"];
    return { kind: "instant", seconds: Math.floor(time.toZonedDateTime(zone).epochMilliseconds / 1000) };
  } catch {
    return undefined;
  }
}
