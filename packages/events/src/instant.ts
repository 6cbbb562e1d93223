const dayMs = 86_400_000;
/** Days from 0000-03-01 to 1970-01-01 in the proleptic Gregorian calendar. */
const daysToEpoch = 719_468;
const monthDays = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * Reads an RFC 3339 instant with a zone: epoch milliseconds, or undefined when the text is none. More than three fraction digits
 * are truncated. Lower-case `t` and `z` are allowed, as the RFC allows them; a space instead of `T` is not. A leap second (`:60`) is taken
 * at 23:59 UTC only, and as the first second of the next day, the way POSIX time counts it.
 *
 * By hand because it runs for every event, and because `Date.parse` takes dates that do not exist (30 February).
 */
export function parseInstant(text: string): number | undefined {
  const separator = text.charCodeAt(10) | 0x20;
  if (text.length < 20 || text[4] !== "-" || text[7] !== "-" || separator !== 0x74 || text[13] !== ":" || text[16] !== ":") return undefined;
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
  const month = twoDigits(text, 5);
  const day = twoDigits(text, 8);
  const hour = twoDigits(text, 11);
  const minute = twoDigits(text, 14);
  const second = twoDigits(text, 17);
  // Comparisons with NaN are false, so a non-digit fails here too.
  if (!(isDate(year, month, day) && hour <= 23 && minute <= 59 && second <= 60)) return undefined;

  const zoneAt = text[19] === "." ? endOfDigits(text, 20) : 19;
  if (zoneAt === 20) return undefined;
  const offset = zoneOffsetMinutes(text, zoneAt);
  if (offset === undefined) return undefined;

  const wholeSeconds = (daysFromEpoch(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second - offset * 60) * 1_000;
  const instant = wholeSeconds + milliseconds(text, zoneAt);
  if (second === 60 && wholeSeconds % dayMs !== 0) return undefined;
  return instant;
}

function isDate(year: number, month: number, day: number): boolean {
  if (!(year >= 0 && month >= 1 && month <= 12 && day >= 1)) return false;
  const isLeap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day <= (monthDays[month - 1] ?? 0) + (isLeap ? 1 : 0);
}

/** Days since 1970-01-01, counting years from March so that the leap day is the last of its year. */
function daysFromEpoch(year: number, month: number, day: number): number {
  const marchYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - daysToEpoch;
}

function milliseconds(text: string, zoneAt: number): number {
  let value = 0;
  for (let at = 20, unit = 100; at < zoneAt && unit >= 1; at += 1, unit /= 10) value += digit(text, at) * unit;
  return value;
}

function zoneOffsetMinutes(text: string, at: number): number | undefined {
  const sign = text[at];
  if (sign === "Z" || sign === "z") return text.length === at + 1 ? 0 : undefined;
  if ((sign !== "+" && sign !== "-") || text.length !== at + 6 || text[at + 3] !== ":") return undefined;
  const hours = twoDigits(text, at + 1);
  const minutes = twoDigits(text, at + 4);
  if (!(hours <= 23 && minutes <= 59)) return undefined;
  return (hours * 60 + minutes) * (sign === "-" ? -1 : 1);
}

function endOfDigits(text: string, from: number): number {
  let at = from;
  while (!Number.isNaN(digit(text, at))) at += 1;
  return at;
}

function twoDigits(text: string, at: number): number {
  return digit(text, at) * 10 + digit(text, at + 1);
}

/** NaN when there is no digit, also past the end of the text. */
function digit(text: string, at: number): number {
  const value = text.charCodeAt(at) - 48;
  return value >= 0 && value <= 9 ? value : Number.NaN;
}
