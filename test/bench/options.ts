import { parseArgs } from "node:util";
import type { Benchmark, Scale } from "./benchmark.ts";

export interface Options {
  readonly chosen: readonly Benchmark[];
  readonly scale: Scale;
  readonly jsonFile: string | undefined;
}

export function usage(benchmarks: readonly Benchmark[]): string {
  const names = benchmarks.map(({ name, summary }) => `  ${name.padEnd(10)} ${summary}`).join("\n");
  return `Measures the system and prints tables; nothing here passes or fails.

  npm run bench -- [--only NAME]... [--scale small|full] [--json FILE]

${names}

  --scale small (default) takes a few minutes, full some twenty and 10 GB of disk (rollups: more than an hour, 40 GB).
  Kafka: the brokers in STATS_TEST_KAFKA_BROKERS, else a container, else a local broker (Java 17, Maven).
`;
}

/**
 * Reads the command line; undefined when help was asked for.
 * @throws {Error} with a sentence for the person at the terminal
 */
export function readOptions(args: readonly string[], benchmarks: readonly Benchmark[]): Options | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: "string", multiple: true },
      scale: { type: "string", default: "small" },
      json: { type: "string" },
      help: { type: "boolean" },
    },
  });
  if (values.help === true) return undefined;
  const { scale } = values;
  if (scale !== "small" && scale !== "full") throw new Error(`--scale is small or full, not ${scale}`);
  const only = values.only ?? [];
  const unknown = only.filter((name) => !benchmarks.some((benchmark) => benchmark.name === name));
  if (unknown.length > 0) throw new Error(`There is no benchmark ${unknown.join(", ")}: there are ${benchmarks.map(({ name }) => name).join(", ")}`);
  const chosen = only.length === 0 ? benchmarks : benchmarks.filter(({ name }) => only.includes(name));
  return { chosen, scale, jsonFile: values.json };
}
