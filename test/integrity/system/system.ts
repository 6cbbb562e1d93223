import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { connect, type Database, migrate, storeAccountZones } from "@stats/facts";
import { timezones } from "../accounts.ts";
import { type Log, openKafkaLog } from "@stats/log";
import { topicSpecs } from "@stats/standalone";
import { Fleet } from "./fleet.ts";
import { type Progress, readProgress } from "./progress.ts";
import { Publisher } from "./publisher.ts";
import type { Stage } from "./stage.ts";

export interface SystemOptions {
  readonly stage: Stage;
  /** Tells runs on one stage apart: database, topic prefix, group. */
  readonly name: string;
  readonly partitions: number;
  readonly batchEvents: number;
  readonly cacheMb: number;
  /** Milliseconds after which a silent worker loses its partitions. */
  readonly sessionMs: number;
  /** For the worker processes. */
  readonly nodeArguments: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly onSurprise: (text: string) => void;
}

const measureMs = 200;

/** The system under test: topics, database and workers of one run, and the harness's own ways to both ends of it, past the proxies. */
export class System {
  readonly stage: Stage;
  readonly log: Log;
  readonly database: Database;
  readonly fleet: Fleet;
  readonly publisher: Publisher;
  readonly group: string;
  /** For commands and workers. */
  readonly env: Readonly<Record<string, string>>;
  /** The latest measure. */
  progress: Progress = { processed: 0, lag: 0 };
  readonly #stopping = new AbortController();
  #measuring: Promise<void> = Promise.resolve();

  private constructor(options: SystemOptions) {
    const { stage, name } = options;
    this.stage = stage;
    this.group = `${name}-ingest`;
    this.env = {
      STATS_KAFKA_BROKERS: stage.brokers.join(","),
      STATS_KAFKA_TOPIC_PREFIX: `${name}.`,
      STATS_KAFKA_GROUP: this.group,
      STATS_KAFKA_SESSION_MS: String(options.sessionMs),
      STATS_CLICKHOUSE_URL: stage.engineUrl,
      STATS_CLICKHOUSE_DATABASE: name,
      STATS_BATCH_EVENTS_MAX: String(options.batchEvents),
      STATS_BATCH_WAIT_MS: "20",
      STATS_CACHE_MB: String(options.cacheMb),
      STATS_HTTP_PORT: "0",
      // everybody has roll-ups, however little he writes
      STATS_ROLLUP_WRITES_MIN: "1",
      STATS_LOG_LEVEL: "info",
      ...options.env,
    };
    this.log = openKafkaLog({
      brokers: stage.brokers,
      clientId: "integrity",
      topicPrefix: `${name}.`,
      sessionTimeoutMs: options.sessionMs,
      appendTimeoutMs: 10_000,
    });
    this.database = connect({ url: stage.engineUrl, database: name });
    this.publisher = new Publisher(this.log);
    this.fleet = new Fleet({
      enginePort: stage.enginePort,
      env: this.env,
      nodeArguments: options.nodeArguments,
      dir: join(stage.dir, name),
      onSurprise: options.onSurprise,
    });
  }

  static async open(options: SystemOptions): Promise<System> {
    const system = new System(options);
    // The stress log has a clock of its own, long past: nothing of it may be taken for old and removed.
    await system.log.createTopics(topicSpecs(options.partitions).map((spec) => ({ ...spec, config: { ...spec.config, "retention.ms": "-1" } })));
    await migrate({ url: options.stage.engineUrl, database: options.name });
    await storeAccountZones(system.database, new Map(Object.entries(timezones)), 0);
    system.#measuring = system.#measure();
    return system;
  }

  async #measure(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      this.progress = (await readProgress(this.log, this.database)) ?? this.progress;
      await delay(measureMs, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
    }
  }

  /**
   * Waits until every record of the log is below a stored position.
   * @returns false when there was no progress for `stuckMs`
   */
  async drain(stuckMs: number): Promise<boolean> {
    let best = -1;
    let since = performance.now();
    for (;;) {
      const progress = await readProgress(this.log, this.database);
      if (progress?.lag === 0) return true;
      if (progress !== undefined && progress.processed > best) [best, since] = [progress.processed, performance.now()];
      if (performance.now() - since > stuckMs) return false;
      await delay(measureMs);
    }
  }

  async close(): Promise<void> {
    this.#stopping.abort();
    await this.#measuring;
    await this.fleet.close();
    await this.log.close();
    await this.database.close();
  }
}
