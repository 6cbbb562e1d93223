import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Table } from "../benchmark.ts";
import { round } from "../harness/round.ts";
import type { Backlog } from "./backlog.ts";
import { runWorker, type WorkerPlace } from "./run-worker.ts";

interface ProfileNode {
  readonly id: number;
  readonly callFrame: { readonly functionName: string; readonly url: string };
  readonly children?: readonly number[];
}

interface Profile {
  readonly nodes: readonly ProfileNode[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

/** The innermost caller that one of these names decides which stage a sample belongs to. */
const stages: readonly (readonly [stage: string, url: RegExp])[] = [
  ["fetch and decode (log)", /\/packages\/log\/|\/kafkajs[^/]*\/|\/lz4js\//],
  ["check", /\/packages\/events\/|\/zod[@/]/],
  ["fold and rows", /\/packages\/entities\//],
  ["encode", /\/packages\/facts\/src\/(?:row-binary|tables|write|archive|positions|status-identities|dead-letters)\.ts/],
  ["send and look up (HTTP client)", /\/packages\/facts\/|\/@clickhouse\//],
  ["group, cache, orchestrate", /\/services\/ingest\/|\/lru-cache\//],
];

/** Where the worker's one thread spends its time, by a sampling profile of a run of its own (the profiler costs a little itself). */
export async function profileWorker(backlog: Backlog, place: WorkerPlace, folder: string): Promise<Table> {
  const { seconds } = await runWorker(backlog, { ...place, nodeOptions: ["--cpu-prof", `--cpu-prof-dir=${folder}`, "--cpu-prof-interval=2000"] });
  const [file] = readdirSync(folder).filter((name) => name.endsWith(".cpuprofile"));
  if (file === undefined) throw new Error("the worker left no profile");
  const byStage = stageMillis(JSON.parse(readFileSync(join(folder, file), "utf8")) as Profile);
  const busy = [...byStage].reduce((sum, [stage, ms]) => (stage === "idle" ? sum : sum + ms), 0);
  return {
    title: `The worker's thread by stage, of ${round(busy / 1000, 1)} busy seconds in ${round(seconds, 1)} s (sampled, start included)`,
    columns: ["stage", "seconds", "share of busy"],
    rows: [...byStage]
      .filter(([stage]) => stage !== "idle")
      .toSorted(([, a], [, b]) => b - a)
      .map(([stage, ms]) => [stage, round(ms / 1000, 2), `${round((100 * ms) / busy)} %`]),
  };
}

function stageMillis({ nodes, samples, timeDeltas }: Profile): Map<string, number> {
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)));
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const stageOf = (id: number | undefined): string => {
    const node = id === undefined ? undefined : byId.get(id);
    if (node === undefined) return "Node itself";
    const { functionName, url } = node.callFrame;
    if (functionName === "(idle)") return "idle";
    if (functionName === "(garbage collector)") return "garbage collection";
    return stages.find(([, pattern]) => pattern.test(url))?.[0] ?? stageOf(parents.get(node.id));
  };
  const stageById = new Map(nodes.map(({ id }) => [id, stageOf(id)]));
  const millis = new Map<string, number>();
  for (const [index, id] of samples.entries()) {
    const stage = stageById.get(id) ?? "Node itself";
    millis.set(stage, (millis.get(stage) ?? 0) + (timeDeltas[index] ?? 0) / 1000);
  }
  return millis;
}
