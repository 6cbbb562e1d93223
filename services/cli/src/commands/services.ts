import { Command } from "commander";
import { describePublishing } from "@stats/intake";
import { AbortError, Lifecycle, type Logger, retryForever } from "@stats/kit";
import { describeReports } from "@stats/query";
import {
  addDocs,
  addIntake,
  addQuery,
  createParts,
  createServer,
  IngestState,
  listen,
  openAccounts,
  bringUpDatabase,
  openDatabase,
  openLog,
  type Parts,
  startIngest,
  topicSpecs,
} from "@stats/standalone";
import type { Worker } from "@stats/ingest";
import type { FastifyInstance } from "fastify";
import { type Context, openContext } from "../context.ts";
import { isAway } from "../is-away.ts";

interface Service {
  readonly name: string;
  readonly description: string;
  readonly prepare?: (parts: Parts) => Promise<Worker>;
  readonly serve?: (app: FastifyInstance, parts: Parts) => Promise<void>;
}

/** One part of the system as a process of its own, with its own health, readiness and metrics. */
function serviceCommand({ name, description, prepare, serve }: Service): Command {
  return new Command(name).description(description).action(async () => {
    const context = openContext(name);
    const lifecycle = new Lifecycle(context.logger);
    lifecycle.stopOnSignals();
    try {
      const parts = await openParts(context, lifecycle);
      const ingest = prepare === undefined ? undefined : new IngestState();
      const app = await createServer(parts, ingest);
      await serve?.(app, parts);
      lifecycle.onStop("http", () => app.close());
      const origin = await listen(app, context.config);
      if (prepare !== undefined && ingest !== undefined) {
        const worker = await onceReachable(context.logger, () => prepare(parts));
        lifecycle.onStop("ingest", () => worker.stop());
        ingest.watch(worker);
        context.logger.info({ origin }, `${name} is running`);
        await worker.finished;
      } else context.logger.info({ origin }, `${name} is running`);
    } catch (error) {
      await lifecycle.stop();
      throw error;
    }
  });
}

/** Services are started in any order: one that finds its database or log away waits for it; any other failure is final. */
async function onceReachable<T>(logger: Logger, operation: () => Promise<T>): Promise<T> {
  const attempt = async () => {
    try {
      return await operation();
    } catch (error) {
      throw isAway(error) || !(error instanceof Error) ? error : new AbortError(error);
    }
  };
  return await retryForever(attempt, { onRetry: (error, count) => logger.warn({ err: error, attempt: count }, "waiting for the database or the log") });
}

async function openParts({ config, logger }: Context, lifecycle: Lifecycle): Promise<Parts> {
  const log = await openLog(config, logger);
  lifecycle.onStop("log", () => log.close());
  const database = await openDatabase(config, logger, { share: true });
  lifecycle.onStop("database", () => database.close());
  const parts = createParts({ config, logger, log, database });
  lifecycle.onStop("lag meter", async () => parts.meter.stop());
  return parts;
}

export const intakeCommand = serviceCommand({
  name: "intake",
  description: "run POST /events alone: check events and append them to the log",
  serve: async (app, parts) => {
    await addIntake(app, parts, (await openAccounts(parts.config)).accounts);
    await addDocs(app, (now) => [describePublishing(now)]);
  },
});

export const ingestCommand = serviceCommand({
  name: "ingest",
  description: "run an ingest worker: the log into archive and facts; any number of them share the partitions",
  prepare: async (parts) => {
    await bringUpDatabase(parts.database, parts.logger);
    if (parts.config.STATS_KAFKA_CREATE_TOPICS) await parts.log.createTopics(topicSpecs(parts.config.STATS_KAFKA_PARTITIONS));
    return await startIngest(parts);
  },
});

export const queryCommand = serviceCommand({
  name: "query",
  description: "run the report APIs alone: facts to HTTP",
  serve: async (app, parts) => {
    await addQuery(app, parts, (await openAccounts(parts.config)).accounts);
    await addDocs(app, describeReports);
  },
});
