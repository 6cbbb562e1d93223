import type { LogRecord } from "@stats/log";

/** Of a batch, or of what waits for one. */
export interface BatchLimit {
  readonly records: number;
  /** Of keys, values and headers. */
  readonly bytes: number;
}

interface Chunk {
  readonly records: readonly LogRecord[];
  readonly bytes: number;
  readonly accepted: () => void;
}

/**
 * The bounded buffer between the log and the pipeline. `push` resolves when its records fit under the limit, which is the back-pressure on the
 * log: about the limit waits here, plus one chunk per partition that is waiting to get in.
 */
export class BatchQueue {
  readonly #limit: BatchLimit;
  #waiting: Chunk[] = [];
  #inside: Chunk[] = [];
  #count = 0;
  #bytes = 0;
  #wake: () => void = () => {};
  #closed = false;
  #released = false;

  constructor(limit: BatchLimit) {
    this.#limit = limit;
  }

  push(records: readonly LogRecord[]): Promise<void> {
    if (this.#released || records.length === 0) return Promise.resolve();
    return new Promise((accepted) => {
      this.#waiting.push({ records, bytes: bytesOf(records), accepted });
      this.#admit();
      this.#wake();
    });
  }

  /**
   * Waits for records, then up to `waitMs` for more of them, and answers about as many as the limit says (whole chunks; at least one), each
   * partition's in log order. Empty only after `close()`.
   */
  async take(limit: BatchLimit, waitMs: number): Promise<readonly LogRecord[]> {
    let untilMs: number | undefined;
    for (;;) {
      if (this.#closed) return [];
      // Also when a new assignment has just emptied the queue in the middle of a wait: then the wait begins anew.
      if (this.#count === 0) untilMs = undefined;
      else untilMs ??= performance.now() + waitMs;
      const leftMs = untilMs === undefined ? undefined : untilMs - performance.now();
      if (this.#count >= limit.records || this.#bytes >= limit.bytes || (leftMs !== undefined && leftMs <= 0)) break;
      await this.#changed(leftMs);
    }
    const taken = this.#remove(limit);
    this.#admit();
    return taken;
  }

  /** Forgets everything that waits; its pushers go on. For a new assignment, whose records come again from a known position. */
  clear(): void {
    this.#forget();
    for (const chunk of this.#waiting.splice(0)) chunk.accepted();
  }

  /** Nothing more is taken. Whoever pushes now waits for `release()`, so that the log is not read for nothing meanwhile. */
  close(): void {
    this.#closed = true;
    this.#forget();
    this.#wake();
  }

  /** After `close()`: lets all pushers go; their records are dropped. */
  release(): void {
    this.#released = true;
    this.clear();
  }

  #forget(): void {
    this.#inside = [];
    this.#count = 0;
    this.#bytes = 0;
  }

  #remove(limit: BatchLimit): readonly LogRecord[] {
    const taken: LogRecord[] = [];
    let bytes = 0;
    for (let next = this.#inside[0]; next !== undefined; next = this.#inside[0]) {
      if (taken.length > 0 && (taken.length + next.records.length > limit.records || bytes + next.bytes > limit.bytes)) break;
      this.#inside.shift();
      for (const record of next.records) taken.push(record);
      bytes += next.bytes;
    }
    this.#count -= taken.length;
    this.#bytes -= bytes;
    return taken;
  }

  #admit(): void {
    while (!this.#closed && this.#count < this.#limit.records && this.#bytes < this.#limit.bytes) {
      const chunk = this.#waiting.shift();
      if (chunk === undefined) return;
      this.#inside.push(chunk);
      this.#count += chunk.records.length;
      this.#bytes += chunk.bytes;
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

function bytesOf(records: readonly LogRecord[]): number {
  let bytes = 0;
  for (const { key, value, headers } of records) {
    bytes += (key?.byteLength ?? 0) + (value?.byteLength ?? 0);
    for (const name in headers) bytes += name.length + (headers[name]?.byteLength ?? 0);
  }
  return bytes;
}
