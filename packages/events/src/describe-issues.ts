import type { z } from "zod";
import { shown } from "./reject.ts";

type Issue = z.core.$ZodIssue;

/** Faults of one event in one sentence, each with the field it is about: `data.chat_id is missing; data.score …`. */
export function describeIssues(issues: readonly Issue[], root?: string): string {
  // An integer that is too large fails its range and its type: one fault is enough.
  const distinct = issues.filter((issue, index) => issues.findIndex((other) => other.path.join() === issue.path.join()) === index);
  const faults = distinct.slice(0, 5).map((issue) => `${fieldName(issue.path, root)} ${fault(issue)}`);
  if (distinct.length > faults.length) faults.push(`and ${distinct.length - faults.length} more`);
  return faults.join("; ");
}

function fieldName(path: readonly PropertyKey[], root: string | undefined): string {
  const name = path.reduce<string>((sofar, step) => (typeof step === "number" ? `${sofar}[${step}]` : sofar === "" ? String(step) : `${sofar}.${String(step)}`), root ?? "");
  return name === "" ? "the event" : name;
}

function fault(issue: Issue): string {
  if (issue.code === "custom" && typeof issue.input === "object") return issue.message;
  if (issue.input === undefined) return `is missing: ${wanted(issue)}`;
  if (issue.code === "custom" || issue.code === "invalid_format" || issue.code === "invalid_union") return `${issue.message}, it is ${shown(issue.input)}`;
  return `is ${shown(issue.input)}: ${wanted(issue)}`;
}

/** What is allowed, from what the schema expected. */
function wanted(issue: Issue): string {
  if (issue.code === "invalid_value") return `allowed: ${issue.values.map(String).join(", ")}`;
  if (issue.code === "invalid_type") return `must be ${article(issue.expected)}`;
  if (issue.code === "too_small") return issue.origin === "string" ? "must not be empty" : `must be at least ${issue.minimum}`;
  if (issue.code === "too_big") return `must be at most ${issue.maximum}`;
  return issue.message;
}

function article(expected: string): string {
  const name = expected === "int" ? "integer" : expected === "record" ? "object" : expected;
  return `${/^[aeiou]/.test(name) ? "an" : "a"} ${name}`;
}
