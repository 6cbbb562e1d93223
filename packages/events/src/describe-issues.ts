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
  const name = path.reduce<string>(
    (sofar, step) => (typeof step === "number" ? `${sofar}[${step}]` : sofar === "" ? String(step) : `${sofar}.${String(step)}`),
    root ?? "",
  );
  return name === "" ? "the event" : name;
}

function fault(issue: Issue): string {
  // A rule about several fields at once: its input is the object that holds them.
  if (issue.code === "custom" && typeof issue.input === "object" && issue.input !== null) return issue.message;
  return `${issue.input === undefined ? "is missing" : `is ${shown(issue.input)}`}: ${allowed(issue)}`;
}

/** The schema's own words where it has any, else words for what it expected. */
function allowed(issue: Issue): string {
  if (issue.message.startsWith("must ")) return issue.message;
  if (issue.code === "invalid_value") return `allowed: ${issue.values.map(String).join(", ")}`;
  if (issue.code === "invalid_type") return `must be ${/^[aeiou]/.test(issue.expected) ? "an" : "a"} ${issue.expected}`;
  if (issue.code === "too_small") return issue.origin === "string" ? "must not be empty" : `must be at least ${issue.minimum}`;
  if (issue.code === "too_big") return `must be at most ${issue.maximum}`;
  return issue.message;
}
