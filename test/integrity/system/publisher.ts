import { hash } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { type AppendRecord, type Log, type LogRecord, LogUnavailableError } from "@stats/log";

const batchSize = 250;
const paceMs = 50;

/** Appends records and remembers what was acknowledged, so that it can be held against the log afterwards. */
export class Publisher {
  readonly #log: Log;
  readonly #acknowledged = new Map<number, number>();
  published = 0;
  /** Appends that were repeated because their outcome was unknown: their records may be in the log twice. */
  repeated = 0;

  constructor(log: Log) {
    this.#log = log;
  }

  /** Never gets further than `allowed` says, but for a batch. */
  async publish(records: Iterable<AppendRecord>, allowed: () => number, signal: AbortSignal): Promise<void> {
    let batch: AppendRecord[] = [];
    for (const record of records) {
      batch.push(record);
      if (batch.length < batchSize) continue;
      await this.#append(batch, signal);
      batch = [];
      while (this.published > allowed()) await delay(paceMs, undefined, { signal });
    }
    if (batch.length > 0) await this.#append(batch, signal);
  }

  /** Counts a record of the log against what was acknowledged. */
  settle(record: LogRecord): void {
    const digest = digestOf(record);
    const left = (this.#acknowledged.get(digest) ?? 0) - 1;
    if (left <= 0) this.#acknowledged.delete(digest);
    else this.#acknowledged.set(digest, left);
  }

  /** How many acknowledged records the log does not have, after each of the log's records was settled. */
  get missing(): number {
    return [...this.#acknowledged.values()].reduce((sum, count) => sum + count, 0);
  }

  async #append(batch: readonly AppendRecord[], signal: AbortSignal): Promise<void> {
    for (;;) {
      signal.throwIfAborted();
      try {
        await this.#log.append(batch);
        break;
      } catch (error) {
        if (!(error instanceof LogUnavailableError)) throw error;
        this.repeated += 1;
      }
    }
    for (const record of batch) {
      const digest = digestOf(record);
      this.#acknowledged.set(digest, (this.#acknowledged.get(digest) ?? 0) + 1);
    }
    this.published += batch.length;
  }
}

/** 48 bits of topic, key and value. */
function digestOf({ topic, key, value }: AppendRecord | LogRecord): number {
  const parts = [Buffer.from(topic), Buffer.from(key ?? ""), Buffer.from(value ?? "")];
  return Number.parseInt(hash("md5", Buffer.concat(parts), "hex").slice(0, 12), 16);
}
