import type { AppendRecord, Log } from "@stats/log";
import { toRecord } from "../timed-event.ts";
import type { OnProgress, Publisher } from "./publisher.ts";

export interface AppendOptions {
  /** Records per append; default 1,000. */
  readonly batchSize?: number;
  readonly onProgress?: OnProgress;
  readonly signal?: AbortSignal;
}

/** Appends records in batches, one after the other; resolves with their number. Rejects as the log does, and with the signal's reason. */
export async function appendAll(
  log: Pick<Log, "append">,
  records: Iterable<AppendRecord> | AsyncIterable<AppendRecord>,
  options: AppendOptions = {},
): Promise<number> {
  const { batchSize = 1_000, onProgress, signal } = options;
  let appended = 0;
  let batch: AppendRecord[] = [];
  const flush = async (): Promise<void> => {
    signal?.throwIfAborted();
    await log.append(batch);
    appended += batch.length;
    batch = [];
    onProgress?.(appended);
  };
  for await (const record of records) {
    batch.push(record);
    if (batch.length >= batchSize) await flush();
  }
  if (batch.length > 0) await flush();
  return appended;
}

/** Publishes events straight to the log, past the front door. */
export function toLog(log: Pick<Log, "append">, options: AppendOptions & { readonly topicPrefix?: string } = {}): Publisher {
  return async (events) => await appendAll(log, asRecords(events, options.topicPrefix ?? ""), options);
}

async function* asRecords(events: Parameters<Publisher>[0], topicPrefix: string): AsyncGenerator<AppendRecord> {
  for await (const happening of events) yield toRecord(happening, topicPrefix);
}
