import { spawn, type ChildProcess } from "node:child_process";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { UV_THREADS, type ChildMessage, type ChildOptions } from "./child-options.ts";
import { defaultMemoryLimitBytes } from "./engine/engine-config.ts";
import { forwardLog, writeLogLine, type EngineLogger } from "./engine-log.ts";

export interface EngineOptions {
  /** Holds everything that the engine keeps; made when missing. One engine at a time can have it open. */
  readonly dataDir: string;
  /** Default: any free port. */
  readonly port?: number;
  /** Default 127.0.0.1. The interface asks for no password: keep it local. */
  readonly host?: string;
  /** A database (Atomic) to make when it is not there. Default: none; the engine's own `default` is of a special kind. */
  readonly database?: string;
  /** Where the engine's log goes; default one JSON line each to stderr. A pino logger fits. */
  readonly logger?: EngineLogger;
  /** Default: 40 % of the machine's memory, at most 4 GiB. */
  readonly memoryLimitBytes?: number;
}

export interface EngineExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface EngineHandle {
  /** For `createClient({ url })`. */
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** Lets running inserts end, kills readers, closes. Resolves when the process is gone. Idempotent. */
  stop(): Promise<void>;
  /** Resolves when the process has ended, for whatever reason. */
  readonly exited: Promise<EngineExit>;
}

/** The engine did not start; the message says why. `isFinal`: trying again does not help (its directory is in use). */
export class EngineStartError extends Error {
  override readonly name = "EngineStartError";
  readonly isFinal: boolean;

  constructor(message: string, isFinal: boolean) {
    super(message);
    this.isFinal = isFinal;
  }
}

const CHILD = fileURLToPath(new URL("child.ts", import.meta.url));

function spawnChild(options: ChildOptions): ChildProcess {
  // libuv reads the size of its pool once, before any of our code could set it
  const env = { ...process.env, UV_THREADPOOL_SIZE: String(UV_THREADS), TZ: "UTC" };
  // A process group of its own: an interrupt at the terminal reaches the whole group, and would take the engine away from a parent that has a batch to finish.
  return spawn(process.execPath, [CHILD, JSON.stringify(options)], { env, detached: true, stdio: ["ignore", "ignore", "pipe", "ipc"] });
}

function listeningPort(child: ChildProcess, exited: Promise<EngineExit>): Promise<number> {
  return new Promise((resolve, reject) => {
    child.on("message", (message: ChildMessage) => {
      if (message.kind === "listening") resolve(message.port);
      else reject(new EngineStartError(message.message, message.isFinal));
    });
    child.on("error", (error) => reject(new EngineStartError(`The engine's process could not be started: ${error.message}`, false)));
    void exited.then(({ code, signal }) => reject(new EngineStartError(`The engine ended before it answered (code ${code}, signal ${signal}).`, false)));
  });
}

/**
 * Starts chDB in a child process behind the ClickHouse HTTP interface and waits until it answers. The child ends when this
 * process does. Rejects with `EngineStartError`.
 */
export async function startEngine(options: EngineOptions): Promise<EngineHandle> {
  const host = options.host ?? "127.0.0.1";
  const child = spawnChild({
    dataDir: resolve(options.dataDir),
    host,
    port: options.port ?? 0,
    memoryLimitBytes: options.memoryLimitBytes ?? defaultMemoryLimitBytes(),
    database: options.database,
  });
  if (child.stderr !== null) forwardLog(child.stderr, options.logger ?? writeLogLine);
  const exited = new Promise<EngineExit>((resolve) => child.on("exit", (code, signal) => resolve({ code, signal })));
  const port = await listeningPort(child, exited);
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${port}`,
    port,
    pid: child.pid ?? 0,
    exited,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill("SIGTERM");
      await exited;
    },
  };
}
