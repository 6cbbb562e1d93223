import { epochOf, offsetOf } from "@stats/entities";
import type { StoredPosition } from "@stats/facts";
import type { PartitionRange } from "@stats/log";

export interface PartitionLag {
  readonly topic: string;
  readonly partition: number;
  readonly end_offset: number;
  /** Records below it are in every report, or in the dead letters. */
  readonly visible_offset: number;
  readonly lag: number;
}

export interface Lag {
  readonly total: number;
  readonly partitions: readonly PartitionLag[];
}

/** Events in the log that are not yet visible, by partition. Positions of an earlier life of the log count as none. */
export function lagOf(ranges: readonly PartitionRange[], positions: readonly StoredPosition[], epoch: number): Lag {
  const nextOffsets = new Map(
    positions
      .filter((position) => epochOf(position.nextVersion) === epoch)
      .map((position) => [`${position.topic}:${position.partition}`, offsetOf(position.nextVersion)]),
  );
  const partitions = ranges.map(({ topic, partition, low, end }) => {
    const visible = Math.max(low, nextOffsets.get(`${topic}:${partition}`) ?? 0);
    return { topic, partition, end_offset: end, visible_offset: visible, lag: Math.max(0, end - visible) };
  });
  return { total: partitions.reduce((sum, { lag }) => sum + lag, 0), partitions };
}

/** Positions of this epoch that lie behind the end of their partition. */
export function beyondEnd(positions: readonly StoredPosition[], ranges: readonly PartitionRange[], epoch: number): readonly StoredPosition[] {
  const ends = new Map(ranges.map(({ topic, partition, end }) => [`${topic}:${partition}`, end]));
  return positions.filter(({ topic, partition, nextVersion }) => {
    const end = ends.get(`${topic}:${partition}`);
    return end !== undefined && epochOf(nextVersion) === epoch && offsetOf(nextVersion) > end;
  });
}
