import type { PartitionLag } from "./lag.ts";

interface Sample {
  readonly atMs: number;
  readonly endOffset: number;
}

/** Samples kept per partition; older ones are thinned out, which makes the age of a long backlog coarser, not wrong. */
const samplesMax = 512;

/**
 * The age of the oldest unseen event, from watching the ends of the log: an event was appended before the first sample whose end lies
 * behind it. Exact to the sampling interval; a backlog that was there before the first sample counts from that sample.
 */
export class OldestUnseen {
  readonly #samples = new Map<string, Sample[]>();

  /** Takes a measurement made at `atMs` and answers the age in seconds at `nowMs`. */
  observe(partitions: readonly PartitionLag[], atMs: number, nowMs: number): number {
    let oldestMs = nowMs;
    for (const { topic, partition, end_offset: endOffset, visible_offset: visibleOffset, lag } of partitions) {
      const key = `${topic}:${partition}`;
      const samples = (this.#samples.get(key) ?? []).filter((sample) => sample.endOffset > visibleOffset);
      if (samples.at(-1)?.endOffset !== endOffset && lag > 0) samples.push({ atMs, endOffset });
      this.#samples.set(key, samples.length > samplesMax ? samples.filter((_, index) => index === 0 || index % 2 === 1) : samples);
      if (lag > 0 && samples[0] !== undefined) oldestMs = Math.min(oldestMs, samples[0].atMs);
    }
    return Math.max(0, (nowMs - oldestMs) / 1000);
  }
}
