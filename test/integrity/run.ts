import { type AppendRecord } from "@stats/log";
import { generateLog, knownFaultHeader } from "@stats/simulator";
import { testAccounts, timezones } from "./accounts.ts";
import { checkAll } from "./checks/check-all.ts";
import { fromFacts, Planned, throughRollups } from "./checks/ways.ts";
import { Pace } from "./pace.ts";
import { inject } from "./faults/inject.ts";
import { describeFault } from "./faults/planned-fault.ts";
import { Findings } from "./findings.ts";
import { RefreshLoop } from "./rollups/refresh-loop.ts";
import { batchEventsDefault, partitionsDefault, type RunOptions } from "./run-options.ts";
import { System } from "./system/system.ts";
import { readTruth } from "./truth.ts";
import { until } from "./until.ts";

export interface RunResult {
  readonly findings: Findings;
  /** How many faults of each kind happened. */
  readonly done: ReadonlyMap<string, number>;
  /** Questions that were answered through roll-ups. */
  readonly planned: Planned;
  readonly seconds: number;
}

const stuckMsDefault = 60_000;

/** Faults that put two workers to work on the same records. */
const meetings = new Set(["freeze", "freeze in insert", "join", "leave"]);

/** Publishes a log of the seed while the faults happen, drains, and holds everything against the oracle. Never throws for what the system does wrong. */
export async function run(options: RunOptions): Promise<RunResult> {
  const startedMs = performance.now();
  const findings = new Findings();
  const system = await System.open({
    stage: options.stage,
    name: options.name,
    partitions: options.partitions ?? partitionsDefault,
    batchEvents: options.batchEvents ?? batchEventsDefault,
    cacheMb: options.cacheMb ?? 4,
    sessionMs: options.sessionMs ?? 3000,
    nodeArguments: options.nodeArguments ?? [],
    env: options.env ?? {},
    onSurprise: (text) => findings.add("supervision", text),
  });
  try {
    for (let count = 0; count < options.workers; count += 1) await system.fleet.add();
    const refreshes = new RefreshLoop(system.database, options.seed);
    const done = await underFaults(options, system, findings).finally(() => refreshes.stop());
    options.say(`${refreshes.finished} refreshes of roll-ups were forced`);
    const planned = new Planned();
    await check(options, system, findings, planned);
    return { findings, done, planned, seconds: (performance.now() - startedMs) / 1000 };
  } finally {
    await system.close();
  }
}

async function underFaults(options: RunOptions, system: System, findings: Findings): Promise<ReadonlyMap<string, number>> {
  const { seed, events, stuckMs = stuckMsDefault } = options;
  const tenants = testAccounts.map(({ tenant }) => ({ tenant }));
  const log = generateLog({
    seed,
    events,
    tenants,
    partitions: options.partitions ?? partitionsDefault,
    ...(options.families === undefined ? {} : { families: options.families }),
    ...(options.logFaults === undefined ? {} : { faults: options.logFaults }),
  });
  const strays: AppendRecord[] = [];
  const stopping = new AbortController();
  const pace = new Pace(options, () => system.progress.processed);
  let isPublished = false;
  const publishing = system.publisher
    .publish(withoutStrays(log, strays), () => pace.allowed, stopping.signal)
    .catch((error: unknown) => findings.add("progress", `publishing failed: ${String(error)}`))
    .finally(() => (isPublished = true));
  const done = await injectAll(options, system, findings, pace);
  if (!(await until(() => isPublished, 10 * stuckMs))) stopping.abort(new Error("it took too long"));
  await publishing;
  // Which partition is an entity's home is defined only once its first events are seen: strays come after a drain.
  if (await drain(options, system, findings)) {
    await system.publisher.publish(strays, () => Number.POSITIVE_INFINITY, stopping.signal);
    await drain(options, system, findings);
  }
  return done;
}

async function injectAll(options: RunOptions, system: System, findings: Findings, pace: Pace): Promise<ReadonlyMap<string, number>> {
  const { events, faults, workers, say, stuckMs = stuckMsDefault } = options;
  const done = new Map<string, number>();
  for (const fault of faults) {
    pace.next = fault.at;
    if (!(await until(() => system.progress.processed >= fault.at * events, 2 * stuckMs))) {
      findings.add("progress", `only ${system.progress.processed} records were processed when this was due: ${describeFault(fault)}`);
      break;
    }
    try {
      const happened = await inject(system, fault, workers);
      if (happened !== undefined) done.set(fault.kind, (done.get(fault.kind) ?? 0) + 1);
      say(`${system.progress.processed} processed; ${describeFault(fault)}: ${happened ?? "no occasion"}`);
    } catch (error) {
      findings.add("faults", `${describeFault(fault)} failed: ${String(error)}`);
    }
  }
  pace.next = 1;
  return done;
}

function* withoutStrays(log: Iterable<AppendRecord>, strays: AppendRecord[]): Generator<AppendRecord> {
  for (const record of log) {
    if (record.headers?.[knownFaultHeader] === "partition_mismatch") strays.push(record);
    else yield record;
  }
}

async function drain({ stuckMs = stuckMsDefault, say }: RunOptions, system: System, findings: Findings): Promise<boolean> {
  const isDrained = await system.drain(stuckMs);
  const { published, repeated } = system.publisher;
  say(`${published} records published (${repeated} appends repeated), ${isDrained ? "all processed" : "stuck"}`);
  if (!isDrained) findings.add("progress", `no record was processed for ${stuckMs / 1000} s, although the log has more`);
  return isDrained;
}

async function check(options: RunOptions, system: System, findings: Findings, planned: Planned): Promise<void> {
  const truth = await readTruth(system.log, timezones, (record) => system.publisher.settle(record));
  const { missing } = system.publisher;
  if (missing > 0) findings.add("log", `${missing} acknowledged records are not in the log`);
  const lettersOnce = options.workers === 1 && !options.faults.some(({ kind }) => meetings.has(kind));
  const { log, database } = system;
  const pages = options.pagesMax === undefined ? {} : { pagesMax: options.pagesMax };
  const ways = [throughRollups(database, planned.add), fromFacts(database)];
  await checkAll(
    { log, database, truth, findings, seed: options.seed, accounts: testAccounts, ways, questions: options.questions ?? 20, ...pages, lettersOnce },
    options.say,
  );
}
