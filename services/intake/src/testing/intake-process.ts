import { topics } from "@stats/events";
import { createHttpServer, createLogger, createTelemetry, systemClock } from "@stats/kit";
import { openSqliteLog } from "@stats/log";
import { createIntakePlugin } from "../plugin.ts";

/** For tests that kill it: an intake alone on the log file of the first argument; prints its address. */
const [file] = process.argv.slice(2);
if (file === undefined) throw new Error("the log file is missing");
const log = await openSqliteLog({ file, partitions: Object.fromEntries(topics.map((topic) => [topic, 2])) });
const telemetry = createTelemetry();
const app = createHttpServer({ logger: createLogger("intake", "silent"), telemetry, readiness: async () => ({ ready: true, problems: [] }) });
await app.register(
  createIntakePlugin({ log, telemetry, clock: systemClock, tenantOfKey: (key) => (key === "key" ? "acme" : undefined), lag: () => 0, lagMax: 1 }),
);
process.stdout.write(`${await app.listen({ port: 0, host: "127.0.0.1" })}\n`);
