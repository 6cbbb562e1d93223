import { EngineError } from "./engine-error.ts";

/** A turn in a lane; give it back exactly once. */
export interface Turn {
  release(): void;
}

/**
 * At most `width` statements at a time, at most `queueMax` more waiting in order of arrival. Each running statement holds
 * a libuv thread, so the width must stay below the size of libuv's pool.
 */
export class Lane {
  readonly #width: number;
  readonly #queueMax: number;
  readonly #waiting: Array<() => void> = [];
  #running = 0;

  constructor(width: number, queueMax: number) {
    this.#width = width;
    this.#queueMax = queueMax;
  }

  get running(): number {
    return this.#running;
  }

  /** Waits for a turn. Rejects with TOO_MANY_SIMULTANEOUS_QUERIES when the queue is full, with the signal's reason when it fires first. */
  async enter(signal: AbortSignal): Promise<Turn> {
    signal.throwIfAborted();
    if (this.#running < this.#width) this.#running++;
    else await this.#wait(signal);
    let released = false;
    return {
      release: () => {
        if (released) return;
        released = true;
        const next = this.#waiting.shift();
        if (next === undefined) this.#running--;
        else next();
      },
    };
  }

  #wait(signal: AbortSignal): Promise<void> {
    if (this.#waiting.length >= this.#queueMax) {
      throw new EngineError(
        202,
        "TOO_MANY_SIMULTANEOUS_QUERIES",
        `Too many simultaneous queries: ${this.#width} are running and ${this.#waiting.length} are waiting`,
      );
    }
    return new Promise((resolve, reject) => {
      const onAbort = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(start), 1);
        reject(signal.reason instanceof Error ? signal.reason : new Error("gave up waiting"));
      };
      const start = (): void => {
        signal.removeEventListener("abort", onAbort);
        resolve();
      };
      this.#waiting.push(start);
      signal.addEventListener("abort", onAbort, { once: true });
    });
  }
}
