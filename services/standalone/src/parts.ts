import { availableParallelism } from "node:os";
import { connect, createReportReads, forTenant, type ReadLoad, storeAccountZones, storeEndedSession } from "@stats/facts";
import { startRefresher, startWorker, type Worker } from "@stats/ingest";
import { createIntakePlugin } from "@stats/intake";
import {
  type ApiDescription,
  type Config,
  createHttpServer,
  createTelemetry,
  type Logger,
  type Readiness,
  retryForever,
  systemClock,
  type Telemetry,
} from "@stats/kit";
import { createStatusPlugin, type LagMeter, startLagMeter } from "@stats/lag";
import type { Log } from "@stats/log";
import { type Account, answerFrameworkError, createPublishKeys, createQueryPlugin } from "@stats/query";
import { createRollupUse } from "@stats/questions";
import { topics } from "@stats/events";
import type { FastifyInstance } from "fastify";
import { createDocsPlugin } from "./docs/docs-plugin.ts";
import type { OpenDatabase } from "./open-database.ts";

/** What the parts of the system share within a process. */
export interface Parts {
  readonly config: Config;
  readonly logger: Logger;
  readonly telemetry: Telemetry;
  readonly log: Log;
  readonly database: OpenDatabase;
  readonly meter: LagMeter;
}

export function createParts(given: Omit<Parts, "telemetry" | "meter">): Parts {
  const meter = startLagMeter({ log: given.log, database: given.database.client, topics, clock: systemClock, logger: given.logger });
  return { ...given, telemetry: createTelemetry(), meter };
}

/** Whether the worker of a process is at work; the server is there before it, so that a process that waits for its database can be asked. */
export class IngestState {
  /** Why it is not; undefined when it is. */
  trouble: string | undefined = "ingest has not started yet";

  watch(worker: Worker): void {
    this.trouble = undefined;
    worker.finished.catch((error: unknown) => (this.trouble = `ingest has stopped: ${error instanceof Error ? error.message : String(error)}`));
  }
}

/** The HTTP server of a process, with health, readiness, metrics and status. */
export async function createServer({ telemetry, logger, config, log, database, meter }: Parts, ingest?: IngestState): Promise<FastifyInstance> {
  const app = createHttpServer({
    logger,
    telemetry,
    frameworkErrors: answerFrameworkError,
    ...(config.STATS_HTTP_TRUSTED_PROXIES === undefined ? {} : { trustedProxies: config.STATS_HTTP_TRUSTED_PROXIES }),
    readiness: () => readinessOf({ log, database, meter, config }, ingest?.trouble),
    beforeMetrics: async () => {
      for (const { topic, partition, lag } of meter.latest()?.partitions ?? []) telemetry.lag.set({ topic, partition: String(partition) }, lag);
    },
  });
  await app.register(createStatusPlugin({ meter, database: database.client }));
  return app;
}

async function readinessOf(
  { log, database, meter, config }: Pick<Parts, "log" | "database" | "meter" | "config">,
  trouble: string | undefined,
): Promise<Readiness> {
  const problems: string[] = trouble === undefined ? [] : [trouble];
  const [logAnswer, databaseAnswer] = await Promise.allSettled([log.ping(), database.client.ping()]);
  if (logAnswer.status === "rejected") problems.push("the event log does not answer");
  if (databaseAnswer.status === "rejected" || !databaseAnswer.value.success) problems.push("the database does not answer");
  const lag = problems.length > 0 ? undefined : await meter.measure().catch(() => undefined);
  if (lag !== undefined && lag.total > config.STATS_READY_LAG_MAX)
    problems.push(`${lag.total} events are not yet in reports: allowed are ${config.STATS_READY_LAG_MAX}`);
  return { ready: problems.length === 0, problems };
}

export async function addIntake(app: FastifyInstance, { log, meter, telemetry, config }: Parts, accounts: readonly Account[]): Promise<void> {
  await app.register(
    createIntakePlugin({
      log,
      telemetry,
      clock: systemClock,
      tenantOfKey: createPublishKeys(accounts),
      lag: () => meter.latest()?.total,
      lagMax: config.STATS_INTAKE_LAG_MAX,
    }),
  );
}

