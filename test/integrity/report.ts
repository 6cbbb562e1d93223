import type { RunResult } from "./run.ts";

/** What a run did and found, in lines. */
export function report(seed: number, { findings, done, planned, seconds }: RunResult): readonly string[] {
  const total = [...done.values()].reduce((sum, count) => sum + count, 0);
  const kinds = [...done].toSorted(([a], [b]) => a.localeCompare(b)).map(([kind, count]) => `${kind} ${count}`);
  return [
    `faults that happened: ${total} (${kinds.join(", ")})`,
    `questions that were answered through roll-ups: ${[...planned.questions.keys()].join(", ") || "none"}`,
    ...findings.lines(),
    findings.isEmpty
      ? `seed ${seed}: no difference, after ${seconds.toFixed(0)} s`
      : `seed ${seed}: DIFFERENCES, by check: ${[...findings.counts].map(([check, count]) => `${check} ${count}`).join(", ")}`,
  ];
}
