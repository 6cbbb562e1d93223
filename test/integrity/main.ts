import { parseArgs } from "node:util";
import { runMutations } from "./mutate/run-mutations.ts";
import { allFamilies } from "@stats/simulator";
import { planFaults } from "./faults/plan.ts";
import { report } from "./report.ts";
import { runRollups } from "./rollups/run-rollups.ts";
import { run } from "./run.ts";
import { openStage } from "./system/stage.ts";

const usage = `npm run integrity -- [options]

Publishes a random log to a real broker while workers, engine and broker are killed, cut off and frozen, and roll-ups are refreshed, killed and held back
at random, then compares facts and reports, through roll-ups and from the facts, with an independent oracle. The same seed gives the same log and the
same schedule of faults.

  --events <n>    records to publish (default 20000)
  --seed <n>      default: drawn and printed
  --faults <n>    default: one per 2,000 records, at least 10
  --workers <n>   workers that share the partitions (default 2; 1 also proves that no dead letter is published twice)
  --partitions <n> of every topic (default 4)
  --batch <n>     events in one batch at most (default 400, from 200,000 records on 4000)
  --rollups       instead: roll-ups alone, without broker and faults; reports are compared after each of the log's pieces (with --events, --seed)
  --mutations     instead: break each promise on purpose, and see that the checks notice
  --mutation <name>  only this one; may be repeated
  --keep          keep the data also when nothing was found
`;

const { values } = parseArgs({
  options: {
    events: { type: "string", default: "20000" },
    seed: { type: "string" },
    faults: { type: "string" },
    workers: { type: "string", default: "2" },
    partitions: { type: "string", default: "4" },
    batch: { type: "string" },
    rollups: { type: "boolean", default: false },
    mutations: { type: "boolean", default: false },
    mutation: { type: "string", multiple: true, default: [] },
    keep: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

function whole(name: string, text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new RangeError(`--${name} must be a whole number above 0, not ${text}`);
  return Number(text);
}

function seedOf(given: string | undefined): number {
  return given === undefined ? Math.floor(Math.random() * 1_000_000_000) + 1 : whole("seed", given);
}

/** Of roll-ups alone. */
const eventsPerRound = 700;

const say = (line: string): void => void process.stdout.write(`${new Date().toISOString().slice(11, 19)} ${line}\n`);

if (values.help) {
  process.stdout.write(usage);
} else if (values.mutations || values.mutation.length > 0) {
  process.exitCode = (await runMutations(values.mutation, say)) ? 0 : 1;
} else if (values.rollups) {
  const [events, seed] = [whole("events", values.events), seedOf(values.seed)];
  say(`seed ${seed}: ${events} events in pieces of ${eventsPerRound}`);
  const { findings, planned } = await runRollups({ seed, events, rounds: Math.ceil(events / eventsPerRound), questions: 4, say });
  for (const line of findings.lines()) say(line);
  say(`${findings.isEmpty ? "no difference" : "DIFFERENCES"}; through roll-ups: ${[...planned.questions.keys()].join(", ")}`);
  process.exitCode = findings.isEmpty ? 0 : 1;
} else {
  const events = whole("events", values.events);
  const seed = seedOf(values.seed);
  const faults = values.faults === undefined ? Math.max(10, Math.round(events / 2000)) : whole("faults", values.faults);
  const workers = whole("workers", values.workers);
  const batchEvents = values.batch === undefined ? (events >= 200_000 ? 4000 : 400) : whole("batch", values.batch);
  say(`seed ${seed}: ${events} events, ${faults} faults, ${workers} workers`);
  const stage = await openStage();
  let isClean = false;
  try {
    const plan = planFaults({ seed, faults, workers });
    const result = await run({
      families: allFamilies,
      stage,
      name: "integrity",
      seed,
      events,
      workers,
      faults: plan,
      partitions: whole("partitions", values.partitions),
      batchEvents,
      say,
    });
    isClean = result.findings.isEmpty;
    for (const line of report(seed, result)) say(line);
  } finally {
    if (!isClean || values.keep) say(`the data is kept in ${stage.dir}`);
    await stage.close(!isClean || values.keep);
  }
  process.exitCode = isClean ? 0 : 1;
}
