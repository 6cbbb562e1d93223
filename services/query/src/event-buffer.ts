import { setTimeout as wait } from "node:timers/promises";
import { LogUnavailableError } from "@stats/log";
import type { PublishEvents } from "./publish-events.ts";

/** Publishes events beside the work that makes them: adding never waits and never fails. */
export interface EventBuffer {
  readonly add: (event: unknown) => void;
  /** Publishes what is left, as long as the log takes it within the time; the rest is dropped. */
  readonly close: () => Promise<void>;
}

export interface EventBufferOptions {
  readonly publish: PublishEvents;
  readonly onPublished: (count: number) => void;
  /** Events are lost: the buffer was full, or the log did not take them. */
  readonly onDropped: (count: number, cause: unknown) => void;
  readonly capacity?: number;
  readonly retryMs?: number;
  readonly closingMsMax?: number;
}

const batchMax = 500;

/** While the log is away events wait, as many as the buffer holds; the newest are dropped, and counted. */
export function createEventBuffer(options: EventBufferOptions): EventBuffer {
  const { publish, onPublished, onDropped, capacity = 10_000, retryMs = 1000, closingMsMax = 5000 } = options;
  const waiting: unknown[] = [];
  const givenUp = new AbortController();
  let running: Promise<void> | undefined;

  async function drain(): Promise<void> {
    while (waiting.length > 0 && !givenUp.signal.aborted) {
      const batch = waiting.slice(0, batchMax);
      try {
        await publish(batch);
        onPublished(batch.length);
        waiting.splice(0, batch.length);
      } catch (error) {
        if (error instanceof LogUnavailableError) await wait(retryMs, undefined, { signal: givenUp.signal }).catch(() => undefined);
        else onDropped(waiting.splice(0, batch.length).length, error);
      }
    }
    running = undefined;
  }

  return {
    add(event) {
      if (waiting.length >= capacity) onDropped(1, new Error("The buffer is full"));
      else waiting.push(event);
      running ??= drain();
    },
    async close() {
      const timer = setTimeout(() => givenUp.abort(), closingMsMax);
      await running;
      clearTimeout(timer);
      if (waiting.length > 0) onDropped(waiting.splice(0).length, new Error("The log did not take them in time"));
    },
  };
}
