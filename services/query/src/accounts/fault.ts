import type { z } from "zod";

/** What is wrong with the accounts file, and where: `[0].thing.users[1].login`. Never holds the value, which may be a secret. */
export interface Fault {
  readonly path: string;
  readonly message: string;
}

/** Zod's issues as faults; every unknown field is one of its own. */
export function toFaults(issues: readonly z.core.$ZodIssue[], root: string): readonly Fault[] {
  return issues.flatMap((issue) => {
    const path = issue.path.reduce<string>((text, step) => text + (typeof step === "number" ? `[${step}]` : `.${String(step)}`), root);
    if (issue.code === "unrecognized_keys") return issue.keys.map((key) => ({ path: `${path}.${key}`, message: "is no known field" }));
    return [{ path, message: issue.message }];
  });
}
