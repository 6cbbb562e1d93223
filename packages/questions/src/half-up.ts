/** The quotient of two integers, rounded half up without a float in between: exact up to sums of 2^51. */
export function halfUp(sum: number, count: number): number {
  const [doubled, divisor] = [2 * sum + count, 2 * count];
  return (doubled - (doubled % divisor)) / divisor;
}
