import { z } from "zod";
import { loggableUrl } from "./logger.ts";

const brokers = z.string().transform((text, context) => {
  const items = text.split(",").map((item) => item.trim());
  if (!items.every((item) => brokerPattern.test(item))) context.addIssue({ code: "custom", message: "expected a comma list of host:port" });
  return items;
});
const brokerPattern = /^(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\]):[0-9]{1,5}$/;

const address = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()]);
const addresses = z.string().transform((text, context) => {
  const items = text.split(",").map((item) => item.trim());
  if (!items.every((item) => address.safeParse(item).success))
    context.addIssue({ code: "custom", message: "expected a comma list of addresses and CIDR blocks" });
  return items;
});

const wholeNumber = (low: number, high: number) => z.string().regex(/^\d+$/, "expected a whole number").transform(Number).pipe(z.number().min(low).max(high));

const integer = (low: number, high: number, fallback: number) => wholeNumber(low, high).default(fallback);

const onOff = z.enum(["on", "off"]).transform((text) => text === "on");

const httpUrl = z.url({ protocol: /^https?$/, error: "expected an http:// or https:// address" });

/** Every environment variable of the system: one table, with its unit in the name where it has one. */
export const configSchema = z.object({
  STATS_HTTP_HOST: z.string().min(1).default("127.0.0.1").describe("address that the HTTP server binds to"),
  STATS_HTTP_PORT: integer(0, 65_535, 8080).describe("port of the HTTP server; 0 = any free port"),
  STATS_HTTP_TRUSTED_PROXIES: addresses
    .optional()
    .describe("comma list of addresses and CIDR blocks of proxies whose X-Forwarded-For says who calls; absent = nobody's"),
  STATS_DATA_DIR: z.string().min(1).default(".data").describe("where the embedded engine, the embedded log and the demo account live"),
  STATS_KAFKA_BROKERS: brokers.optional().describe("comma list of host:port; absent = embedded log"),
  STATS_KAFKA_TOPIC_PREFIX: z
    .string()
    .regex(/^[A-Za-z0-9._-]*$/, "expected letters, digits, dots, dashes and underscores")
    .default("")
    .describe("prefix of every topic name"),
  STATS_KAFKA_GROUP: z.string().min(1).default("stats-ingest").describe("consumer group of the ingest workers"),
  STATS_KAFKA_SESSION_MS: integer(1000, 1_800_000, 10_000).describe("milliseconds after which a worker that gives no sign of life loses its partitions"),
  STATS_KAFKA_CREATE_TOPICS: onOff.default(false).describe("on = ingest creates missing topics"),
  STATS_KAFKA_PARTITIONS: integer(1, 1000, 12).describe("partitions of topics that ingest creates"),
  STATS_CLICKHOUSE_URL: httpUrl.optional().describe("address of the ClickHouse HTTP interface, credentials included; absent = embedded engine"),
  STATS_CLICKHOUSE_DATABASE: z
    .string()
    .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, "expected letters, digits and underscores")
    .default("stats")
    .describe("database of all tables"),
  STATS_ACCOUNTS_FILE: z.string().min(1).optional().describe("accounts file (JSON); absent = demo account"),
  STATS_DEMO_TRAFFIC: onOff.optional().describe("simulated traffic; default on for the demo account only"),
  STATS_BATCH_EVENTS_MAX: integer(1, 200_000, 20_000).describe("events in one batch at most"),
  STATS_BATCH_WAIT_MS: integer(0, 10_000, 100).describe("milliseconds that a batch waits for more events"),
  STATS_CACHE_MB: integer(1, 100_000, 64).describe("megabytes of live entities that a worker keeps folded in memory"),
  STATS_ROLLUPS: onOff.default(true).describe("on = ingest keeps roll-ups per hour and day, and reports read them where they are current; off = facts alone"),
  STATS_ROLLUP_WRITES_MIN: integer(1, 1_000_000_000, 200).describe(
    "mean writes per day from which an account has roll-ups of operators' time, of dialogs from 8 times as many on; of either from 50 times as many on also per hour",
  ),
  STATS_ROLLUP_ROWS_MIN: integer(1, 1_000_000_000, 400_000).describe("facts in an asked interval from which a report looks for roll-ups"),
  STATS_INTAKE_LAG_MAX: integer(1, 1_000_000_000, 2_000_000).describe("events in the log but not in reports, above which POST /events answers 429"),
  STATS_REPORTS_MAX: integer(1, 100_000, 64).describe("reports that are being made at one time; further ones are refused, to be asked again"),
  STATS_REPORT_READS_MAX: wholeNumber(1, 1000)
    .optional()
    .describe("statements of reports in the database at one time, the others wait; default: two per processor with the embedded engine, else 16"),
  STATS_READY_LAG_MAX: integer(0, 1_000_000_000, 100_000).describe("lag above which /readyz answers 503"),
  STATS_ENGINE_MEMORY_MB: integer(256, 1_000_000, 3072).describe("memory limit of the embedded engine"),
  STATS_LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "silent"]).default("info").describe("least level that is logged"),
});

export type Config = z.output<typeof configSchema>;
export type ConfigName = keyof Config;

/** The configuration has faults; `faults` has one sentence each. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  readonly faults: readonly string[];
  constructor(faults: readonly string[]) {
    super(`The configuration is wrong:\n${faults.map((fault) => `  - ${fault}`).join("\n")}`);
    this.faults = faults;
  }
}

/**
 * Reads the configuration from environment variables (empty = absent).
 * @throws {ConfigError} with all faults at once
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([name, value]) => name in configSchema.shape && value !== undefined && value !== ""));
  const parsed = configSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new ConfigError(
    parsed.error.issues.map((issue) => {
      const name = String(issue.path[0]) as ConfigName;
      return `${name}=${loggableUrl(given[name] ?? "")}: ${issue.message} (${configSchema.shape[name].description ?? ""})`;
    }),
  );
}

/** Names that begin like ours but are not: most likely misspelt. */
export function unknownNames(env: Readonly<Record<string, string | undefined>>): readonly string[] {
  return Object.keys(env).filter((name) => name.startsWith("STATS_") && !name.startsWith("STATS_TEST_") && !(name in configSchema.shape));
}
