const waitMsMax = 60_000;
const waitMsDefault = 1_000;

/** How long a Retry-After header asks to wait (RFC 9110, section 10.2.3: seconds or a date), at most a minute; a second without a readable header. */
export function retryAfterMs(header: string | null, nowMs: number): number {
  const text = header?.trim() ?? "";
  const asked = /^\d+$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - nowMs;
  return Number.isNaN(asked) ? waitMsDefault : Math.min(Math.max(asked, 0), waitMsMax);
}
