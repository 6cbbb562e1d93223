import { runRollups } from "./run-rollups.ts";

/** A process of its own, for mutations: prints how many findings each check has, as JSON in its last line. */
const seed = Number(process.argv[2] ?? 1);
const { findings } = await runRollups({ seed, events: 2800, rounds: 4, questions: 1, untilFound: true, say: (line) => void process.stdout.write(`${line}\n`) });
for (const line of findings.lines()) process.stdout.write(`${line}\n`);
process.stdout.write(`${JSON.stringify(Object.fromEntries(findings.counts))}\n`);
