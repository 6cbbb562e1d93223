import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { QUEUE_MAX, READS_MAX, WRITES_MAX, type ChildMessage, type ChildOptions } from "./child-options.ts";
import { DataDirError, openEngine } from "./engine/open-engine.ts";
import { Exchange } from "./engine/exchange.ts";
import { NO_CONTEXT } from "./engine/engine.ts";
import { Lane } from "./engine/lane.ts";
import { listen } from "./http/listen.ts";
import { quoteIdentifier } from "./sql/literal.ts";
import { stopService, type Service } from "./stop-service.ts";

/** How long an orphan lets its running statements end before it kills itself. */
const ORPHAN_GRACE_MS = 5000;

function tell(message: ChildMessage): void {
  // the parent may be gone
  if (process.connected) process.send?.(message, () => undefined);
}

function log(level: string, msg: string, fields: object = {}): void {
  process.stderr.write(`${JSON.stringify({ level, time: new Date().toISOString(), name: "engine", msg, ...fields })}\n`);
}

async function start(options: ChildOptions): Promise<Service> {
  const engine = openEngine(options.dataDir, options.memoryLimitBytes);
  const exchange = new Exchange(join(options.dataDir, "exchange"), READS_MAX);
  const [reads, writes] = [new Lane(READS_MAX, QUEUE_MAX), new Lane(WRITES_MAX, QUEUE_MAX)];
  const stopping = new AbortController();
  if (options.database !== undefined) {
    const sql = `CREATE DATABASE IF NOT EXISTS ${quoteIdentifier(options.database)} ENGINE = Atomic`;
    await engine.query(sql, "TabSeparated", NO_CONTEXT);
  }
  const server = await listen({ engine, exchange, reads, writes, stopping: stopping.signal }, options.host, options.port);
  return { engine, server, reads, writes, stopping };
}

async function main(): Promise<void> {
  // a broken pipe to the parent must not end the process before its inserts have
  process.stderr.on("error", () => undefined);
  const options: ChildOptions = JSON.parse(process.argv[2] ?? "{}");
  const service = await start(options);
  const address = service.server.address();
  let isStopping = false;
  const stop = (reason: string): void => {
    if (isStopping) return;
    isStopping = true;
    log("info", "stopping", { reason });
    void stopService(service).then(
      () => process.exit(0),
      (error: unknown) => {
        log("error", "could not stop cleanly", { error: String(error) });
        process.exit(1);
      },
    );
  };
  process.on("SIGTERM", () => stop("SIGTERM"));
  // Ctrl-C reaches the whole process group; the parent decides when the engine may go
  process.on("SIGINT", () => undefined);
  process.on("disconnect", () => {
    stop("the parent process is gone");
    void sleep(ORPHAN_GRACE_MS).then(() => process.kill(process.pid, "SIGKILL"));
  });
  tell({ kind: "listening", port: typeof address === "object" && address !== null ? address.port : options.port });
}

try {
  await main();
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  log("error", message);
  tell({ kind: "failed", message, isFinal: error instanceof DataDirError });
  // gives the message time to leave; nothing is running
  await sleep(50);
  process.exit(1);
}
