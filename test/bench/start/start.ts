import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Benchmark, Findings, Run } from "../benchmark.ts";
import { round } from "../harness/round.ts";
import { StatsProcess } from "../harness/stats-process.ts";
import { waitFor } from "../harness/wait-for.ts";

const limitMs = 180_000;
const warmStarts = { small: 1, full: 5 } as const;

interface Start {
  /** Seconds from the command to the banner, to the first answer with data of the banner's first curl line, and to no lag. */
  readonly banner: number;
  readonly firstData: number;
  readonly caughtUp: number;
}

async function run({ scale, folder, progress }: Run): Promise<Findings> {
  const dataDir = join(folder, "data");
  const starts: (readonly [string, Start])[] = [["cold, nothing there", await startOnce(dataDir)]];
  for (let turn = 1; turn <= warmStarts[scale]; turn += 1) {
    progress(`start ${turn} done`);
    starts.push([`warm ${turn}`, await startOnce(dataDir)]);
  }
  return {
    tables: [
      {
        title: "Seconds from `npm start` (without its install check)",
        columns: ["start", "banner", "first curl line answers with data", "all that was published is in reports"],
        rows: starts.map(([name, { banner, firstData, caughtUp }]) => [name, round(banner, 1), round(firstData, 1), round(caughtUp, 1)]),
      },
    ],
    notes: [
      "A cold start begins with an empty data directory and publishes seven simulated days; caught up means that /status.json shows no lag when some events have been published.",
    ],
  };
}

async function startOnce(dataDir: string): Promise<Start> {
  const beganMs = performance.now();
  const sinceStart = () => (performance.now() - beganMs) / 1000;
  await using system = new StatsProcess(["start"], { STATS_DATA_DIR: dataDir });
  const origin = await system.servedAt();
  const banner = sinceStart();
  const curl = await waitFor("the first curl line", limitMs, () => /^ *(curl .+)$/m.exec(system.output)?.[1], 10);
  await waitFor("the first curl line answers with data", limitMs, async () => ((await printedBy(curl)).length > 0 ? true : undefined));
  const firstData = sinceStart();
  await waitFor("no lag", limitMs, async () => ((await hasCaughtUp(origin)) ? true : undefined));
  return { banner, firstData, caughtUp: sinceStart() };
}

/** The rows of the answer, wherever the dialect has them; the command line is run as the person at the terminal pastes it. */
async function printedBy(curl: string): Promise<readonly unknown[]> {
  const { stdout } = await promisify(execFile)("sh", ["-c", curl.replaceAll(/\bcurl /g, "curl -s ")], { maxBuffer: 1 << 26 });
  return rowsIn(JSON.parse(stdout));
}

function rowsIn(answer: unknown): readonly unknown[] {
  if (Array.isArray(answer)) return answer;
  const members: unknown[] = typeof answer === "object" && answer !== null ? Object.values(answer) : [];
  return members.flatMap((member) => (typeof member === "object" ? rowsIn(member) : []));
}

async function hasCaughtUp(origin: string): Promise<boolean> {
  const status = (await (await fetch(`${origin}/status.json`)).json()) as { lag: { total: number; partitions: readonly { end_offset: number }[] } };
  return status.lag.total === 0 && status.lag.partitions.some(({ end_offset }) => end_offset > 0);
}

export const start: Benchmark = { name: "start", summary: "cold and warm start of the whole system", run };
