import { type Config, createLogger, type Logger, readConfig, unknownNames } from "@stats/kit";
import { type OpenDatabase, openDatabase, openLog } from "@stats/standalone";
import type { Log } from "@stats/log";

export interface Context {
  readonly config: Config;
  readonly logger: Logger;
}

/**
 * Configuration and logs of a command.
 * @throws {ConfigError} with all faults at once
 */
export function openContext(name: string): Context {
  const config = readConfig(process.env);
  const logger = createLogger(name, config.STATS_LOG_LEVEL);
  for (const unknown of unknownNames(process.env)) logger.warn({ variable: unknown }, "this variable is not known and is ignored; is it misspelt?");
  return { config, logger };
}

/** Runs with the database, and closes it afterwards. */
export async function withDatabase<T>({ config, logger }: Context, run: (database: OpenDatabase) => Promise<T>): Promise<T> {
  const database = await openDatabase(config, logger, { share: true });
  try {
    return await run(database);
  } finally {
    await database.close();
  }
}

/** Runs with the log, and closes it afterwards. */
export async function withLog<T>({ config, logger }: Context, run: (log: Log) => Promise<T>): Promise<T> {
  const log = await openLog(config, logger);
  try {
    return await run(log);
  } finally {
    await log.close();
  }
}

/** A progress line on the terminal, or a line now and then in a log file. */
export function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001B[K${text}`);
  else process.stderr.write(`${text}\n`);
}
