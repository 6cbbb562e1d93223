import { topics } from "@stats/events";
import { openKafkaLog } from "@stats/log";
import { appendAll, simulate, type TimedEvent, toRecord } from "@stats/simulator";
import { topicSpecs } from "@stats/standalone";

export interface Backlog {
  readonly brokers: readonly string[];
  readonly topicPrefix: string;
  readonly events: number;
  readonly bytes: number;
  /** Events by family, the first part of their type, the most frequent first. */
  readonly families: readonly (readonly [family: string, events: number])[];
}

export const partitions = 12;
const accounts = 4;
/** A Tuesday morning; fixed, so that every run has the same events. */
const startMs = Date.parse("2026-03-10T06:00:00Z");

/**
 * Puts the events of four busy contact centers into Kafka, in time order, as their systems would have published them. The record timestamps are
 * the events' own, so retention must not look at them.
 */
export async function produceBacklog(brokers: readonly string[], topicPrefix: string, events: number, progress: (text: string) => void): Promise<Backlog> {
  const log = openKafkaLog({ brokers, clientId: "bench", topicPrefix });
  let bytes = 0;
  const families = new Map<string, number>();
  function* records() {
    for (const event of take(interleaved(), events)) {
      const record = toRecord(event);
      const [family = ""] = event.event.type.split(".");
      families.set(family, (families.get(family) ?? 0) + 1);
      bytes += Buffer.byteLength(record.value ?? "");
      yield record;
    }
  }
  try {
    await log.createTopics(topicSpecs(partitions).map((spec) => ({ ...spec, config: { ...spec.config, "retention.ms": "-1" } })));
    let told = 0;
    const onProgress = (count: number) => {
      if (count - told < 200_000) return;
      told = count;
      progress(`${count} of ${events} events are in Kafka`);
    };
    await appendAll(log, records(), { batchSize: 10_000, onProgress });
    const ends = await log.ranges(topics);
    const stored = ends.reduce((sum, { end }) => sum + end, 0);
    if (stored !== events) throw new Error(`${stored} records are in Kafka, not ${events}`);
  } finally {
    await log.close();
  }
  return { brokers, topicPrefix, events, bytes, families: [...families].toSorted(([, a], [, b]) => b - a) };
}

/** Events of four busy contact centers in the order of time, without end. */
export function* interleaved(): Generator<TimedEvent> {
  const centers = Array.from({ length: accounts }, (_, index) => {
    const plan = { seed: index + 1, tenant: `account-${index + 1}`, zone: "Europe/Moscow", employees: 60, chatsPerDay: 5000 };
    return simulate({ ...plan, startMs, endMs: Number.POSITIVE_INFINITY });
  });
  const next = centers.map((center) => center.next().value as TimedEvent);
  for (;;) {
    let first = 0;
    for (let index = 1; index < next.length; index += 1) if ((next[index]?.timeMs ?? 0) < (next[first]?.timeMs ?? 0)) first = index;
    const event = next[first];
    if (event === undefined) return;
    yield event;
    next[first] = centers[first]?.next().value as TimedEvent;
  }
}

function* take<T>(items: Iterable<T>, count: number): Generator<T> {
  let taken = 0;
  for (const item of items) {
    if (taken >= count) return;
    taken += 1;
    yield item;
  }
}
