import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { cli } from "./worker-process.ts";

const limitMs = 120_000;

/**
 * Runs a command of the system as a process, and answers what it printed.
 * @throws {Error} with what it said on standard error, when it does not exit with 0
 */
export async function runCommand(args: readonly string[], env: Readonly<Record<string, string>>): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [cli, ...args], {
    env: { ...process.env, ...env },
    timeout: limitMs,
    maxBuffer: 16 * 1024 * 1024,
  });
  return stdout.trim();
}
