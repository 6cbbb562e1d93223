/** Relative load by local hour, 0 to 23: quiet nights, a morning peak, a dip at lunch, a second peak in the afternoon. */
const hourly = [0.15, 0.1, 0.08, 0.08, 0.1, 0.2, 0.4, 0.8, 1.4, 2.0, 2.3, 2.2, 1.8, 1.7, 1.9, 2.0, 1.8, 1.5, 1.2, 1.0, 0.8, 0.6, 0.4, 0.25];
/** By day of the week, Monday first. */
const daily = [1.15, 1.1, 1.05, 1.0, 1.0, 0.55, 0.35];
const hourlySum = hourly.reduce((sum, weight) => sum + weight, 0);
const peakOf = (weights: readonly number[]): number => weights.reduce((most, weight) => Math.max(most, weight), 0);
const hourMs = 3_600_000;

/** Visitors per millisecond at this local hour (0 to 23) and day of the week (1 = Monday), for a center to which this many come on a plain day. */
export function arrivalRate(perDay: number, weekday: number, hour: number): number {
  return (perDay * (daily[weekday - 1] ?? 1) * (hourly[hour] ?? 1)) / hourlySum / hourMs;
}

/** No hour of any week has more visitors per millisecond. */
export function peakRate(perDay: number): number {
  return (perDay * peakOf(daily) * peakOf(hourly)) / hourlySum / hourMs;
}
