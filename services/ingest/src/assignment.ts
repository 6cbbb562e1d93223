import { epochOf, offsetOf } from "@stats/entities";
import type { StoredPosition } from "@stats/facts";
import type { LogRecord, PartitionRange, Position, TopicPartition } from "@stats/log";
import { digestOfRecord } from "./steps/positions-of.ts";

/** The log is not the one whose records were processed: its topics were deleted and made anew, or it is another cluster. */
export class LogChangedError extends Error {
  override readonly name = "LogChangedError";
}

const advice =
  "The topic seems to have been made anew, or this is another log. Nothing was processed. If that is intended, declare it with: npm run stats -- new-epoch";

const keyOf = ({ topic, partition }: TopicPartition) => `${topic}:${partition}`;

export interface Assignment {
  readonly starts: readonly Position[];
  /** Records that retention removed before they were processed, by partition; none if all is well. */
  readonly lost: readonly { readonly topic: string; readonly partition: number; readonly from: number; readonly to: number }[];
  /** Throws {@link LogChangedError} when a record that was processed before is not the same now. */
  readonly recognise: (record: LogRecord) => void;
}

/**
 * Decides where to start reading. The stored position is the truth, the group's commit a hint that can only move the start back (an operator
 * may have reset it to read again). The start lies one record before the position, so that the first record shows whether the log is still the same.
 * @throws {LogChangedError} when the log ends below a stored position
 */
export function planAssignment(
  partitions: readonly TopicPartition[],
  committed: readonly Position[],
  ranges: readonly PartitionRange[],
  stored: readonly StoredPosition[],
  epoch: number,
): Assignment {
  const commits = new Map(committed.map((position) => [keyOf(position), position.offset]));
  const rangeOf = new Map(ranges.map((range) => [keyOf(range), range]));
  const storedOf = new Map(stored.filter((position) => epochOf(position.nextVersion) === epoch).map((position) => [keyOf(position), position]));
  const starts: Position[] = [];
  const lost: { topic: string; partition: number; from: number; to: number }[] = [];
  const expected = new Map<string, { offset: number; digest: string }>();
  for (const { topic, partition } of partitions) {
    const key = keyOf({ topic, partition });
    const range = rangeOf.get(key);
    const position = storedOf.get(key);
    if (range === undefined) continue;
    if (position === undefined) {
      starts.push({ topic, partition, offset: range.low });
      continue;
    }
    const next = offsetOf(position.nextVersion);
    if (range.end < next)
      throw new LogChangedError(`${topic}, partition ${partition}, ends at offset ${range.end}, but everything below ${next} was processed. ${advice}`);
    if (range.low > next) lost.push({ topic, partition, from: next, to: range.low });
    expected.set(key, { offset: next - 1, digest: position.lastDigest });
    starts.push({ topic, partition, offset: Math.max(range.low, Math.min(next - 1, commits.get(key) ?? next - 1)) });
  }
  return {
    starts,
    lost,
    recognise(record) {
      const wanted = expected.get(keyOf(record));
      if (wanted?.offset !== record.offset) return;
      expected.delete(keyOf(record));
      if (wanted.digest !== digestOfRecord(record)) {
        throw new LogChangedError(
          `${record.topic}, partition ${record.partition}: the record at offset ${record.offset} is not the one that was processed. ${advice}`,
        );
      }
    },
  };
}
