/** Seconds as HH:MM:SS; hours grow past 99 rather than wrap. */
export function toClockText(seconds: number): string {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((part) => String(part).padStart(2, "0")).join(":");
}
