import { join, resolve } from "node:path";
import { Command } from "commander";
import { runEngine } from "@stats/embedded-clickhouse";
import { openContext } from "../context.ts";
import { wholeNumber } from "../parse-options.ts";

export const engineCommand = new Command("engine")
  .description("run the embedded engine alone behind the ClickHouse HTTP interface, for trials of server mode without a ClickHouse server")
  .requiredOption("--port <port>", "port to listen on", wholeNumber(1, 65_535))
  .option("--host <host>", "address to bind to", "127.0.0.1")
  .option("--data-dir <dir>", "where the engine keeps its data (default: the engine folder of STATS_DATA_DIR)")
  .action(async ({ port, host, dataDir }: { port: number; host: string; dataDir?: string }) => {
    const { config, logger } = openContext("engine");
    await runEngine({
      port,
      host,
      dataDir: resolve(dataDir ?? join(config.STATS_DATA_DIR, "engine")),
      logger,
      memoryLimitBytes: config.STATS_ENGINE_MEMORY_MB * 1024 * 1024,
    });
  });
