import { readFileSync } from "node:fs";
import { availableParallelism, cpus, loadavg, release, totalmem, type } from "node:os";
import type { Table } from "./benchmark.ts";

const versionOf = (manifest: string): string => (JSON.parse(readFileSync(new URL(manifest, import.meta.url), "utf8")) as { version: string }).version;

/** What the figures were measured on; without the date and the machine's name. */
export function machine(): Table {
  return {
    title: "Machine",
    columns: ["what", "value"],
    rows: [
      ["cores", availableParallelism()],
      ["processor", cpus()[0]?.model.trim() ?? "unknown"],
      ["memory, GiB", Math.round(totalmem() / 2 ** 30)],
      ["system", `${type()} ${release()}`],
      ["Node", process.version],
      ["embedded engine (chdb)", versionOf("../../packages/embedded-clickhouse/node_modules/chdb/package.json")],
      ["kafkajs", versionOf("../../packages/log/node_modules/kafkajs/package.json")],
      ["load before the first benchmark", loadavg()[0]?.toFixed(1) ?? ""],
    ],
  };
}
