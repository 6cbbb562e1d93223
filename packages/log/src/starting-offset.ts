import type { PartitionRange, TopicPartition } from "./port.ts";

/**
 * Where to start reading: the chosen offset, or the first retained record when nothing was chosen or the choice lies outside
 * of what the log holds. The caller sees the gap by the offsets; jumping to the end would lose records in silence.
 */
export function startingOffset({ low, end }: Pick<PartitionRange, "low" | "end">, chosen: number | undefined): number {
  return chosen === undefined || chosen < low || chosen > end ? low : chosen;
}

/** A key for maps over partitions. A slash cannot occur in the name of a topic. */
export function partitionName({ topic, partition }: TopicPartition): string {
  return `${topic}/${partition}`;
}
