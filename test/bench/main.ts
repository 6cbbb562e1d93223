import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Benchmark, Findings, Table } from "./benchmark.ts";
import { comagic } from "./comagic/comagic.ts";
import { freshness } from "./freshness/freshness.ts";
import { ingest } from "./ingest/ingest.ts";
import { livetex } from "./livetex/livetex.ts";
import { machine } from "./machine.ts";
import { memory } from "./memory/memory.ts";
import { readOptions, usage, type Options } from "./options.ts";
import { printed, printedFindings } from "./print.ts";
import { reports } from "./reports/reports.ts";
import { rollups } from "./rollups/rollups.ts";
import { start } from "./start/start.ts";

const benchmarks: readonly Benchmark[] = [ingest, freshness, reports, rollups, livetex, comagic, memory, start];

async function measure(benchmark: Benchmark, scale: Options["scale"], found: (table: Table) => void): Promise<Findings> {
  const folder = mkdtempSync(join(tmpdir(), `stats-bench-${benchmark.name}-`));
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  process.once("exit", remove);
  const beganMs = performance.now();
  const progress = (text: string) =>
    void process.stderr.write(`${benchmark.name} ${((performance.now() - beganMs) / 1000).toFixed(0).padStart(4)} s  ${text}\n`);
  try {
    return await benchmark.run({ scale, folder, progress, found });
  } finally {
    process.off("exit", remove);
    remove();
  }
}

async function main(options: Options): Promise<void> {
  const about = machine();
  process.stdout.write(`${printed(about)}\n`);
  const findings: Record<string, Findings> = {};
  for (const benchmark of options.chosen) {
    // After each table, so that a later failure does not lose what was measured.
    const keep = (found: Findings) => {
      findings[benchmark.name] = found;
      if (options.jsonFile !== undefined) writeFileSync(options.jsonFile, `${JSON.stringify({ scale: options.scale, machine: about, findings }, null, 2)}\n`);
    };
    const early: Table[] = [];
    const found = await measure(benchmark, options.scale, (table) => {
      early.push(table);
      process.stdout.write(`${printed(table)}\n`);
      keep({ tables: early, notes: [] });
    });
    process.stdout.write(`${printedFindings(benchmark.name, found)}\n`);
    keep({ tables: [...early, ...found.tables], notes: found.notes });
  }
}

for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));

try {
  const options = readOptions(process.argv.slice(2), benchmarks);
  if (options === undefined) process.stdout.write(usage(benchmarks));
  else await main(options);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
}
