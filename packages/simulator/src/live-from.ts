import type { CenterPlan } from "./center/center.ts";
import { simulate } from "./simulate.ts";
import type { TimedEvent } from "./timed-event.ts";

export interface LiveTraffic {
  /** The events that have happened since the last call, up to `nowMs` (inclusive), in time order. */
  due(nowMs: number): readonly TimedEvent[];
}

/** Traffic from `fromMs` on, without end; the caller has the clock. Joins a history that ended at `fromMs` without a gap or a repetition. */
export function liveFrom(plan: CenterPlan, fromMs: number): LiveTraffic {
  const events = simulate({ ...plan, startMs: fromMs, endMs: Number.POSITIVE_INFINITY, withDirectory: false });
  let ahead = events.next();
  return {
    due(nowMs) {
      const due: TimedEvent[] = [];
      for (; ahead.done !== true && ahead.value.timeMs <= nowMs; ahead = events.next()) due.push(ahead.value);
      return due;
    },
  };
}
