import type { Table } from "../benchmark.ts";
import { histogramBy, type Sample } from "../harness/prometheus.ts";
import { round } from "../harness/round.ts";

/** Wall time by stage, from the worker's own histograms. One batch is prepared while the one before is written, so the shares may add up to more than 100 %. */
export function stageTable(metrics: readonly Sample[], seconds: number): Table {
  const share = (part: number) => `${round((100 * part) / seconds)} %`;
  const inserts = histogramBy(metrics, "stats_insert_seconds", "table").filter(({ label }) => label !== "assignment" && label !== "look-ups");
  const stages = histogramBy(metrics, "stats_ingest_stage_seconds", "stage");
  const row = (name: string, { seconds: spent, count }: { seconds: number; count: number }) => [name, count, round(spent, 2), share(spent)];
  return {
    title: `Stages of the worker by wall time, of ${round(seconds, 1)} s`,
    columns: ["stage", "times", "seconds", "share"],
    rows: [...stages.map((stage) => row(`${stage.label}, whole`, stage)), ...inserts.map((insert) => row(`write: ${insert.label}`, insert))],
  };
}
