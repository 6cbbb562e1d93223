import { versionOf } from "@stats/entities";
import { describe, expect, it } from "vitest";
import { beyondEnd, lagOf } from "./lag.ts";

const range = (partition: number, low: number, end: number) => ({ topic: "chat-events", partition, low, end });
const position = (partition: number, offset: number, epoch = 0) => ({ topic: "chat-events", partition, nextVersion: versionOf(epoch, offset), lastDigest: "" });
const one = (low: number, end: number, at?: number, epoch = 0, positionEpoch = epoch) =>
  lagOf([range(0, low, end)], at === undefined ? [] : [position(0, at, positionEpoch)], epoch).partitions[0];

describe("lagOf", () => {
  it("is what lies between the position and the end, summed over the partitions", () => {
    expect(lagOf([range(0, 0, 10), range(1, 0, 5), range(2, 0, 0)], [position(0, 4), position(1, 5)], 0)).toEqual({
      total: 6,
      partitions: [
        { topic: "chat-events", partition: 0, end_offset: 10, visible_offset: 4, lag: 6 },
        { topic: "chat-events", partition: 1, end_offset: 5, visible_offset: 5, lag: 0 },
        { topic: "chat-events", partition: 2, end_offset: 0, visible_offset: 0, lag: 0 },
      ],
    });
  });

  it("counts everything that is retained while nothing was processed", () => {
    expect(one(0, 10)).toMatchObject({ visible_offset: 0, lag: 10 });
    expect(one(7, 10)).toMatchObject({ visible_offset: 7, lag: 3 });
  });

  it("does not count what retention has removed: nobody can process it any more", () => {
    expect(one(8, 10, 4)).toMatchObject({ visible_offset: 8, lag: 2 });
  });

  it("knows only positions of the present epoch", () => {
    expect(one(0, 10, 9, 1, 0)).toMatchObject({ visible_offset: 0, lag: 10 });
    expect(one(0, 10, 9, 1, 1)).toMatchObject({ visible_offset: 9, lag: 1 });
  });

  it("is never negative: a position may be newer than the end we know", () => {
    expect(one(0, 10, 12)).toMatchObject({ lag: 0 });
  });

  it("does not take another topic's position", () => {
    expect(lagOf([{ ...range(0, 0, 3), topic: "other" }], [position(0, 3)], 0).total).toBe(3);
  });
});

describe("beyondEnd", () => {
  it("finds the positions of this epoch that the log cannot have", () => {
    const positions = [position(0, 11), position(1, 10), position(2, 99, 1), position(3, 50)];
    expect(beyondEnd(positions, [range(0, 0, 10), range(1, 0, 10), range(2, 0, 1)], 0)).toEqual([positions[0]]);
  });
});
