/** A figure without digits that mean nothing. */
export function round(value: number, digits = 0): number {
  return Number(value.toFixed(digits));
}
