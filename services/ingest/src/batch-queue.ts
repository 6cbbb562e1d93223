import type { LogRecord } from "@stats/log";

interface Chunk {
  readonly records: readonly LogRecord[];
  readonly accepted: () => void;
}

/**
 * The bounded buffer between the log and the pipeline. `push` resolves when its records fit under the limit, which is the back-pressure on the
 * log: at most `recordsMax` records wait here, plus one chunk per partition that is waiting to get in.
 */
export class BatchQueue {
  readonly #recordsMax: number;
  #waiting: Chunk[] = [];
  #inside: (readonly LogRecord[])[] = [];
  #count = 0;
  #wake: () => void = () => {};
  #closed = false;

  constructor(recordsMax: number) {
    this.#recordsMax = recordsMax;
  }

  push(records: readonly LogRecord[]): Promise<void> {
    if (this.#closed || records.length === 0) return Promise.resolve();
    return new Promise((accepted) => {
      this.#waiting.push({ records, accepted });
      this.#admit();
      this.#wake();
    });
  }

  /**
   * Waits for records, then up to `waitMs` for more of them, and answers at most about `max` (whole chunks; at least one), each partition's in log order.
   * Empty only after `close()`.
   */
  async take(max: number, waitMs: number): Promise<readonly LogRecord[]> {
    while (this.#count === 0 && !this.#closed) await this.#changed();
    const untilMs = performance.now() + waitMs;
    for (;;) {
      const leftMs = untilMs - performance.now();
      if (this.#count >= max || this.#closed || leftMs <= 0) break;
      await this.#changed(leftMs);
    }
    const taken: LogRecord[] = [];
    while (this.#inside.length > 0 && (taken.length === 0 || taken.length + (this.#inside[0]?.length ?? 0) <= max)) {
      for (const record of this.#inside.shift() ?? []) taken.push(record);
    }
    this.#count -= taken.length;
    this.#admit();
    return taken;
  }

  /** Forgets everything that waits; its pushers go on. For a new assignment, whose records come again from a known position. */
  clear(): void {
    this.#inside = [];
    this.#count = 0;
    for (const chunk of this.#waiting.splice(0)) chunk.accepted();
  }

  /** No more records; `take` answers what is left, then nothing. */
  close(): void {
    this.#closed = true;
    this.clear();
    this.#wake();
  }

  #admit(): void {
    while (this.#waiting.length > 0 && this.#count < this.#recordsMax) {
      const chunk = this.#waiting.shift();
      if (chunk === undefined) return;
      this.#inside.push(chunk.records);
      this.#count += chunk.records.length;
      chunk.accepted();
    }
  }

  #changed(timeoutMs?: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = timeoutMs === undefined ? undefined : setTimeout(resolve, timeoutMs);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
