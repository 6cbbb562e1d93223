import { readDeadLetterTopic } from "../truth.ts";
import { type Checked, rowsOf } from "./check.ts";

type Row = readonly [position: string, count: number, reason: string, revision: number, key: string | null, value: string | null];

const query = `select concat(topic, '/', toString(partition), '@', toString(version)), count(), any(reason), max(revision), any(key_base64), any(value_base64)
  from dead_letter final group by topic, partition, version`;

/** Every bad record is in the register once, raw and with its reason, and in the topic at least once (or exactly, see `lettersOnce`). */
export async function checkDeadLetters({ log, database, truth, findings, lettersOnce }: Checked): Promise<string> {
  const left = new Map(truth.letters);
  for await (const [position, count, reason, revision, key, value] of rowsOf<Row>(database, query)) {
    const expected = left.get(position);
    left.delete(position);
    if (expected === undefined) findings.add("dead letters", `${position} is registered (${reason}), but the record is good`);
    else if (count !== 1) findings.add("dead letters", `${position} is registered ${count} times`);
    else if (reason !== expected.reason) findings.add("dead letters", `${position} is registered for ${reason}, should be for ${expected.reason}`);
    else if (key !== expected.key || value !== expected.value)
      findings.add("dead letters", `${position} is registered with another key or value than the record's`);
    else if (revision === 0) findings.add("dead letters", `${position} is registered, but not marked as published`);
  }
  for (const [position, { reason }] of left) findings.add("dead letters", `${position} (${reason}) is not registered`);

  let repeated = 0;
  const published = await readDeadLetterTopic(log);
  for (const [position, { count, reason, value }] of published) {
    const expected = truth.letters.get(position);
    if (expected === undefined) findings.add("dead-letter topic", `${position} is published (${reason}), but the record is good`);
    else if (reason !== expected.reason || value !== expected.value)
      findings.add("dead-letter topic", `${position} is published for ${reason} or with another value`);
    repeated += count - 1;
    if (lettersOnce && count > 1) findings.add("dead-letter topic", `${position} is published ${count} times`);
  }
  for (const position of truth.letters.keys()) if (!published.has(position)) findings.add("dead-letter topic", `${position} is not published`);
  return `${truth.letters.size} dead letters (${repeated} published once more)`;
}
