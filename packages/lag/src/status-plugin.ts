import { countDeadLetters, type Database } from "@stats/facts";
import type { FastifyInstance } from "fastify";
import type { LagMeter, LagReading } from "./lag-meter.ts";

export interface StatusOptions {
  readonly meter: LagMeter;
  readonly database: Database;
}

interface Status {
  readonly lag: { readonly total: number; readonly partitions: LagReading["partitions"] };
  readonly dead_letters: { readonly total: number; readonly by_reason: Readonly<Record<string, number>> };
  readonly oldest_unseen_seconds: number;
}

/** `GET /status.json` (measured when asked) and `GET /status`, the same for people. 503 with a sentence while the log or the database is away. */
export function createStatusPlugin({ meter, database }: StatusOptions): (app: FastifyInstance) => Promise<void> {
  const read = async (): Promise<Status> => {
    const reading = await meter.measure();
    // After the lag: a letter is counted before its position is visible, so that lag 0 has every letter in the total.
    const byReason = await countDeadLetters(database);
    return {
      lag: { total: reading.total, partitions: reading.partitions },
      dead_letters: { total: Object.values(byReason).reduce((sum, count) => sum + count, 0), by_reason: byReason },
      oldest_unseen_seconds: reading.oldestUnseenSeconds,
    };
  };
  return async (app) => {
    app.setErrorHandler(async (error, request, reply) => {
      request.log.warn({ err: error }, "the status could not be read");
      return await reply.code(503).send({ error: "The log or the database does not answer; see the log of this process." });
    });
    app.get("/status.json", async () => await read());
    app.get(
      "/status",
      async (_request, reply) => await reply.type("text/html; charset=utf-8").send(page(await read(), app.hasRoute({ method: "GET", url: "/docs" }))),
    );
  };
}

function page(status: Status, hasDocs: boolean): string {
  const row = (cells: readonly (string | number)[]) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`;
  const behind = status.lag.partitions.filter(({ lag }) => lag > 0);
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta http-equiv="refresh" content="5"><title>Status</title>
<style>
  body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 50rem; padding: 0 1rem; color: #1a1a1a; background: #fff }
  table { border-collapse: collapse; margin: .5rem 0 1.5rem } td, th { padding: .2rem .8rem; text-align: right; border-bottom: 1px solid #ddd } td:first-child, th:first-child { text-align: left }
  .big { font-size: 2.2rem; font-weight: 600 } .ok { color: #17683a } .late { color: #a3330b }
</style></head>
<body>
<h1>Contact-center statistics</h1>
<p class="big ${status.lag.total === 0 ? "ok" : "late"}">${status.lag.total === 0 ? "Every event is in every report" : `${status.lag.total} events are not yet in reports`}</p>
<p>Oldest unseen event: ${status.oldest_unseen_seconds.toFixed(1)} s. Dead letters: ${status.dead_letters.total}.</p>
${behind.length === 0 ? "" : `<h2>Partitions behind</h2><table><tr><th>topic</th><th>partition</th><th>end</th><th>visible</th><th>lag</th></tr>${behind.map((lag) => row([lag.topic, lag.partition, lag.end_offset, lag.visible_offset, lag.lag])).join("")}</table>`}
${
  status.dead_letters.total === 0
    ? ""
    : `<h2>Dead letters by reason</h2><table>${Object.entries(status.dead_letters.by_reason)
        .map((entry) => row(entry))
        .join("")}</table>`
}
<p><a href="/status.json">status.json</a> &middot; <a href="/metrics">metrics</a> &middot; <a href="/readyz">readyz</a>${hasDocs ? ' &middot; <a href="/docs">docs</a>' : ""}</p>
</body></html>`;
}
