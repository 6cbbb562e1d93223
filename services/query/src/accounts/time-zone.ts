import { z } from "zod";

/** An IANA time zone by its exact name: the database knows no other spelling, and no offsets. */
export const timeZone = z.string().check((payload) => {
  const name = payload.value;
  const message = zoneFault(name);
  if (message !== undefined) payload.issues.push({ code: "custom", input: name, message });
});

function zoneFault(name: string): string | undefined {
  if (!/^[A-Za-z]/.test(name)) return "must be an IANA time zone, such as Europe/Moscow";
  try {
    const exact = new Temporal.ZonedDateTime(0n, name).timeZoneId;
    return exact === name ? undefined : `must be written ${exact}`;
  } catch {
    return "must be an IANA time zone, such as Europe/Moscow";
  }
}
