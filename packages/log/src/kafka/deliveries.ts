import type { LogRecord } from "../port.ts";
import { partitionName } from "../starting-offset.ts";

interface Lane {
  readonly waiting: { readonly records: readonly LogRecord[]; readonly bytes: number }[];
  isRunning: boolean;
  /** Set while fetching of the partition is paused for want of room. */
  resume: (() => void) | undefined;
}

interface DeliveriesOptions {
  readonly onRecords: (records: readonly LogRecord[]) => Promise<void>;
  readonly onFault: (error: unknown) => void;
  /** Above this, a partition fetches its next batch only after it has delivered the last one. */
  readonly bytesMax: number;
}

/**
 * Delivers fetched batches, one call at a time per partition, apart from the fetch loop: kafkajs fetches and sends heartbeats
 * in one loop, which therefore must never wait for the consumer. A partition holds one running and one waiting batch; then
 * it is paused. The order per partition also holds over rebalances and restarts: a call that still runs is waited for.
 */
export function createDeliveries({ onRecords, onFault, bytesMax }: DeliveriesOptions) {
  const lanes = new Map<string, Lane>();
  let bytesHeld = 0;
  let isClosed = false;
  const idle = Promise.withResolvers<void>();
  let running = 0;

  function laneOf(name: string): Lane {
    const existing = lanes.get(name);
    if (existing !== undefined) return existing;
    const lane: Lane = { waiting: [], isRunning: false, resume: undefined };
    lanes.set(name, lane);
    return lane;
  }

  function resumeIfRoom(lane: Lane): void {
    if (lane.waiting.length > 0 || (lane.isRunning && bytesHeld > bytesMax)) return;
    lane.resume?.();
    lane.resume = undefined;
  }

  async function run(lane: Lane): Promise<void> {
    lane.isRunning = true;
    running += 1;
    for (let batch = lane.waiting.shift(); batch !== undefined; batch = lane.waiting.shift()) {
      resumeIfRoom(lane);
      try {
        await onRecords(batch.records);
      } catch (error) {
        isClosed = true;
        dropWaiting();
        onFault(error);
      }
      bytesHeld -= batch.bytes;
    }
    lane.isRunning = false;
    resumeIfRoom(lane);
    running -= 1;
    if (isClosed && running === 0) idle.resolve();
  }

  function dropWaiting(): void {
    for (const lane of lanes.values()) {
      for (const { bytes } of lane.waiting.splice(0)) bytesHeld -= bytes;
      lane.resume = undefined;
    }
  }

  return {
    /** Takes a partition's next records. `pause` is called when there is no room for more; the answer of it resumes. */
    push: (records: readonly LogRecord[], pause: () => () => void): void => {
      const [first] = records;
      if (isClosed || first === undefined) return;
      const bytes = records.reduce((sum, { key, value }) => sum + (key?.length ?? 0) + (value?.length ?? 0), 0);
      const lane = laneOf(partitionName(first));
      bytesHeld += bytes;
      lane.waiting.push({ records, bytes });
      if (!lane.isRunning) void run(lane);
      if (lane.waiting.length > 0 || bytesHeld > bytesMax) lane.resume ??= pause();
    },
    /** A new assignment: what has been fetched but not delivered belongs to the old one. */
    dropWaiting,
    /** No further calls; resolves when the running ones have ended. */
    close: async (): Promise<void> => {
      isClosed = true;
      dropWaiting();
      if (running > 0) await idle.promise;
    },
  };
}

export type Deliveries = ReturnType<typeof createDeliveries>;
