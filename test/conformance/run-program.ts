import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";

export interface ProgramOutcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ProgramOptions {
  readonly stdin?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a program to its end. @throws {Error} with one sentence when it is not installed */
async function runProgram(program: string, args: readonly string[], { stdin = "", env = {} }: ProgramOptions = {}): Promise<ProgramOutcome> {
  const child = spawn(program, args, { env: { ...process.env, ...env } });
  const code = new Promise<number | null>((resolve, reject) => {
    child.once("error", (error) => reject(new Error(`The conformance tests need the program ${program}, which cannot be run: ${error.message}`)));
    child.once("close", resolve);
  });
  child.stdin.on("error", () => undefined); // a program that ends without reading its input says why on standard error
  child.stdin.end(stdin);
  const [exit, stdout, stderr] = await Promise.all([code, text(child.stdout), text(child.stderr)]);
  return { code: exit, stdout, stderr };
}

/** Runs a program that must succeed, and answers what it printed. @throws {Error} with what it said on standard error */
export async function outputOf(program: string, args: readonly string[], options?: ProgramOptions): Promise<string> {
  const { code, stdout, stderr } = await runProgram(program, args, options);
  if (code !== 0) throw new Error(`${program} ${args.join(" ")} exited with ${code}: ${stderr.trim() || stdout.trim()}`);
  return stdout;
}
