import { offsetOf } from "@stats/entities";
import { topics } from "@stats/events";
import { type Database, explainDatabaseError, readEpoch, readPositions } from "@stats/facts";
import { type Clock, type Logger, retryForever, type Telemetry } from "@stats/kit";
import type { Consumption, Log, LogRecord, Position, TopicPartition } from "@stats/log";
import { type Assignment, planAssignment } from "./assignment.ts";
import type { Effects } from "./batch.ts";
import { type BatchLimit, BatchQueue } from "./batch-queue.ts";
import { freshKnowledge, type Knowledge, prepareBatch } from "./prepare-batch.ts";
import { writeBatch } from "./sink/write-batch.ts";

export interface WorkerOptions {
  readonly log: Log;
  readonly database: Database;
  readonly telemetry: Telemetry;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly group: string;
  readonly batchEventsMax: number;
  readonly batchWaitMs: number;
  readonly cacheBytesMax: number;
  /** Told of the rows of every batch once they are written. */
  readonly onWritten?: (facts: Effects["facts"]) => void;
}

export interface Worker {
  /** Finishes the batch that is being written, commits, leaves the group. */
  stop(): Promise<void>;
  /** Resolves after `stop()`; rejects when the worker cannot go on (the log is not the one it knows, a bug). */
  readonly finished: Promise<void>;
}

/** How long a stop waits for a batch that cannot be written because the database or the log is away. */
const stopWithinMs = 15_000;

/** Of raw records in one batch: what is made of them (events, rows, inserts) takes several times as much memory. */
const batchBytesMax = 24 * 1024 * 1024;

/**
 * An ingest worker: takes the records of its partitions in batches, prepares one while the one before is being written, and commits what is written.
 * Any number of workers share the partitions of the topics.
 */
export async function startWorker(options: WorkerOptions): Promise<Worker> {
  const worker = new IngestWorker(options);
  await worker.start();
  return worker;
}

class IngestWorker implements Worker {
  readonly #options: WorkerOptions;
  readonly #batchLimit: BatchLimit;
  readonly #queue: BatchQueue;
  #knowledge: Knowledge;
  readonly #abort = new AbortController();
  /** Aborts at once on `stop()`: an assignment that waits for the database has nothing to finish. */
  readonly #leaving = new AbortController();
  readonly #done = Promise.withResolvers<void>();
  #assignment: Assignment | undefined;
  /** Counts assignments: a batch prepared under an earlier one is still written (its rows are right), but not committed. */
  #generation = 0;
  #consumption: Consumption | undefined;
  #loop: Promise<void> = Promise.resolve();
  #writing: Promise<void> = Promise.resolve();
  #preparing: Promise<unknown> = Promise.resolve();
  #stopping: Promise<void> | undefined;

  constructor(options: WorkerOptions) {
    this.#options = options;
    this.#batchLimit = { records: options.batchEventsMax, bytes: batchBytesMax };
    // The next batch waits here; what is behind it waits in the log's adapter. More would be memory and no speed.
    this.#queue = new BatchQueue(this.#batchLimit);
    this.#knowledge = this.#forget(0);
    this.finished.catch(() => {});
  }

  get finished(): Promise<void> {
    return this.#done.promise;
  }