/** Reports read over connections of their own: what ingest, health and status ask of the database does not wait behind them. */
export async function addQuery(app: FastifyInstance, parts: Parts, accounts: readonly Account[]): Promise<void> {
  const { config, database, log, telemetry } = parts;
  const atOnce = config.STATS_REPORT_READS_MAX ?? (config.STATS_CLICKHOUSE_URL === undefined ? readsPerProcessor * availableParallelism() : 16);
  const client = connect({ url: database.url, database: database.database, connectionsMax: atOnce + connectionsBeside });
  app.addHook("onClose", async () => await client.close());
  const reads = createReportReads(client, { atOnce, onChange: (load) => showLoad(telemetry, load) });
  const rollups = config.STATS_ROLLUPS
    ? createRollupUse({ readerFor: (tenant) => forTenant(database.client, tenant), sizeMin: config.STATS_ROLLUP_ROWS_MIN, now: systemClock })
    : undefined;
  if (rollups !== undefined) tellZones(app, parts, accounts);
  await app.register(
    createQueryPlugin({
      accounts,
      readerFor: (tenant, signal) => ({ ...reads.readerFor(tenant, signal), ...(rollups === undefined ? {} : { rollups: rollups(tenant) }) }),
      lookUpFor: (tenant) => forTenant(database.client, tenant),
      reportsMax: config.STATS_REPORTS_MAX,
      endSession: (ended) => storeEndedSession(database.client, ended),
      log,
      telemetry,
      now: systemClock,
    }),
  );
}

/** With one per processor they idle: a statement of a report also waits for the process that asks. */
const readsPerProcessor = 2;

/** For long answers that are being passed on after their statement has ended, and requests that were given up and close in a moment. */
const connectionsBeside = 32;

function showLoad({ reportReads }: Telemetry, { running, waiting }: ReadLoad): void {
  reportReads.set({ state: "running" }, running);
  reportReads.set({ state: "waiting" }, waiting);
}

/** Stores which days the accounts have, as soon as the database is there: who keeps the roll-ups knows no accounts. */
function tellZones(app: FastifyInstance, { database, logger }: Parts, accounts: readonly Account[]): void {
  const closing = new AbortController();
  app.addHook("onClose", async () => closing.abort());
  const zones = new Map(accounts.map(({ tenant, timezone }) => [tenant, timezone]));
  retryForever(() => storeAccountZones(database.client, zones, systemClock()), {
    signal: closing.signal,
    onRetry: (error) => logger.debug({ err: error }, "the accounts' time zones are not stored yet"),
  }).catch(() => undefined);
}

/** The documentation of what else the process serves. */
export async function addDocs(app: FastifyInstance, describe: (now: number) => readonly ApiDescription[]): Promise<void> {
  await app.register(createDocsPlugin({ describe, clock: systemClock }));
}

/** An ingest worker and what keeps the roll-ups, as one. */
export async function startIngest({ log, database, telemetry, logger, config, meter }: Parts): Promise<Worker> {
  const refresher = config.STATS_ROLLUPS
    ? startRefresher({
        database: database.client,
        telemetry,
        logger,
        clock: systemClock,
        isBehind: () => (meter.latest()?.total ?? 0) > config.STATS_BATCH_EVENTS_MAX,
        writesMin: config.STATS_ROLLUP_WRITES_MIN,
      })
    : undefined;
  try {
    const worker = await startWorker({
      log,
      database: database.client,
      telemetry,
      logger,
      clock: systemClock,
      group: config.STATS_KAFKA_GROUP,
      batchEventsMax: config.STATS_BATCH_EVENTS_MAX,
      batchWaitMs: config.STATS_BATCH_WAIT_MS,
      cacheBytesMax: config.STATS_CACHE_MB * 1024 * 1024,
      ...(refresher === undefined ? {} : { onWritten: (facts) => refresher.written(facts) }),
    });
    return { finished: worker.finished, stop: async () => void (await Promise.all([worker.stop(), refresher?.stop()])) };
  } catch (error) {
    await refresher?.stop();
    throw error;
  }
}

/** Listens and answers where: `http://127.0.0.1:8080`. */
export async function listen(app: FastifyInstance, config: Config): Promise<string> {
  await app.listen({ host: config.STATS_HTTP_HOST, port: config.STATS_HTTP_PORT });
  const address = app.server.address();
  const port = typeof address === "object" && address !== null ? address.port : config.STATS_HTTP_PORT;
  return `http://${config.STATS_HTTP_HOST.includes(":") ? `[${config.STATS_HTTP_HOST}]` : config.STATS_HTTP_HOST}:${port}`;
}
