import { describe, expect, it } from "vitest";
import { retryAfterMs } from "./retry-after.ts";

describe("Retry-After", () => {
  it.each([
    ["2", 2_000],
    ["0", 0],
    ["86400", 60_000],
    ["Tue, 10 Mar 2026 10:00:05 GMT", 5_000],
    ["Tue, 10 Mar 2026 09:00:00 GMT", 0],
    ["soon", 1_000],
    [null, 1_000],
  ])("%s is %i ms", (header, wanted) => {
    expect(retryAfterMs(header, Date.parse("2026-03-10T10:00:00Z"))).toBe(wanted);
  });
});
