import { offsetOf } from "@stats/entities";
import { topics } from "@stats/events";
import { type Database, readPositions } from "@stats/facts";
import type { Log } from "@stats/log";

export interface Progress {
  /** Records below the stored positions, over all topics. */
  readonly processed: number;
  /** Records in the log beyond them. */
  readonly lag: number;
}

/** Undefined while the engine or the broker does not answer. */
export async function readProgress(log: Log, database: Database): Promise<Progress | undefined> {
  const asked = await Promise.all([log.ranges(topics), readPositions(database)]).catch(() => undefined);
  if (asked === undefined) return undefined;
  const [ranges, positions] = asked;
  const next = new Map(positions.map((position) => [`${position.topic}/${position.partition}`, offsetOf(position.nextVersion)]));
  let processed = 0;
  let lag = 0;
  for (const { topic, partition, end } of ranges) {
    const done = next.get(`${topic}/${partition}`) ?? 0;
    processed += done;
    lag += Math.max(0, end - done);
  }
  return { processed, lag };
}
