import { expect, it } from "vitest";
import { createTurns, TurnsTakenError } from "./turns.ts";

it("work takes turns; what comes when the waiting line is full is refused, and what comes later is not", async () => {
  const inTurn = createTurns(2, 3);
  let [running, most] = [0, 0];
  const finish: (() => void)[] = [];
  const work = async () => {
    running += 1;
    most = Math.max(most, running);
    await new Promise<void>((resolve) => finish.push(resolve));
    running -= 1;
    return "done";
  };
  const seven = Array.from({ length: 7 }, () => inTurn(work));
  const outcomes = Promise.allSettled(seven);
  await expect(seven[5]).rejects.toBeInstanceOf(TurnsTakenError);
  await expect(seven[6]).rejects.toBeInstanceOf(TurnsTakenError);
  for (let ended = 0; ended < 5; ended += 1) {
    await expect.poll(() => finish.length).toBeGreaterThan(ended);
    finish[ended]?.();
  }
  expect((await outcomes).map(({ status }) => status)).toEqual([...Array.from({ length: 5 }, () => "fulfilled"), "rejected", "rejected"]);
  expect(most).toBe(2);
  expect(await inTurn(async () => "again")).toBe("again");
});

it("a turn lasts until what was made is done with, and ends with a failure", async () => {
  const inTurn = createTurns(1, 5);
  const read = Promise.withResolvers<void>();
  expect(
    await inTurn(
      async () => "first",
      async () => await read.promise,
    ),
  ).toBe("first");
  const order: string[] = [];
  const second = inTurn(async () => order.push("second"));
  await new Promise(setImmediate);
  order.push("the first is read");
  read.resolve();
  await second;
  expect(order).toEqual(["the first is read", "second"]);
  await expect(inTurn(() => Promise.reject(new Error("failed")))).rejects.toThrow("failed");
  expect(await inTurn(async () => "after")).toBe("after");
});
