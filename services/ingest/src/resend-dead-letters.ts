import { versionOf } from "@stats/entities";
import { topics } from "@stats/events";
import { type Database, type DeadLetter, type DeadLetterFilter, listDeadLetters, prepareDeadLetters, readEpoch, send } from "@stats/facts";
import type { Clock } from "@stats/kit";
import type { Log } from "@stats/log";

export interface ResendOptions {
  readonly log: Log;
  readonly database: Database;
  readonly clock: Clock;
  /** Which letters; only those that were never sent through again are taken. */
  readonly filter: Pick<DeadLetterFilter, "reason" | "topic">;
  readonly onProgress: (sent: number) => void;
}

/** Few, because a letter may be as large as the largest record. */
const lettersPerBatch = 100;

/**
 * Appends rejected records to their topics again, as they came. They get new positions, so a letter that is still bad becomes a new letter, which
 * is not taken again by the same run. A crash in between may append some twice, which changes nothing: the second is a duplicate (or another letter).
 * A letter that a worker has noted but not published yet is left for the next time: marking it would keep it out of the dead-letter topic.
 * @returns how many were sent
 */
export async function resendDeadLetters(options: ResendOptions): Promise<number> {
  const { log, database, clock, filter, onProgress } = options;
  const [ranges, epoch] = await Promise.all([log.ranges(topics), readEpoch(database)]);
  const before = ranges.map(({ topic, partition, end }) => ({ topic, partition, version: versionOf(epoch, end) }));
  let sent = 0;
  for (;;) {
    // Always the first page: what was sent is no longer pending.
    const letters = await listDeadLetters(database, { ...filter, before, pending: true, limit: lettersPerBatch, offset: 0 });
    if (letters.length === 0) return sent;
    await log.append(letters.map(toRecord));
    const nowMs = clock();
    const marked = prepareDeadLetters(letters.map((letter) => ({ ...letter, revision: Math.max(nowMs, letter.revision + 1), replayedAtMs: nowMs })));
    if (marked !== undefined) await send(database, marked);
    sent += letters.length;
    onProgress(sent);
  }
}

function toRecord(letter: DeadLetter) {
  const bytes = (base64: string | null) => (base64 === null ? null : Buffer.from(base64, "base64"));
  return {
    topic: letter.topic,
    key: bytes(letter.key),
    value: bytes(letter.value),
    headers: Object.fromEntries(Object.entries(letter.headers).map(([name, value]) => [name, Buffer.from(value, "base64")])),
  };
}
