import { setTimeout as delay } from "node:timers/promises";
import { type ConsumeOptions, type Consumption, LogUnavailableError, type Position, type TopicPartition, UnknownTopicError } from "../port.ts";
import { partitionName, startingOffset } from "../starting-offset.ts";
import type { AdminCalls } from "./admin.ts";
import { isRetriable } from "./classify-error.ts";
import type { KafkaClientOptions } from "./client.ts";
import { createDeliveries } from "./deliveries.ts";
import { type Session, startSession } from "./session.ts";
import type { TopicNames } from "./topic-names.ts";

interface Dependencies {
  readonly client: KafkaClientOptions;
  readonly names: TopicNames;
  readonly admin: AdminCalls;
  readonly sessionTimeoutMs: number;
}

const BYTES_HELD_MAX = 32 * 1024 * 1024;
const PAUSE_MS_MIN = 200;
const PAUSE_MS_MAX = 5_000;

/** Consumes for as long as it takes: a session that ends for a passing reason is followed by the next one. */
export function startKafkaConsumption({ client, names, admin, sessionTimeoutMs }: Dependencies, options: ConsumeOptions): Consumption {
  const { group, topics, onAssigned, onRecords } = options;
  const stopping = new AbortController();
  const failed = Promise.withResolvers<never>();
  failed.promise.catch(() => undefined);
  const deliveries = createDeliveries({ onRecords, onFault: failed.reject, bytesMax: BYTES_HELD_MAX });
  let session: Session | undefined;
  let assigning: Promise<unknown> = Promise.resolve();

  /** One call of `onAssigned` at a time; an assignment that was replaced while it waited its turn is passed over. */
  function choosePositions(assigned: readonly TopicPartition[], isCurrent: () => boolean): Promise<readonly Position[]> {
    const chosen = assigning.then(async () => {
      const owned = new Set(assigned.map(partitionName));
      const all = await patiently(isCurrent, () => admin.committed(group, topics));
      if (all === undefined) return [];
      const answer = await onAssigned(
        assigned,
        all.filter((position) => owned.has(partitionName(position))),
      ).catch(failAndRethrow);
      const wanted = new Map(answer.map((position) => [partitionName(position), position.offset]));
      const ranges = await patiently(isCurrent, () => admin.ranges(topics));
      const starts = (ranges ?? []).map((range) => ({ ...range, offset: startingOffset(range, wanted.get(partitionName(range))) }));
      return starts.filter((start) => owned.has(partitionName(start)));
    });
    assigning = chosen.catch(() => undefined);
    return chosen;
  }

  function failAndRethrow(error: unknown): never {
    failed.reject(error);
    throw error;
  }

  /** Asks until there is an answer; gives up (`undefined`) once the assignment has been replaced. */
  async function patiently<Answer>(isCurrent: () => boolean, ask: () => Promise<Answer>): Promise<Answer | undefined> {
    while (isCurrent() && !stopping.signal.aborted) {
      try {
        return await ask();
      } catch (error) {
        if (!(error instanceof LogUnavailableError || error instanceof UnknownTopicError)) throw error;
        client.logger.warn({ err: error, group }, "Kafka cannot be asked about the assigned partitions, trying again");
        await pause(PAUSE_MS_MIN);
      }
    }
    return undefined;
  }

  const pause = (ms: number) => delay(ms, undefined, { signal: stopping.signal }).catch(() => undefined);

  async function supervise(): Promise<void> {
    for (let pauseMs = PAUSE_MS_MIN; !stopping.signal.aborted; pauseMs = Math.min(pauseMs * 2, PAUSE_MS_MAX)) {
      session = startSession({ client, names, group, topics, sessionTimeoutMs, deliveries, choosePositions });
      const reason = await Promise.race([session.ended, failed.promise]);
      if (stopping.signal.aborted) return;
      await session.close();
      if (!isRetriable(reason)) throw reason;
      if (session.hasJoined()) pauseMs = PAUSE_MS_MIN;
      client.logger.warn({ err: reason, group, pauseMs }, "consumption was interrupted, starting again");
      await pause(pauseMs);
    }
  }

  const finished = supervise().finally(async () => {
    stopping.abort();
    await deliveries.close();
    await session?.close();
  });
  finished.catch(() => undefined); // The caller may look at `finished` later, or only at what stop() answers.

  return {
    finished,
    commit: async (positions) => {
      if (!stopping.signal.aborted) await session?.commit(positions);
    },
    stop: async () => {
      // The membership is kept until the running calls have ended, so that what they commit still counts.
      await deliveries.close();
      stopping.abort();
      await session?.close();
      await finished.catch(() => undefined);
    },
  };
}
