import { arrivalRate, peakRate } from "./load-curve.ts";
import type { Scene } from "./stage.ts";

interface OpeningHours {
  /** IANA. */
  readonly zone: string;
  /** Epoch milliseconds. */
  readonly fromMs: number;
  /** Exclusive. */
  readonly untilMs: number;
}

/** Plans the arrivals one after the other: a Poisson process that follows the load curve, thinned from its peak. */
export function arrivals(perDay: number, { zone, fromMs, untilMs }: OpeningHours, scene: Scene, arrive: () => void): void {
  if (perDay === 0) return;
  const peak = peakRate(perDay);
  const next = (afterMs: number): void => {
    const candidateMs = Math.ceil(afterMs + scene.random.exponential(1 / peak));
    if (candidateMs >= untilMs) return;
    scene.at(candidateMs, () => {
      const local = Temporal.Instant.fromEpochMilliseconds(candidateMs).toZonedDateTimeISO(zone);
      if (scene.random.chance(arrivalRate(perDay, local.dayOfWeek, local.hour) / peak)) arrive();
      next(candidateMs);
    });
  };
  next(fromMs);
}
