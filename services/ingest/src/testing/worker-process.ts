import { connect } from "@stats/facts";
import { createLogger } from "@stats/kit";
import { openLogFile, testWorker } from "./scratch-system.ts";

/** For tests of memory: a worker alone, `worker-process.ts <log file> <engine url> <database> <cache bytes>`; on SIGTERM stops and prints its peak of memory in KiB. */
const [file, url, database, cacheBytes] = process.argv.slice(2);
if (file === undefined || url === undefined || database === undefined) throw new Error("arguments are missing");
const [log, client] = [await openLogFile(file, 4), connect({ url, database })];
const worker = await testWorker({ log, database: client, logger: createLogger("worker", "warn"), batchEventsMax: 20_000, cacheBytesMax: Number(cacheBytes) });
process.once("SIGTERM", () => {
  void (async () => {
    await worker.stop();
    await Promise.all([log.close(), client.close()]);
    process.stdout.write(String(process.resourceUsage().maxRSS));
  })();
});
