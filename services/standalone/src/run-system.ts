import { type Config, ConfigError, Lifecycle, type Logger, systemClock } from "@stats/kit";
import { describePublishing } from "@stats/intake";
import { type DemoAccount, describeReports } from "@stats/query";
import { openAccounts } from "./accounts.ts";
import { startDemoTraffic } from "./demo-traffic.ts";
import { bringUpDatabase } from "./bring-up-database.ts";
import { openDatabase } from "./open-database.ts";
import { openLog, topicSpecs } from "./open-log.ts";
import { addDocs, addIntake, addQuery, createParts, createServer, IngestState, listen, startIngest } from "./parts.ts";

export interface RunningSystem {
  /** Where everything is served, such as http://127.0.0.1:8080. */
  readonly origin: string;
  readonly tenants: readonly string[];
  /** Credentials of the demo account; undefined when an accounts file is configured. */
  readonly demo: DemoAccount["credentials"] | undefined;
  /** Rejects when ingest cannot go on. */
  readonly finished: Promise<void>;
  stop(): Promise<void>;
}

/**
 * The whole system in one process (and the embedded engine's): log, engine, worker, intake and reports on one port. What has an address in the configuration is
 * used where it is, everything else is embedded.
 * @throws {ConfigError} for a faulty accounts file
 */
export async function runSystem(config: Config, logger: Logger): Promise<RunningSystem> {
  const lifecycle = new Lifecycle(logger);
  try {
    const { accounts, demo } = await openAccounts(config);
    if (config.STATS_DEMO_TRAFFIC === true && demo === undefined) {
      throw new ConfigError(["STATS_DEMO_TRAFFIC=on: simulated traffic is for the demo account, which exists only without STATS_ACCOUNTS_FILE"]);
    }
    const log = await openLog(config, logger);
    lifecycle.onStop("log", () => log.close());
    if (config.STATS_KAFKA_CREATE_TOPICS) await log.createTopics(topicSpecs(config.STATS_KAFKA_PARTITIONS));
    const database = await openDatabase(config, logger, { share: false });
    lifecycle.onStop("database", () => database.close());
    await bringUpDatabase(database, logger);
    const parts = createParts({ config, logger, log, database });
    lifecycle.onStop("lag meter", async () => parts.meter.stop());
    const worker = await startIngest(parts);
    lifecycle.onStop("ingest", () => worker.stop());
    const ingest = new IngestState();
    ingest.watch(worker);
    const app = await createServer(parts, ingest);
    await addIntake(app, parts, accounts);
    await addQuery(app, parts, accounts);
    await addDocs(app, (now) => [describePublishing(now), ...describeReports(now)]);
    lifecycle.onStop("http", () => app.close());
    const origin = await listen(app, config);
    if (demo !== undefined && config.STATS_DEMO_TRAFFIC !== false) {
      const traffic = startDemoTraffic({ origin, publishKey: demo.publish_key, tenant: "demo", dataDir: config.STATS_DATA_DIR, clock: systemClock, logger });
      lifecycle.onStop("simulated traffic", () => traffic.stop());
    }
    return { origin, tenants: accounts.map(({ tenant }) => tenant), demo, finished: worker.finished, stop: () => lifecycle.stop() };
  } catch (error) {
    await lifecycle.stop();
    throw error;
  }
}
