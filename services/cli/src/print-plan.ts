import type { ExplainedPlan, Part } from "@stats/questions";

const reasons: Readonly<Record<ExplainedPlan["reason"], string>> = {
  rolled: "roll-ups and facts",
  "switched off": "the facts alone: roll-ups are switched off",
  "size unknown": "the facts alone: nobody knows yet how many they are",
  "too small": "the facts alone: there are few of them",
  "not by roll-ups": "the facts alone: no roll-up tells apart what is asked, or its zone is off the whole hour",
  "nothing current": "the facts alone: roll-ups know too little of what was written there",
};

/** One interval that is read from one place, as neighbouring parts of a plan are. */
interface Run {
  readonly from: Part["from"];
  readonly begin: number;
  readonly end: number;
  readonly buckets: number;
}

/** What a question was answered from, for people: each interval and where it was read. */
export function printPlan({ question, kind, plan, reason, rollup }: ExplainedPlan): string {
  const runs: Run[] = [];
  for (const { from, begin, end } of plan.parts) {
    const last = runs.at(-1);
    if (last?.from === from && last.end === begin) runs.splice(-1, 1, { ...last, end, buckets: last.buckets + 1 });
    else runs.push({ from, begin, end, buckets: 1 });
  }
  const lines = [
    `${question}${kind === undefined ? "" : ` of ${kind}s`} is answered from ${reasons[reason]}`,
    ...(reason === "rolled" ? runs.map((run) => `  ${line(run, rollup)}`) : []),
  ];
  return `${lines.join("\n")}\n`;
}

function line({ from, begin, end, buckets }: Run, rollup = "roll-ups"): string {
  const interval = `${instant(begin)} to ${instant(end)}`;
  if (from === "nothing") return `${interval}: nothing was ever written`;
  if (from === "facts") return `${interval}: facts`;
  return `${interval}: ${buckets} ${from}${buckets === 1 ? "" : "s"} of ${rollup}`;
}

const instant = (seconds: number) => `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;
