import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, type WriteStream } from "node:fs";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { EngineProxy } from "./engine-proxy.ts";

export const cli = fileURLToPath(new URL("../../../services/cli/src/main.ts", import.meta.url));

const endWithHarness = fileURLToPath(new URL("end-with-harness.ts", import.meta.url));

const restartPauseMs = 300;
const stopLimitMs = 40_000;

export interface WorkerOptions {
  readonly name: string;
  readonly proxy: EngineProxy;
  readonly env: Readonly<Record<string, string>>;
  /** Before the script, such as --import. */
  readonly nodeArguments: readonly string[];
  readonly logFile: string;
  /** Called when the worker ends without having been told to, in words. */
  readonly onSurprise: (text: string) => void;
}

/** A worker as a process of its own that is started again whenever it ends, until `stop` or `abandon`. */
export class WorkerProcess {
  readonly #options: WorkerOptions;
  readonly #log: WriteStream;
  #child: ChildProcess | undefined;
  #isWanted = false;
  #isExpected = false;
  #lastProblem = "";
  isRunning = false;
  isFrozen = false;
  /** How often partitions were assigned to it. */
  assignments = 0;

  constructor(options: WorkerOptions) {
    this.#options = options;
    this.#log = createWriteStream(options.logFile, { flags: "a" });
  }

  get name(): string {
    return this.#options.name;
  }

  get proxy(): EngineProxy {
    return this.#options.proxy;
  }

  start(): void {
    this.#isWanted = true;
    this.#launch();
  }

  /** SIGKILL; comes back by itself. */
  async kill9(): Promise<void> {
    this.#isExpected = true;
    this.#child?.kill("SIGKILL");
    await this.#ended();
  }

  freeze(): void {
    this.isFrozen = true;
    this.#child?.kill("SIGSTOP");
  }

  thaw(): void {
    this.isFrozen = false;
    this.#child?.kill("SIGCONT");
  }

  /** SIGTERM, and waits for the end; comes back by itself. */
  async terminate(): Promise<void> {
    const child = this.#child;
    if (child === undefined || child.exitCode !== null) return;
    const wasRunning = this.isRunning;
    this.#isExpected = true;
    child.kill("SIGTERM");
    const inTime = await Promise.race([this.#ended().then(() => true), delay(stopLimitMs, false, { ref: false })]);
    if (!inTime) {
      this.#options.onSurprise(`${this.name} did not end within ${stopLimitMs / 1000} s of SIGTERM`);
      await this.kill9();
    } else if (wasRunning && child.exitCode !== 0)
      this.#options.onSurprise(`${this.name} ended with code ${child.exitCode} after SIGTERM (${this.#lastProblem})`);
  }

  /** SIGTERM, for good. */
  async stop(): Promise<void> {
    this.#isWanted = false;
    await this.terminate();
  }

  /** SIGKILL, for good. */
  async abandon(): Promise<void> {
    this.#isWanted = false;
    await this.kill9();
  }

  async #ended(): Promise<void> {
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    await once(child, "exit");
  }

  #launch(): void {
    const { env, nodeArguments } = this.#options;
    const args = ["--import", endWithHarness, ...nodeArguments, cli, "ingest"];
    const child = spawn(process.execPath, args, { env: { ...process.env, ...env }, stdio: ["ignore", "ignore", "pipe", "ipc"] });
    this.#child = child;
    this.#isExpected = false;
    if (child.stderr === null) throw new Error("a worker has a standard error");
    createInterface({ input: child.stderr }).on("line", (line) => this.#onLine(line));
    child.once("exit", (code, signal) => void this.#onExit(code, signal));
  }

  #onLine(line: string): void {
    this.#log.write(`${line}\n`);
    if (line.includes('"msg":"ingest is running"')) this.isRunning = true;
    else if (line.includes('"msg":"partitions assigned"')) this.assignments += 1;
    else if (!line.startsWith("{") || line.includes('"level":"error"')) this.#lastProblem = line.slice(0, 400);
  }

  async #onExit(code: number | null, signal: NodeJS.Signals | null): Promise<void> {
    // A start fails while the engine or the broker is away; whoever runs workers starts them again.
    const wasRunning = this.isRunning;
    if (!this.#isExpected && wasRunning) this.#options.onSurprise(`${this.name} ended by itself (code ${code}, signal ${signal}): ${this.#lastProblem}`);
    this.isRunning = false;
    this.isFrozen = false;
    if (!wasRunning) await delay(restartPauseMs);
    if (this.#isWanted) this.#launch();
  }
}
