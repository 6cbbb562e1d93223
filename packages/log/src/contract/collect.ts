import { setTimeout as delay } from "node:timers/promises";
import type { ConsumeOptions, Consumption, Log, LogRecord, Position, TopicPartition } from "../port.ts";

/** Polls a condition; fails the test with the condition's text when it does not come true in time. */
export async function until(condition: () => boolean | Promise<boolean>, limitMs = 20_000): Promise<void> {
  const deadline = performance.now() + limitMs;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`Not within ${limitMs} ms: ${condition.toString()}`);
    await delay(10);
  }
}

export interface Collected {
  readonly consumption: Consumption;
  readonly records: LogRecord[];
  readonly assignments: { partitions: readonly TopicPartition[]; committed: readonly Position[] }[];
}

/** Consumes into arrays; every option can be replaced. */
export async function collect(log: Log, topics: readonly string[], options: Partial<ConsumeOptions> = {}): Promise<Collected> {
  const records: LogRecord[] = [];
  const assignments: Collected["assignments"] = [];
  const consumption = await log.consume({
    group: "collectors",
    topics,
    onAssigned: async (partitions, committed) => {
      assignments.push({ partitions, committed });
      return committed;
    },
    onRecords: async (batch) => {
      records.push(...batch);
    },
    ...options,
  });
  return { consumption, records, assignments };
}

export async function readAll(log: Log, topic: string, partition = 0, from = 0, to = Number.MAX_SAFE_INTEGER): Promise<LogRecord[]> {
  const records: LogRecord[] = [];
  for await (const batch of log.read({ topic, partition, from, to })) records.push(...batch);
  return records;
}

export const texts = (records: readonly LogRecord[]): string[] => records.map(({ value }) => String(value));

/** Records with the values `first` up to, not including, `end`. */
export function numbered(topic: string, first: number, end: number, key: string | null = "one-entity") {
  return Array.from({ length: end - first }, (_, index) => ({ topic, key, value: String(first + index) }));
}
