import { versionOf } from "@stats/entities";
import { deadLetterTopic } from "@stats/events";
import { type Database, type DeadLetter, findDeadLetters, prepareDeadLetters, send } from "@stats/facts";
import { type AppendRecord, type Log, RecordTooLargeError } from "@stats/log";
import type { RejectedRecord } from "../batch.ts";

const noted = 0;
const published = 1;
const headBytesMax = 1024;

export interface DeadLetterDeps {
  readonly database: Database;
  readonly log: Log;
  readonly epoch: number;
}

/**
 * Puts rejected records into the register (a table, once per position by its key) and into the dead-letter topic. A topic cannot be written
 * idempotently over restarts, so each letter is first noted with the topic's end, then published, then marked: only a letter found noted but unmarked
 * (a crash in between) makes us look into the topic, from the noted end on. Idempotent.
 */
export async function registerDeadLetters(deps: DeadLetterDeps, rejected: readonly RejectedRecord[]): Promise<void> {
  if (rejected.length === 0) return;
  const positionOf = ({ record, version }: RejectedRecord) => ({ topic: record.topic, partition: record.partition, version });
  const known = new Map((await findDeadLetters(deps.database, rejected.map(positionOf))).map((letter) => [idOf(letter), letter]));
  const unpublished = rejected.filter((letter) => (known.get(idOf(positionOf(letter)))?.revision ?? noted) === noted);
  if (unpublished.length === 0) return;

  const end = await topicEnd(deps.log);
  const doubtful = unpublished.flatMap((letter) => known.get(idOf(positionOf(letter))) ?? []);
  const found = doubtful.length === 0 ? new Set<string>() : await publishedSince(deps, Math.min(...doubtful.map((letter) => letter.publishedAfter)), end);
  // A letter noted before keeps its place to look from: this attempt may end half-way, too.
  const letters = unpublished.map((letter) => toDeadLetter(letter, known.get(idOf(positionOf(letter)))?.publishedAfter ?? end));
  await insert(deps.database, letters);
  const toPublish = unpublished.filter((letter) => !found.has(idOf(positionOf(letter))));
  await publish(deps.log, toPublish);
  await insert(
    deps.database,
    letters.map((letter) => ({ ...letter, revision: published })),
  );
}

const idOf = ({ topic, partition, version }: { topic: string; partition: number; version: number }) => `${topic}:${partition}:${version}`;

async function insert(database: Database, letters: readonly DeadLetter[]): Promise<void> {
  const prepared = prepareDeadLetters(letters);
  if (prepared !== undefined) await send(database, prepared);
}

/** The end of the dead-letter topic over its partitions: a lower bound for each, since letters are spread by key. */
async function topicEnd(log: Log): Promise<number> {
  const ranges = await log.ranges([deadLetterTopic]);
  return Math.min(...ranges.map(({ end }) => end));
}

async function publishedSince({ log, epoch }: DeadLetterDeps, from: number, to: number): Promise<Set<string>> {
  const found = new Set<string>();
  for (const { partition, end } of await log.ranges([deadLetterTopic])) {
    for await (const records of log.read({ topic: deadLetterTopic, partition, from, to: Math.max(to, end) })) {
      for (const { headers } of records) {
        const text = (name: string) => headers[name]?.toString() ?? "";
        found.add(idOf({ topic: text("dlq-topic"), partition: Number(text("dlq-partition")), version: versionOf(epoch, Number(text("dlq-offset"))) }));
      }
    }
  }
  return found;
}

function toDeadLetter({ record, version, reason, detail }: RejectedRecord, end: number): DeadLetter {
  return {
    topic: record.topic,
    partition: record.partition,
    version,
    revision: noted,
    reason,
    detail,
    recordedAtMs: record.timestampMs,
    key: record.key?.toString("base64") ?? null,
    headers: Object.fromEntries(Object.entries(record.headers).map(([name, value]) => [name, value.toString("base64")])),
    value: record.value?.toString("base64") ?? null,
    publishedAfter: end,
    replayedAtMs: 0,
  };
}

async function publish(log: Log, letters: readonly RejectedRecord[]): Promise<void> {
  try {
    await log.append(letters.map(toMessage));
  } catch (error) {
    if (!(error instanceof RecordTooLargeError)) throw error;
    // One letter is larger than the topic takes: the register holds it whole, the topic the heads of its key and value.
    for (const letter of letters) {
      try {
        await log.append([toMessage(letter)]);
      } catch (tooLarge) {
        if (!(tooLarge instanceof RecordTooLargeError)) throw tooLarge;
        await log.append([toHead(letter)]);
      }
    }
  }
}

function toMessage(letter: RejectedRecord): AppendRecord {
  const { key, value, headers } = letter.record;
  return { topic: deadLetterTopic, key, value, headers: { ...headers, ...reasonHeaders(letter) } };
}

/** What fits any topic: a record's key and headers may be as large as its value. */
function toHead(letter: RejectedRecord): AppendRecord {
  const head = (bytes: Buffer | null) => bytes?.subarray(0, headBytesMax) ?? null;
  return {
    topic: deadLetterTopic,
    key: head(letter.record.key),
    value: head(letter.record.value),
    headers: { ...reasonHeaders(letter), "dlq-truncated": "true" },
  };
}

function reasonHeaders({ record, reason, detail }: RejectedRecord): Readonly<Record<string, string>> {
  return {
    "dlq-reason": reason,
    "dlq-detail": detail,
    "dlq-topic": record.topic,
    "dlq-partition": String(record.partition),
    "dlq-offset": String(record.offset),
  };
}
