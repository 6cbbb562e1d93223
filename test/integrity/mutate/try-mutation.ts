import { readFileSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Findings } from "../findings.ts";
import { run } from "../run.ts";
import type { Stage } from "../system/stage.ts";
import { type Mutation, mutatedLine, mutationVariable, type Provocation } from "./mutations.ts";
import { replaceOnce } from "./replace-once.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const register = fileURLToPath(new URL("register.ts", import.meta.url));
const stuckMs = 20_000;
const questions = 4;

type SystemMutation = Omit<Mutation, "provocation"> & { readonly provocation: Provocation };

/** Whether the whole system is needed to provoke it. */
export function isOfSystem(mutation: Mutation): mutation is SystemMutation {
  return mutation.provocation !== "roll-ups";
}

/** The seed of all runs with mutations: their schedules are chosen, not drawn. */
const seed = 7;

/**
 * Runs the mutated system under what provokes the mutation.
 * @throws {Error} when the mutation does not fit the source, or no worker has loaded it
 */
export async function tryMutation(stage: Stage, mutation: SystemMutation, say: (line: string) => void): Promise<Findings> {
  const { file, find, replace } = mutation;
  replaceOnce(readFileSync(join(root, file), "utf8"), find, replace, file);
  const name = `mutated_${mutation.name.replaceAll("-", "_")}`;
  const env = { [mutationVariable]: mutation.name };
  const { findings } = await run({ stage, name, seed, ...mutation.provocation, stuckMs, questions, nodeArguments: ["--import", register], env, say });
  if (!(await isLoaded(join(stage.dir, name)))) throw new Error(`No worker has loaded the mutation ${mutation.name}.`);
  return findings;
}

/** The same run with nothing mutated. */
export async function tryUnmutated(stage: Stage, mutation: SystemMutation, say: (line: string) => void): Promise<Findings> {
  const name = `control_${mutation.name.replaceAll("-", "_")}`;
  const { findings } = await run({ stage, name, seed, ...mutation.provocation, stuckMs, questions, say });
  return findings;
}

/** Whether one of the checks that the mutation is meant for has seen it. */
export function isCaught({ seenBy }: Mutation, counts: Findings["counts"]): boolean {
  return seenBy.some((check) => counts.has(check));
}

async function isLoaded(dir: string): Promise<boolean> {
  const logs = (await readdir(dir)).filter((file) => file.endsWith(".log"));
  const texts = await Promise.all(logs.map((file) => readFile(join(dir, file), "utf8")));
  return texts.some((text) => text.includes(mutatedLine));
}
