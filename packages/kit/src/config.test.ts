import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ConfigError, configSchema, readConfig, unknownNames } from "./config.ts";
import { configurationDocs } from "./configuration-docs.ts";

/** Every variable, spelled out. A new one has to be added here: that is the point. */
const complete = {
  STATS_HTTP_HOST: "0.0.0.0",
  STATS_HTTP_PORT: "0",
  STATS_HTTP_TRUSTED_PROXIES: "10.0.0.0/8, 2001:db8::1",
  STATS_DATA_DIR: "/var/lib/stats",
  STATS_KAFKA_BROKERS: "kafka-1:9092, [::1]:9093",
  STATS_KAFKA_TOPIC_PREFIX: "prod.",
  STATS_KAFKA_GROUP: "stats",
  STATS_KAFKA_SESSION_MS: "6000",
  STATS_KAFKA_CREATE_TOPICS: "on",
  STATS_KAFKA_PARTITIONS: "24",
  STATS_CLICKHOUSE_URL: "https://user:secret@clickhouse:8443",
  STATS_CLICKHOUSE_DATABASE: "stats_2",
  STATS_ACCOUNTS_FILE: "accounts.json",
  STATS_DEMO_TRAFFIC: "off",
  STATS_BATCH_EVENTS_MAX: "1000",
  STATS_BATCH_WAIT_MS: "0",
  STATS_CACHE_MB: "64",
  STATS_ROLLUPS: "off",
  STATS_ROLLUP_WRITES_MIN: "5",
  STATS_ROLLUP_ROWS_MIN: "6",
  STATS_INTAKE_LAG_MAX: "10",
  STATS_REPORTS_MAX: "3",
  STATS_REPORT_READS_MAX: "2",
  STATS_READY_LAG_MAX: "0",
  STATS_ENGINE_MEMORY_MB: "512",
  STATS_LOG_LEVEL: "debug",
};

function faultsOf(env: Record<string, string>): readonly string[] {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
}

