import type { PartitionLag } from "./lag.ts";

interface Sample {
  readonly atMs: number;
  readonly endOffset: number;
}

interface Watched {
  samples: Sample[];
  /** Least milliseconds between two samples: doubles whenever they are thinned out, so that they stay evenly spread. */
  stepMs: number;
}

/** Samples kept per partition; a longer backlog is sampled less often, which makes its age coarser (by 1/256), not wrong. */
const samplesMax = 512;

/**
 * The age of the oldest unseen event, from watching the ends of the log: an event was appended before the first sample whose end lies
 * behind it. Exact to the sampling interval; a backlog that was there before the first sample counts from that sample.
 */
export class OldestUnseen {
  readonly #watched = new Map<string, Watched>();

  /** Takes a measurement made at `atMs` and answers the age in seconds at `nowMs`. */
  observe(partitions: readonly PartitionLag[], atMs: number, nowMs: number): number {
    let oldestMs = nowMs;
    for (const { topic, partition, end_offset: endOffset, visible_offset: visibleOffset, lag } of partitions) {
      const key = `${topic}:${partition}`;
      const watched = this.#watched.get(key) ?? { samples: [], stepMs: 0 };
      this.#watched.set(key, watched);
      watched.samples = watched.samples.filter((sample) => sample.endOffset > visibleOffset);
      if (lag > 0) addSample(watched, { atMs, endOffset });
      else watched.stepMs = 0;
      if (lag > 0 && watched.samples[0] !== undefined) oldestMs = Math.min(oldestMs, watched.samples[0].atMs);
    }
    return Math.max(0, (nowMs - oldestMs) / 1000);
  }
}

function addSample(watched: Watched, sample: Sample): void {
  const last = watched.samples.at(-1);
  if (last !== undefined && (last.endOffset === sample.endOffset || sample.atMs - last.atMs < watched.stepMs)) return;
  watched.samples.push(sample);
  const [first] = watched.samples;
  if (watched.samples.length <= samplesMax || first === undefined) return;
  watched.samples = watched.samples.filter((_, index) => index % 2 === 0);
  watched.stepMs = Math.max(2 * watched.stepMs, (2 * (sample.atMs - first.atMs)) / samplesMax);
}
