/** Integer arithmetic as ruled: halves go up, and nothing is ever divided by nothing. */

/** 100 * part / whole with two decimals, half up (ruling T5); 0 when whole is 0. */
export function percent(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.floor((20_000 * part + whole) / (2 * whole)) / 100;
}

/** sum / count to the nearest integer, half up (ruling T5); 0 when count is 0. */
export function averageHalfUp(sum: number, count: number): number {
  return count === 0 ? 0 : Math.floor((2 * sum + count) / (2 * count));
}

/** Seconds as HH:MM:SS; hours grow beyond two digits and never wrap (notes, open question 12). */
export function clock(seconds: number): string {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((part) => String(part).padStart(2, "0")).join(":");
}