describe("the configuration", () => {
  it("has these variables, and each can be spelled", () => {
    expect(Object.keys(configSchema.shape)).toEqual(Object.keys(complete));
    expect(readConfig(complete)).toEqual({
      STATS_HTTP_HOST: "0.0.0.0",
      STATS_HTTP_PORT: 0,
      STATS_HTTP_TRUSTED_PROXIES: ["10.0.0.0/8", "2001:db8::1"],
      STATS_DATA_DIR: "/var/lib/stats",
      STATS_KAFKA_BROKERS: ["kafka-1:9092", "[::1]:9093"],
      STATS_KAFKA_TOPIC_PREFIX: "prod.",
      STATS_KAFKA_GROUP: "stats",
      STATS_KAFKA_SESSION_MS: 6000,
      STATS_KAFKA_CREATE_TOPICS: true,
      STATS_KAFKA_PARTITIONS: 24,
      STATS_CLICKHOUSE_URL: "https://user:secret@clickhouse:8443",
      STATS_CLICKHOUSE_DATABASE: "stats_2",
      STATS_ACCOUNTS_FILE: "accounts.json",
      STATS_DEMO_TRAFFIC: false,
      STATS_BATCH_EVENTS_MAX: 1000,
      STATS_BATCH_WAIT_MS: 0,
      STATS_CACHE_MB: 64,
      STATS_ROLLUPS: false,
      STATS_ROLLUP_WRITES_MIN: 5,
      STATS_ROLLUP_ROWS_MIN: 6,
      STATS_INTAKE_LAG_MAX: 10,
      STATS_REPORTS_MAX: 3,
      STATS_REPORT_READS_MAX: 2,
      STATS_READY_LAG_MAX: 0,
      STATS_ENGINE_MEMORY_MB: 512,
      STATS_LOG_LEVEL: "debug",
    });
  });

  it("needs none of them; the defaults are the contract's", () => {
    expect(readConfig({})).toEqual({
      STATS_HTTP_HOST: "127.0.0.1",
      STATS_HTTP_PORT: 8080,
      STATS_DATA_DIR: ".data",
      STATS_KAFKA_TOPIC_PREFIX: "",
      STATS_KAFKA_GROUP: "stats-ingest",
      STATS_KAFKA_SESSION_MS: 10_000,
      STATS_KAFKA_CREATE_TOPICS: false,
      STATS_KAFKA_PARTITIONS: 12,
      STATS_CLICKHOUSE_DATABASE: "stats",
      STATS_BATCH_EVENTS_MAX: 20_000,
      STATS_BATCH_WAIT_MS: 100,
      STATS_CACHE_MB: 64,
      STATS_ROLLUPS: true,
      STATS_ROLLUP_WRITES_MIN: 200,
      STATS_ROLLUP_ROWS_MIN: 400_000,
      STATS_INTAKE_LAG_MAX: 2_000_000,
      STATS_REPORTS_MAX: 64,
      STATS_READY_LAG_MAX: 100_000,
      STATS_ENGINE_MEMORY_MB: 3072,
      STATS_LOG_LEVEL: "info",
    });
  });

  it("takes an empty variable for an absent one, and looks at nobody else's", () => {
    expect(readConfig({ STATS_HTTP_PORT: "", PATH: "/bin", HOME: undefined }).STATS_HTTP_PORT).toBe(8080);
  });

  it("reports all faults at once, each with the variable, its value and what it is for", () => {
    const faults = faultsOf({
      STATS_HTTP_PORT: "70000",
      STATS_KAFKA_BROKERS: "a:1,,b:2",
      STATS_CLICKHOUSE_URL: "ftp://x",
      STATS_CLICKHOUSE_DATABASE: "a-b",
      STATS_DEMO_TRAFFIC: "yes",
      STATS_BATCH_WAIT_MS: "1.5",
      STATS_LOG_LEVEL: "loud",
    });
    expect(faults.map((fault) => fault.split(":")[0])).toEqual([
      "STATS_HTTP_PORT=70000",
      "STATS_KAFKA_BROKERS=a",
      "STATS_CLICKHOUSE_URL=ftp",
      "STATS_CLICKHOUSE_DATABASE=a-b",
      "STATS_DEMO_TRAFFIC=yes",
      "STATS_BATCH_WAIT_MS=1.5",
      "STATS_LOG_LEVEL=loud",
    ]);
    for (const fault of faults) expect(fault).toMatch(/^STATS_\w+=.+: .+ \(.+\)$/);
  });

  it.each([
    ["STATS_KAFKA_BROKERS", "kafka"],
    ["STATS_KAFKA_BROKERS", "kafka:port"],
    ["STATS_HTTP_PORT", "-1"],
    ["STATS_HTTP_PORT", "0x50"],
    ["STATS_HTTP_TRUSTED_PROXIES", "10.0.0.0/33"],
    ["STATS_HTTP_TRUSTED_PROXIES", "loadbalancer"],
    ["STATS_CACHE_MB", "0"],
    ["STATS_ENGINE_MEMORY_MB", "10"],
    ["STATS_KAFKA_TOPIC_PREFIX", "a b"],
    ["STATS_CLICKHOUSE_DATABASE", "1x"],
    ["STATS_KAFKA_PARTITIONS", "0"],
  ])("refuses %s=%s", (name, value) => {
    expect(faultsOf({ [name]: value })).toHaveLength(1);
  });

  it("does not print the password of an address", () => {
    expect(faultsOf({ STATS_CLICKHOUSE_URL: "ftp://admin:hunter2@host" }).join("")).not.toContain("hunter2");
  });

  it("says which variables look like ours and are not, tests' own aside", () => {
    expect(unknownNames({ STATS_HTTP_PROT: "1", STATS_TEST_KAFKA_BROKERS: "x", PATH: "y", STATS_HTTP_PORT: "1" })).toEqual(["STATS_HTTP_PROT"]);
  });

  it("is documented: docs/configuration.md is what `npm run generate` writes", () => {
    expect(readFileSync(new URL("../../../docs/configuration.md", import.meta.url), "utf8")).toBe(configurationDocs());
  });
});
