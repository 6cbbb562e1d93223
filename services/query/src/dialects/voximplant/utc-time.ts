export const utcTimeForm = /^(\d{4}-\d{2}-\d{2}) (\d{2}):(\d{2}):(\d{2})$/;

/** Reads exactly `YYYY-MM-DD HH:mm:ss` (UTC) into epoch seconds; undefined for anything else, dates that do not exist included. */
export function fromUtcTime(text: string): number | undefined {
  const [, date, hour, minute, second] = utcTimeForm.exec(text) ?? [];
  if (date === undefined || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  try {
    return Math.floor(Temporal.PlainDate.from(date).toZonedDateTime({ timeZone: "UTC", plainTime: `${hour}:${minute}:${second}` }).epochMilliseconds / 1000);
  } catch {
    return undefined;
  }
}

/** Epoch seconds as `YYYY-MM-DD HH:mm:ss` (UTC). */
export function toUtcTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 19).replace("T", " ");
}
