import type { Clock } from "@stats/kit";
import { z } from "zod";
import type { Account } from "../../../accounts/account.ts";
import { RpcError } from "./errors.ts";

/** `metadata.limits`; clients need all six as integers. Resets are in seconds to go. */
export const limitsSchema = z.object({
  day_limit: z.int(),
  day_remaining: z.int(),
  day_reset: z.int(),
  minute_limit: z.int(),
  minute_remaining: z.int(),
  minute_reset: z.int(),
});
export type Limits = z.output<typeof limitsSchema>;

/** What an account without limits gets, really counted. */
const generous = { day: 1_000_000, minute: 10_000 };

interface Window {
  readonly startMs: number;
  readonly endMs: number;
  used: number;
}

export interface Counted {
  /** As they stand now. */
  readonly limits: () => Limits;
  /** @throws {RpcError} limit_exceeded when no call is left */
  readonly take: () => void;
  /** Gives back what was taken for a call that failed: only successful ones cost. */
  readonly giveBack: () => void;
}

/**
 * Counts the calls of every account in fixed windows: the minute of the clock, and the day of the account's zone (ruling R16). Counted per process.
 * The returned function begins the counting of one call.
 */
export function createLimits(now: Clock): (account: Account, limits: { readonly day: number; readonly minute: number } | undefined) => Counted {
  const windows = new Map<string, { day: Window; minute: Window }>();

  function current({ tenant, timezone }: Account, nowMs: number): { day: Window; minute: Window } {
    const known = windows.get(tenant);
    const day = known !== undefined && isIn(known.day, nowMs) ? known.day : dayAt(nowMs, timezone);
    const minute = known !== undefined && isIn(known.minute, nowMs) ? known.minute : minuteAt(nowMs);
    const both = { day, minute };
    windows.set(tenant, both);
    return both;
  }

  return (account, limits = generous) => {
    const taken: Window[] = [];
    return {
      limits() {
        const nowMs = now();
        const { day, minute } = current(account, nowMs);
        return {
          day_limit: limits.day,
          day_remaining: limits.day - day.used,
          day_reset: secondsTo(day, nowMs),
          minute_limit: limits.minute,
          minute_remaining: limits.minute - minute.used,
          minute_reset: secondsTo(minute, nowMs),
        };
      },
      take() {
        const windowsNow = current(account, now());
        for (const limit_type of ["day", "minute"] as const) {
          const limit_max_value = limits[limit_type];
          if (windowsNow[limit_type].used >= limit_max_value) throw new RpcError("limit_exceeded", { params: { limit_type, limit_max_value } });
        }
        for (const window of [windowsNow.day, windowsNow.minute]) {
          window.used += 1;
          taken.push(window);
        }
      },
      giveBack() {
        for (const window of taken.splice(0)) window.used -= 1;
      },
    };
  };
}

function isIn({ startMs, endMs }: Window, nowMs: number): boolean {
  return nowMs >= startMs && nowMs < endMs;
}

function secondsTo({ endMs }: Window, nowMs: number): number {
  return Math.ceil((endMs - nowMs) / 1000);
}

function minuteAt(nowMs: number): Window {
  const startMs = nowMs - (nowMs % 60_000);
  return { startMs, endMs: startMs + 60_000, used: 0 };
}

function dayAt(nowMs: number, zone: string): Window {
  const start = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(zone).startOfDay();
  return { startMs: start.epochMilliseconds, endMs: start.add({ days: 1 }).startOfDay().epochMilliseconds, used: 0 };
}
