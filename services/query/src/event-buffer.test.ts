import { LogUnavailableError } from "@stats/log";
import { describe, expect, it } from "vitest";
import { createEventBuffer, type EventBufferOptions } from "./event-buffer.ts";

function buffer(publish: EventBufferOptions["publish"], more: Partial<EventBufferOptions> = {}) {
  const counts = { published: 0, dropped: 0 };
  const made = createEventBuffer({
    publish,
    onPublished: (count) => void (counts.published += count),
    onDropped: (count) => void (counts.dropped += count),
    retryMs: 1,
    ...more,
  });
  return { ...made, counts };
}

describe("the buffer of events", () => {
  it("publishes in order, what came meanwhile together, and the rest when it is closed", async () => {
    const batches: (readonly unknown[])[] = [];
    const { add, close, counts } = buffer(async (events) => {
      await new Promise(setImmediate);
      batches.push(events);
    });
    for (let event = 0; event < 1200; event += 1) add(event);
    await close();
    expect(batches.flat()).toEqual(Array.from({ length: 1200 }, (_, event) => event));
    expect(batches.map(({ length }) => length)).toEqual([1, 500, 500, 199]);
    expect(counts).toEqual({ published: 1200, dropped: 0 });
    add("later");
    await close();
    expect(batches.at(-1)).toEqual(["later"]);
  });

  it("waits for a log that is away, and drops the newest when it is full", async () => {
    let isAway = true;
    const taken: unknown[] = [];
    const publish = async (events: readonly unknown[]) => {
      if (isAway) throw new LogUnavailableError("away");
      taken.push(...events);
    };
    const { add, close, counts } = buffer(publish, { capacity: 3 });
    for (const event of ["a", "b", "c", "d", "e"]) add(event);
    expect(counts).toEqual({ published: 0, dropped: 2 });
    isAway = false;
    await close();
    expect([taken, counts]).toEqual([["a", "b", "c"], { published: 3, dropped: 2 }]);
  });

  it("gives up a log that stays away when it is closed, and counts what is lost", async () => {
    const { add, close, counts } = buffer(() => Promise.reject(new LogUnavailableError("away")), { closingMsMax: 20 });
    for (const event of [1, 2, 3]) add(event);
    await close();
    expect(counts).toEqual({ published: 0, dropped: 3 });
  });

  it("does not hold up others for events that the log will never take", async () => {
    const taken: unknown[] = [];
    const { add, close, counts } = buffer(async (events) => {
      if (events.includes("bad")) throw new Error("no event");
      taken.push(...events);
    });
    add("bad");
    add("good");
    await close();
    expect([taken, counts]).toEqual([["good"], { published: 1, dropped: 1 }]);
  });
});
