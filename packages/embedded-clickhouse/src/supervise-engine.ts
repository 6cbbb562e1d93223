import { setTimeout as sleep } from "node:timers/promises";
import { writeLogLine } from "./engine-log.ts";
import { EngineStartError, startEngine, type EngineHandle, type EngineOptions } from "./start-engine.ts";

const BACKOFF_MS_MIN = 100;
const BACKOFF_MS_MAX = 5000;
/** An engine that lived this long has recovered: the next restart is quick again. */
const HEALTHY_AFTER_MS = 30_000;

/** A supervised engine keeps its address; its process may change. */
export interface SupervisedEngine {
  readonly url: string;
  readonly port: number;
  /** The present process; 0 while there is none. */
  readonly pid: number;
  /** How often the engine has been started again. */
  readonly restarts: number;
  stop(): Promise<void>;
  /** Resolves after `stop()`; rejects with `EngineStartError` when starting again cannot help: another process has taken the data directory. */
  readonly finished: Promise<void>;
}

/**
 * Starts the engine and starts it again, on the same port and with growing pauses (0.1 to 5 s), whenever its process ends by itself.
 * Rejects when the first start fails.
 */
export async function superviseEngine(options: EngineOptions): Promise<SupervisedEngine> {
  const logger = options.logger ?? writeLogLine;
  const stopping = new AbortController();
  let current: EngineHandle | undefined = await startEngine(options);
  const { url, port } = current;
  let restarts = 0;

  async function startAgain(pauseMs: number): Promise<EngineHandle | undefined> {
    await sleep(pauseMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    if (stopping.signal.aborted) return undefined;
    try {
      const handle = await startEngine({ ...options, port });
      restarts++;
      logger.info({ pid: handle.pid, restarts }, "the engine runs again");
      return handle;
    } catch (error) {
      if (error instanceof EngineStartError && error.isFinal) throw error;
      logger.error({ error: String(error) }, "the engine could not be started again");
      return undefined;
    }
  }

  async function watch(): Promise<void> {
    let pauseMs = BACKOFF_MS_MIN;
    let startedAt = performance.now();
    while (!stopping.signal.aborted) {
      if (current === undefined) pauseMs = Math.min(pauseMs * 2, BACKOFF_MS_MAX);
      else {
        const exit = await current.exited;
        current = undefined;
        if (stopping.signal.aborted) return;
        if (performance.now() - startedAt > HEALTHY_AFTER_MS) pauseMs = BACKOFF_MS_MIN;
        logger.error({ ...exit }, "the engine's process ended; starting it again");
      }
      current = await startAgain(pauseMs);
      startedAt = performance.now();
    }
    await current?.stop();
  }

  const finished = watch();
  // whoever cares awaits `finished`; nobody else must die of it
  finished.catch((error: unknown) => logger.error({ error: String(error) }, "the engine cannot be kept running"));
  return {
    url,
    port,
    finished,
    get pid() {
      return current?.pid ?? 0;
    },
    get restarts() {
      return restarts;
    },
    async stop() {
      stopping.abort();
      await current?.stop();
      await finished.catch(() => undefined);
    },
  };
}
