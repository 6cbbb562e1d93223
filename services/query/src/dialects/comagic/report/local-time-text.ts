import { fromLocalTime } from "../../../local-time.ts";

/** A local time of the account's zone, as parameters and filters say it. */
export interface LocalTimeText {
  /** Epoch seconds; different where the clocks show the time twice. */
  readonly first: number;
  readonly last: number;
  readonly local: Temporal.PlainDateTime;
  /** The local time in seconds, as if it were UTC. */
  readonly localSeconds: number;
}

const form = /^(\d{4}-\d{2}-\d{2})(?: (\d{2}:\d{2}:\d{2}))?$/;

/**
 * `YYYY-MM-DD hh:mm:ss`, or a date, which is its first second as the clocks name it (ruling R9); undefined for anything else, and for times that do
 * not exist on any calendar. A time that the clocks skip is the instant after the gap.
 */
export function readLocalTime(text: string, zone: string): LocalTimeText | undefined {
  const [, date, time = "00:00:00"] = form.exec(text) ?? [];
  if (date === undefined || time.endsWith(":60")) return undefined;
  try {
    const local = Temporal.PlainDateTime.from(`${date}T${time}`, { overflow: "reject" });
    return {
      first: fromLocalTime(local, zone, "earlier"),
      last: fromLocalTime(local, zone, "later"),
      local,
      localSeconds: Math.floor(local.toZonedDateTime("UTC").epochMilliseconds / 1000),
    };
  } catch {
    return undefined;
  }
}