  async start(): Promise<void> {
    this.#consumption = await this.#options.log.consume({
      group: this.#options.group,
      topics,
      onAssigned: (partitions, committed) => this.#onAssigned(partitions, committed),
      onRecords: (records) => this.#queue.push(records),
    });
    this.#consumption.finished.then(
      () => this.#queue.close(),
      (error: unknown) => this.#fail(error),
    );
    this.#loop = this.#run().catch((error: unknown) => this.#fail(error));
  }

  stop(): Promise<void> {
    this.#stopping ??= this.#shutDown();
    return this.#stopping;
  }

  async #shutDown(): Promise<void> {
    this.#queue.close();
    this.#leaving.abort(new Error("stopped before the partitions were taken over"));
    // What is not written by then is delivered again to the next worker.
    const giveUp = setTimeout(() => this.#abort.abort(new Error("stopped before the batch could be written")), stopWithinMs);
    await this.#loop;
    const left = this.#consumption?.stop();
    this.#queue.release();
    await left;
    clearTimeout(giveUp);
    this.#done.resolve();
  }

  #fail(error: unknown): void {
    this.#abort.abort(error);
    this.#queue.close();
    // Another worker may take the partitions at once.
    const left = this.#consumption?.stop();
    this.#queue.release();
    left?.catch((reason: unknown) => this.#options.logger.warn({ err: reason }, "leaving the group failed"));
    if (this.#stopping === undefined) this.#done.reject(error);
    else this.#options.logger.warn({ err: error }, "stopped before the last batch was written; it will be delivered again");
  }

  /** Another worker may have owned these partitions in between, so nothing that was learnt before may be used. */
  async #onAssigned(partitions: readonly TopicPartition[], committed: readonly Position[]): Promise<readonly Position[]> {
    this.#generation += 1;
    this.#queue.clear();
    await Promise.allSettled([this.#preparing, this.#writing]);
    this.#queue.clear();
    const names = [...new Set(partitions.map(({ topic }) => topic))];
    const [ranges, stored, epoch] = await this.#persist(
      "assignment",
      () => Promise.all([this.#options.log.ranges(names), readPositions(this.#options.database), readEpoch(this.#options.database)]),
      AbortSignal.any([this.#leaving.signal, this.#abort.signal]),
    );
    this.#knowledge = this.#forget(epoch);
    this.#assignment = planAssignment(partitions, committed, ranges, stored, epoch);
    for (const { topic, partition, from, to } of this.#assignment.lost) {
      this.#options.telemetry.lostRecords.inc(to - from);
      this.#options.logger.error({ topic, partition, from, to }, "records are gone from the log (retention) before they were processed");
    }
    this.#options.logger.info({ partitions: partitions.length, epoch }, "partitions assigned");
    return this.#assignment.starts;
  }

  /** The state of a worker that has just been given its partitions. */
  #forget(epoch: number): Knowledge {
    return { ...freshKnowledge(this.#options.database, epoch, this.#options.cacheBytesMax), settled: () => this.#writing };
  }

  async #run(): Promise<void> {
    for (;;) {
      const records = await this.#queue.take(this.#batchLimit, this.#options.batchWaitMs);
      if (records.length === 0) break;
      const generation = this.#generation;
      const knowledge = this.#knowledge;
      const preparing = this.#prepare(knowledge, records);
      this.#preparing = preparing;
      const effects = await preparing;
      await this.#writing;
      this.#writing = this.#write(effects, knowledge.epoch, generation);
      this.#writing.catch((error: unknown) => this.#fail(error));
    }
    await this.#writing;
  }

  async #prepare(knowledge: Knowledge, records: readonly LogRecord[]): Promise<Effects> {
    const { telemetry } = this.#options;
    for (const record of records) this.#assignment?.recognise(record);
    const end = telemetry.stageSeconds.startTimer({ stage: "prepare" });
    knowledge.cache.nextBatch();
    knowledge.identities.nextBatch();
    const effects = await this.#persist("look-ups", () => prepareBatch(knowledge, records));
    end();
    for (const [stage, seconds] of effects.stageSeconds) telemetry.stageSeconds.observe({ stage }, seconds);
    telemetry.batchEvents.observe(records.length);
    return effects;
  }

  async #write(effects: Effects, epoch: number, generation: number): Promise<void> {
    const { telemetry, database, log, clock } = this.#options;
    const end = telemetry.stageSeconds.startTimer({ stage: "write" });
    await writeBatch({ database, log, epoch, nowMs: clock(), persist: (what, operation) => this.#persist(what, operation) }, effects);
    end();
    this.#count(effects);
    this.#options.onWritten?.(effects.facts);
    if (generation === this.#generation) await this.#commit(effects);
  }

  async #commit(effects: Effects): Promise<void> {
    const positions = effects.positions.map(({ topic, partition, nextVersion }) => ({ topic, partition, offset: offsetOf(nextVersion) }));
    try {
      await this.#consumption?.commit(positions);
    } catch (error) {
      this.#options.logger.warn({ err: error }, "the commit failed; positions in the database are what counts");
    }
  }

  #count(effects: Effects): void {
    const { telemetry } = this.#options;
    for (const [outcome, count] of Object.entries(effects.outcomes)) telemetry.events.inc({ outcome }, count);
    for (const { reason } of effects.rejected) telemetry.deadLetters.inc({ reason });
    telemetry.rows.inc({ table: "archive" }, effects.archive.length);
    for (const [table, rows] of Object.entries(effects.facts)) telemetry.rows.inc({ table }, rows.length);
  }

  async #persist<T>(what: string, operation: () => Promise<T>, signal: AbortSignal = this.#abort.signal): Promise<T> {
    const { telemetry, logger } = this.#options;
    const end = telemetry.insertSeconds.startTimer({ table: what });
    const result = await retryForever(operation, {
      signal,
      onRetry: (error, attempt) => {
        telemetry.retries.inc({ dependency: what });
        logger.warn({ err: error, attempt, what }, `${explainDatabaseError(error) ?? error.message}; trying again`);
      },
    });
    end();
    return result;
  }
}
