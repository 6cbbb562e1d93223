import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { waitFor } from "./wait-for.ts";

const cli = fileURLToPath(new URL("../../../services/cli/src/main.ts", import.meta.url));
const startLimitMs = 120_000;

interface LogLine {
  readonly msg?: string;
  readonly origin?: string;
}

interface Waiter {
  readonly isIt: (line: LogLine) => boolean;
  readonly found: (line: LogLine) => void;
}

/** A command of the system as a process of its own, the way an operator runs it. */
export class StatsProcess implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #lines: LogLine[] = [];
  readonly #waiters: Waiter[] = [];
  readonly #exited: Promise<void>;
  #output = "";

  /** @param nodeOptions options of Node itself, such as those of its profiler */
  constructor(args: readonly string[], env: Readonly<Record<string, string>>, nodeOptions: readonly string[] = []) {
    const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("STATS_")));
    this.#child = spawn(process.execPath, [...nodeOptions, cli, ...args], {
      env: { ...inherited, ...env, STATS_HTTP_PORT: "0" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const { stdout, stderr } = this.#child;
    if (stdout === null || stderr === null) throw new Error("a child with pipes has them");
    stdout.on("data", (chunk: Buffer) => (this.#output += chunk.toString()));
    createInterface({ input: stderr }).on("line", (line) => this.#take(line));
    // A benchmark that is interrupted leaves nothing running.
    const kill = () => void this.#child.kill("SIGKILL");
    process.once("exit", kill);
    this.#exited = new Promise((resolve) => {
      this.#child.once("close", () => {
        process.off("exit", kill);
        resolve();
      });
    });
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** What it printed so far. */
  get output(): string {
    return this.#output;
  }

  /** Resolves with the first log line, past or to come, of which this is true; rejects when the process ends before. */
  async logged(isIt: (line: LogLine) => boolean): Promise<LogLine> {
    const known = this.#lines.find(isIt);
    if (known !== undefined) return known;
    const line = new Promise<LogLine>((found) => this.#waiters.push({ isIt, found }));
    const ended = this.#exited.then(() => {
      throw new Error(
        `The process ended early; its last lines:\n${this.#lines
          .slice(-5)
          .map((last) => JSON.stringify(last))
          .join("\n")}`,
      );
    });
    ended.catch(() => undefined);
    return await withLimit(Promise.race([line, ended]));
  }

  /** The address at which `start` serves everything, from its banner. */
  async servedAt(): Promise<string> {
    return await waitFor("the banner", startLimitMs, () => /served at (http\S+)/.exec(this.#output)?.[1], 10);
  }

  /** The address of its HTTP server. */
  async origin(): Promise<string> {
    const { origin } = await this.logged((line) => line.origin !== undefined);
    return origin ?? "";
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) this.#child.kill("SIGTERM");
    await this.#exited;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  #take(text: string): void {
    const line = parsed(text);
    this.#lines.push(line);
    for (const { isIt, found } of this.#waiters) if (isIt(line)) found(line);
  }
}

function parsed(text: string): LogLine {
  try {
    return JSON.parse(text) as LogLine;
  } catch {
    return { msg: text };
  }
}

async function withLimit<T>(promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`The process did not get there in ${startLimitMs / 1000} s.`)), startLimitMs);
  });
  try {
    return await Promise.race([promise, limit]);
  } finally {
    clearTimeout(timer);
  }
}
