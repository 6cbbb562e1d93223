import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("../main.ts", import.meta.url));

export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunningCli {
  readonly process: ChildProcess;
  /** Everything printed so far, both streams. */
  output(): string;
  /** Sends the signal and resolves with the exit code. */
  end(signal?: NodeJS.Signals): Promise<number | null>;
}

type Env = Readonly<Record<string, string>>;

function start(args: readonly string[], env: Env): ChildProcess {
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("STATS_")));
  return spawn(process.execPath, [main, ...args], { env: { ...inherited, STATS_LOG_LEVEL: "info", ...env }, stdio: ["pipe", "pipe", "pipe"] });
}

/** Runs a command to its end. */
export async function runCli(args: readonly string[], { env = {}, input = "" }: { env?: Env; input?: string } = {}): Promise<CliResult> {
  const child = start(args, env);
  const texts = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"] as const) child[stream]?.on("data", (chunk: Buffer) => (texts[stream] += chunk.toString()));
  child.stdin?.end(input);
  const [code] = (await once(child, "close")) as [number | null];
  return { code, ...texts };
}

/** Starts a command that goes on until it is told to stop. */
export function startCli(args: readonly string[], env: Env): RunningCli {
  const child = start(args, env);
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk: Buffer) => (printed += chunk.toString()));
  const closed = once(child, "close") as Promise<[number | null]>;
  return {
    process: child,
    output: () => printed,
    async end(signal = "SIGTERM") {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      const [code] = await closed;
      return code;
    },
  };
}

/** A port of 127.0.0.1 that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  await once(server.close(), "close");
  if (address === null || typeof address === "string") throw new Error("no port was given");
  return address.port;
}

/** Polls until the command's HTTP surface answers like this; rejects when the command has ended, with what it printed. */
export async function answering(cli: RunningCli, url: string, wanted: (status: number, body: string) => boolean, limitMs = 60_000): Promise<void> {
  const deadline = performance.now() + limitMs;
  for (;;) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer !== undefined && wanted(answer.status, await answer.text())) return;
    if (cli.process.exitCode !== null) throw new Error(`The command ended with ${cli.process.exitCode}: ${cli.output()}`);
    if (performance.now() > deadline) throw new Error(`Waited ${limitMs} ms in vain for ${url}: ${cli.output()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
