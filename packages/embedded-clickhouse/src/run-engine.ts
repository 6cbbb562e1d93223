import { superviseEngine } from "./supervise-engine.ts";
import { writeLogLine } from "./engine-log.ts";
import type { EngineOptions } from "./start-engine.ts";

/**
 * Runs the engine alone, until SIGTERM or SIGINT: then it stops cleanly and this resolves. Rejects with `EngineStartError` when it
 * cannot be started or kept running.
 */
export async function runEngine(options: EngineOptions): Promise<void> {
  const logger = options.logger ?? writeLogLine;
  const engine = await superviseEngine(options);
  logger.info({ url: engine.url, dataDir: options.dataDir }, "the engine is ready");
  const stop = (): void => void engine.stop();
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
  try {
    await engine.finished;
  } finally {
    process.off("SIGTERM", stop);
    process.off("SIGINT", stop);
  }
}
