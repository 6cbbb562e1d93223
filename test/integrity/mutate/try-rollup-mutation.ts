import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type Mutation, mutatedLine, mutationVariable } from "./mutations.ts";
import { replaceOnce } from "./replace-once.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const register = fileURLToPath(new URL("register.ts", import.meta.url));
const script = fileURLToPath(new URL("../rollups/main.ts", import.meta.url));
const limitMs = 300_000;

/** How many findings each check of roll-ups has. */
export type RollupFindings = ReadonlyMap<string, number>;

/**
 * Runs the schedule and the cases of roll-ups with the mutation, in a process of its own; without one, as they are.
 * @throws {Error} when the mutation does not fit the source, or nothing has loaded it
 */
export async function tryRollupMutation(mutation?: Mutation): Promise<RollupFindings> {
  if (mutation !== undefined) replaceOnce(readFileSync(join(root, mutation.file), "utf8"), mutation.find, mutation.replace, mutation.file);
  const hooks = mutation === undefined ? [] : ["--import", register];
  const env = { ...process.env, ...(mutation === undefined ? {} : { [mutationVariable]: mutation.name }) };
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [...hooks, script], { env, timeout: limitMs, maxBuffer: 64 << 20 });
  if (mutation !== undefined && !stderr.includes(mutatedLine)) throw new Error(`Nothing has loaded the mutation ${mutation.name}.`);
  const counts = JSON.parse(stdout.trimEnd().split("\n").at(-1) ?? "") as Readonly<Record<string, number>>;
  return new Map(Object.entries(counts));
}
