import { describe, expect, it } from "vitest";
import { OldestUnseen } from "./oldest-unseen.ts";

const partition = (visible: number, end: number, number = 0) => ({
  topic: "t",
  partition: number,
  end_offset: end,
  visible_offset: visible,
  lag: Math.max(0, end - visible),
});

describe("OldestUnseen", () => {
  it("is 0 while everything is visible", () => {
    const oldest = new OldestUnseen();
    expect(oldest.observe([partition(5, 5)], 0, 1000)).toBe(0);
    expect(oldest.observe([], 5000, 5000)).toBe(0);
  });

  it("counts from the first measurement that saw the event", () => {
    const oldest = new OldestUnseen();
    expect(oldest.observe([partition(5, 6)], 1000, 1000)).toBe(0);
    expect(oldest.observe([partition(5, 9)], 4000, 4500)).toBe(3.5);
  });

  it("goes on to the next event when the oldest becomes visible, and to 0 at the end", () => {
    const oldest = new OldestUnseen();
    oldest.observe([partition(0, 1)], 1000, 1000);
    oldest.observe([partition(0, 2)], 3000, 3000);
    expect(oldest.observe([partition(1, 2)], 6000, 6000)).toBe(3);
    expect(oldest.observe([partition(2, 2)], 7000, 7000)).toBe(0);
    expect(oldest.observe([partition(2, 3)], 9000, 9000)).toBe(0);
  });

  it("is the oldest over all partitions", () => {
    const oldest = new OldestUnseen();
    oldest.observe([partition(0, 1), partition(0, 0, 1)], 1000, 1000);
    expect(oldest.observe([partition(1, 1), partition(0, 5, 1)], 2000, 2000)).toBe(0);
    expect(oldest.observe([partition(1, 1), partition(0, 5, 1)], 8000, 8000)).toBe(6);
  });

  it("keeps the age of a backlog that grows for hours, in bounded memory, exact for its oldest event", () => {
    const oldest = new OldestUnseen();
    let age = 0;
    for (let second = 0; second <= 20_000; second += 1) age = oldest.observe([partition(0, second + 1)], second * 1000, second * 1000);
    expect(age).toBe(20_000);
    const afterHalf = oldest.observe([partition(10_000, 20_001)], 20_000_000, 20_000_000);
    expect(afterHalf).toBeGreaterThan(8000);
    expect(afterHalf).toBeLessThanOrEqual(10_000);
  });
});
