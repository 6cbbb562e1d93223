import { beforeEach, describe, expect, it } from "vitest";
import type { Account } from "../../../accounts/account.ts";
import { RpcError } from "./errors.ts";
import { createLimits } from "./limits.ts";

const account = (tenant: string, timezone = "Europe/Moscow"): Account => ({ tenant, timezone, publishKeys: [], sections: {} });
const at = (text: string) => Date.parse(text);

describe("limits of an account", () => {
  const clock = { ms: 0 };
  let count: ReturnType<typeof createLimits>;
  beforeEach(() => {
    clock.ms = at("2025-06-01T12:00:30.250Z");
    count = createLimits(() => clock.ms);
  });

  const refusal = (call: () => void) => {
    try {
      call();
    } catch (error) {
      if (error instanceof RpcError) return [error.code, error.data.params];
      throw error;
    }
    return undefined;
  };

  it("are generous where the account says nothing, and really counted", () => {
    const counted = count(account("acme"), undefined);
    counted.take();
    expect(counted.limits()).toEqual({
      day_limit: 1_000_000,
      day_remaining: 999_999,
      // midnight in Moscow is 21:00 UTC
      day_reset: 9 * 3600 - 30,
      minute_limit: 10_000,
      minute_remaining: 9999,
      minute_reset: 30,
    });
  });

  it("refuse the call after the last, until the minute of the clock is over", () => {
    const limits = { day: 100, minute: 2 };
    const call = () => count(account("acme"), limits).take();
    call();
    call();
    expect(refusal(call)).toEqual([-32029, { limit_type: "minute", limit_max_value: 2 }]);
    clock.ms = at("2025-06-01T12:00:59.999Z");
    expect(refusal(call)).toBeDefined();
    expect(count(account("acme"), limits).limits()).toMatchObject({ minute_remaining: 0, minute_reset: 1, day_remaining: 98 });
    clock.ms = at("2025-06-01T12:01:00Z");
    expect(refusal(call)).toBeUndefined();
    expect(count(account("acme"), limits).limits()).toMatchObject({ minute_remaining: 1, minute_reset: 60, day_remaining: 97 });
  });

  it("of the day begin anew at midnight of the account's zone, also where a day has 25 hours", () => {
    const berlin = account("acme", "Europe/Berlin");
    const limits = { day: 1, minute: 9 };
    clock.ms = at("2025-10-25T22:00:00Z");
    count(berlin, limits).take();
    expect(count(berlin, limits).limits().day_reset).toBe(25 * 3600);
    clock.ms = at("2025-10-26T22:59:59Z");
    expect(refusal(() => count(berlin, limits).take())).toEqual([-32029, { limit_type: "day", limit_max_value: 1 }]);
    clock.ms = at("2025-10-26T23:00:00Z");
    expect(refusal(() => count(berlin, limits).take())).toBeUndefined();
  });

  it("get back what a failed call had taken, in the windows from which it was taken", () => {
    const limits = { day: 9, minute: 9 };
    const failing = count(account("acme"), limits);
    failing.take();
    clock.ms += 60_000;
    count(account("acme"), limits).take();
    failing.giveBack();
    failing.giveBack();
    expect(count(account("acme"), limits).limits()).toMatchObject({ day_remaining: 8, minute_remaining: 8 });
  });

  it("are each account's own", () => {
    const limits = { day: 1, minute: 1 };
    count(account("acme"), limits).take();
    expect(count(account("rival"), limits).limits()).toMatchObject({ day_remaining: 1, minute_remaining: 1 });
  });
});
