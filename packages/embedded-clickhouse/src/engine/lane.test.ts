import { describe, expect, it } from "vitest";
import { Lane } from "./lane.ts";

const never = new AbortController().signal;

describe("Lane", () => {
  it("lets no more than its width in, and the rest in order of arrival", async () => {
    const lane = new Lane(2, 10);
    const [first, second] = [await lane.enter(never), await lane.enter(never)];
    const order: number[] = [];
    const waiting = [3, 4].map((number) => lane.enter(never).then((turn) => (order.push(number), turn)));
    await Promise.resolve();
    expect(order).toEqual([]);
    first.release();
    first.release();
    await waiting[0];
    expect([order, lane.running]).toEqual([[3], 2]);
    second.release();
    await waiting[1];
    expect(order).toEqual([3, 4]);
  });

  it("refuses when the queue is full", async () => {
    const lane = new Lane(1, 1);
    const turn = await lane.enter(never);
    const queued = lane.enter(never);
    await expect(lane.enter(never)).rejects.toMatchObject({ code: 202, type: "TOO_MANY_SIMULTANEOUS_QUERIES" });
    turn.release();
    (await queued).release();
    expect(lane.running).toBe(0);
  });

  it("forgets a waiter that gave up", async () => {
    const lane = new Lane(1, 5);
    const turn = await lane.enter(never);
    const gone = new AbortController();
    const queued = lane.enter(gone.signal);
    gone.abort(new Error("the client went away"));
    await expect(queued).rejects.toThrow("the client went away");
    turn.release();
    expect(lane.running).toBe(0);
  });
});
