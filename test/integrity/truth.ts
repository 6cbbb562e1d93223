import { crc32 } from "node:zlib";
import { deadLetterTopic, topics } from "@stats/events";
import type { Log, LogRecord } from "@stats/log";
import { knownFaultHeader } from "@stats/simulator";
import { decodeRecord } from "../oracle/decode-record.ts";
import { createOracle, type ExpectedDeadLetter, type Oracle } from "../oracle/index.ts";

/** What must be there once everything is processed: computed in one pass over the log, by code of its own. */
export interface Truth {
  readonly oracle: Oracle;
  /** By `topic/partition`, indexed by offset: the fingerprint of the event that belongs into the archive there, 0 for none. */
  readonly archived: ReadonlyMap<string, Uint32Array>;
  /** By position, see {@link positionKey}. */
  readonly letters: ReadonlyMap<string, ExpectedLetter>;
}

export interface ExpectedLetter extends ExpectedDeadLetter {
  readonly key: string | null;
  /** Base64. */
  readonly value: string | null;
}

function positionKey({ topic, partition, offset }: { readonly topic: string; readonly partition: number; readonly offset: number }): string {
  return `${topic}/${partition}@${offset}`;
}

/** Tells one event at a position from another; never 0. */
export function fingerprint(key: string, source: string, id: string, type: string): number {
  return crc32(`${key}\n${source}\n${id}\n${type}`) || 1;
}

/** Reads the whole log. `onRecord` sees every record, too. */
export async function readTruth(log: Log, timezones: Readonly<Record<string, string>>, onRecord: (record: LogRecord) => void): Promise<Truth> {
  const oracle = createOracle({ timezones });
  const archived = new Map<string, Uint32Array>();
  const raw = new Map<string, Pick<ExpectedLetter, "key" | "value">>();
  for (const { topic, partition, end } of await log.ranges(topics)) {
    const fingerprints = new Uint32Array(end);
    archived.set(`${topic}/${partition}`, fingerprints);
    let next = 0;
    for await (const records of log.read({ topic, partition, from: 0, to: end })) {
      oracle.ingest(records);
      for (const record of records) {
        onRecord(record);
        if (record.headers[knownFaultHeader] === undefined) fingerprints[record.offset] = fingerprintOf(record);
        else raw.set(positionKey(record), { key: record.key?.toString("base64") ?? null, value: record.value?.toString("base64") ?? null });
        next = record.offset + 1;
      }
    }
    if (next !== end) throw new Error(`${topic}/${partition} ends at ${end}, but could be read up to ${next} only.`);
  }
  const letters = new Map(
    oracle.deadLetters().map((letter) => [positionKey(letter), { ...letter, ...(raw.get(positionKey(letter)) ?? { key: null, value: null }) }]),
  );
  return { oracle, archived, letters };
}

function fingerprintOf(record: LogRecord): number {
  const { source, id, type } = decodeRecord(record);
  return fingerprint(record.key?.toString() ?? "", source, id, type);
}

/** How often each position occurs in the dead-letter topic, with the reasons given. */
export async function readDeadLetterTopic(log: Log): Promise<ReadonlyMap<string, { count: number; readonly reason: string; readonly value: string | null }>> {
  const found = new Map<string, { count: number; readonly reason: string; readonly value: string | null }>();
  for (const { partition, end } of await log.ranges([deadLetterTopic])) {
    for await (const records of log.read({ topic: deadLetterTopic, partition, from: 0, to: end })) {
      for (const { headers, value } of records) {
        const text = (name: string) => headers[name]?.toString() ?? "";
        const position = `${text("dlq-topic")}/${text("dlq-partition")}@${text("dlq-offset")}`;
        const known = found.get(position);
        if (known === undefined) found.set(position, { count: 1, reason: text("dlq-reason"), value: value?.toString("base64") ?? null });
        else known.count += 1;
      }
    }
  }
  return found;
}
