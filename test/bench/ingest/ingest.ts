import { join } from "node:path";
import { startEngine, type EngineHandle } from "@stats/embedded-clickhouse";
import { startTestKafka } from "@stats/log/testing";
import type { Benchmark, Findings, Run, Table } from "../benchmark.ts";
import { descendants, residentMib } from "../harness/process-usage.ts";
import { percentile } from "../harness/percentile.ts";
import { round } from "../harness/round.ts";
import { type Backlog, partitions, produceBacklog } from "./backlog.ts";
import { type ConsumptionRun, eventsPerCpuSecond, eventsPerSecond } from "./consumption-run.ts";
import { createPeer, type Peer } from "./peer.ts";
import { profileWorker } from "./profile-worker.ts";
import { compareUnderRedelivery } from "./redelivery.ts";
import { runWorker, type WorkerRun } from "./run-worker.ts";
import { stageTable } from "./stages.ts";

const size = { small: { events: 100_000, rounds: 1 }, full: { events: 1_000_000, rounds: 2 } } as const;

interface Place {
  readonly backlog: Backlog;
  readonly engine: EngineHandle;
  readonly brokerPid: number | undefined;
  readonly progress: (text: string) => void;
}

async function run({ scale, folder, progress }: Run): Promise<Findings> {
  const { events, rounds } = size[scale];
  await using stack = new AsyncDisposableStack();
  const kafka = stack.adopt(await startTestKafka(), (given) => given.stop());
  const engine = stack.adopt(await startEngine({ dataDir: join(folder, "engine") }), (given) => given.stop());
  const [brokerPid] = descendants("kafka.Kafka").filter((pid) => residentMib(pid).now > 100);
  const backlog = await produceBacklog(kafka.brokers, `bench-${process.pid}-`, events, progress);
  const place = { backlog, engine, brokerPid, progress };

  const peer = stack.adopt(await createPeer(backlog, engine, brokerPid, "peer"), (given) => given.close());
  const { ours, theirs } = await alternate(place, peer, rounds);
  const redelivery = await compareUnderRedelivery(place, peer, { database: "round_1", rounds });
  const middle = ours.toSorted((a, b) => a.seconds - b.seconds)[Math.floor(ours.length / 2)];
  if (middle === undefined) throw new Error("there is a round");
  const profile = await profileWorker(backlog, { engine, brokerPid, database: "profiled", group: `bench-${process.pid}-profiled` }, join(folder, "profile"));
  return {
    tables: [comparison(backlog, ours, theirs), stageTable(middle.metrics, middle.seconds), profile, redelivery.table],
    notes: [
      `${events} events of four accounts (${round(backlog.bytes / events)} bytes of JSON each) on ${partitions} partitions a topic; the worker's memory was at most ${round(Math.max(...ours.map(({ peakMib }) => peakMib)))} MiB.`,
      `By family: ${backlog.families.map(([family, count]) => `${family} ${count}`).join(", ")}.`,
      ...redelivery.notes,
    ],
  };
}

/** One after the other, again and again: what else the machine does then hits both alike. */
async function alternate(
  { backlog, engine, brokerPid, progress }: Place,
  peer: Peer,
  rounds: number,
): Promise<{ ours: WorkerRun[]; theirs: ConsumptionRun[] }> {
  const ours: WorkerRun[] = [];
  const theirs: ConsumptionRun[] = [];
  for (let turn = 1; turn <= rounds; turn += 1) {
    theirs.push(await peer.consume(`bench-${process.pid}-peer-${turn}`, turn * backlog.events));
    progress(`round ${turn}: the Kafka table engine took ${round(theirs.at(-1)?.seconds ?? 0, 1)} s`);
    ours.push(await runWorker(backlog, { engine, brokerPid, database: `round_${turn}`, group: `bench-${process.pid}-worker-${turn}` }));
    progress(`round ${turn}: the worker took ${round(ours.at(-1)?.seconds ?? 0, 1)} s`);
  }
  return { ours, theirs };
}

function comparison({ events }: Backlog, ours: readonly WorkerRun[], theirs: readonly ConsumptionRun[]): Table {
  const cpu = (runs: readonly ConsumptionRun[], name: string) =>
    round(
      percentile(
        runs.map((each) => each.cpu[name] ?? 0),
        50,
      ),
      1,
    );
  const median = (runs: readonly ConsumptionRun[], of: (run: ConsumptionRun) => number) => percentile(runs.map(of), 50);
  const rate = (each: ConsumptionRun) => eventsPerSecond(events, each);
  const cpuRate = (each: ConsumptionRun) => eventsPerCpuSecond(events, each);
  const row = (name: string, runs: readonly ConsumptionRun[]) => [
    name,
    round(median(runs, rate)),
    round(median(runs, cpuRate)),
    round(
      median(runs, ({ seconds }) => seconds),
      1,
    ),
    cpu(runs, "worker"),
    cpu(runs, "engine"),
    cpu(runs, "broker"),
  ];
  const ratio = (of: (run: ConsumptionRun) => number) =>
    `${round(
      median(
        ours.map((each, turn) => ({ ...each, seconds: of(each) / of(theirs[turn] ?? each) })),
        ({ seconds }) => seconds,
      ),
      2,
    )} x`;
  return {
    title: `Kafka to visible rows, median of ${ours.length} alternating rounds`,
    columns: ["", "events/s", "events per CPU-second", "seconds", "CPU s worker", "CPU s engine", "CPU s broker"],
    rows: [
      row("worker", ours),
      row("Kafka table engine and naive views", theirs),
      ["worker / peer, in the same round", ratio(rate), ratio(cpuRate), "", "", "", ""],
    ],
  };
}

export const ingest: Benchmark = { name: "ingest", summary: "Kafka to visible rows, beside ClickHouse's Kafka table engine; stages; redelivery", run };
