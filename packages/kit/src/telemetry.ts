import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from "prom-client";

const secondsBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const countBuckets = [1, 10, 100, 1000, 5000, 10_000, 20_000, 50_000, 100_000, 200_000];

/** All metrics of a process, declared in one list; each service uses those it has something to say about. */
export function createTelemetry() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  return {
    registry,
    lag: new Gauge({ name: "stats_lag_events", help: "Events in the log that are not yet visible in reports", labelNames: ["topic", "partition"], registers }),
    batchEvents: new Histogram({ name: "stats_ingest_batch_events", help: "Events per batch", buckets: countBuckets, registers }),
    rows: new Counter({ name: "stats_ingest_rows_total", help: "Rows written, by table", labelNames: ["table"], registers }),
    events: new Counter({ name: "stats_ingest_events_total", help: "Records processed, by outcome", labelNames: ["outcome"], registers }),
    stageSeconds: new Histogram({
      name: "stats_ingest_stage_seconds",
      help: "Time per batch, by stage; prepare is the sum of check, look_up and fold",
      labelNames: ["stage"],
      buckets: secondsBuckets,
      registers,
    }),
    insertSeconds: new Histogram({
      name: "stats_insert_seconds",
      help: "Time per insert, by table",
      labelNames: ["table"],
      buckets: secondsBuckets,
      registers,
    }),
    retries: new Counter({ name: "stats_retries_total", help: "Operations tried again, by what they reach for", labelNames: ["dependency"], registers }),
    deadLetters: new Counter({ name: "stats_dead_letters_total", help: "Records rejected by this process, by reason", labelNames: ["reason"], registers }),
    lostRecords: new Counter({ name: "stats_log_gap_records_total", help: "Records that the log dropped (retention) before they were processed", registers }),
    published: new Counter({ name: "stats_published_events_total", help: "Events accepted by POST /events", registers }),
    requestLog: new Counter({
      name: "stats_request_log_events_total",
      help: "Events of answered requests by what became of them: published to the log, or dropped because it did not take them",
      labelNames: ["outcome"],
      registers,
    }),
    reportsInProgress: new Gauge({ name: "stats_reports_in_progress", help: "Reports that are being made, those that wait included", registers }),
    reportReads: new Gauge({
      name: "stats_report_reads",
      help: "Statements of reports, by state: running in the database, or waiting for their turn",
      labelNames: ["state"],
      registers,
    }),
    reportsRefused: new Counter({ name: "stats_reports_refused_total", help: "Reports refused because too many were being made", registers }),
    reportsAbandoned: new Counter({ name: "stats_reports_abandoned_total", help: "Reports given up because the client went away", registers }),
    refused: new Counter({ name: "stats_refused_events_total", help: "Events refused by POST /events, by reason", labelNames: ["reason"], registers }),
    ...rollupMetrics(registers),
    requestSeconds: new Histogram({
      name: "stats_http_request_seconds",
      help: "Request times by dialect (or surface) and status",
      labelNames: ["dialect", "status"],
      buckets: secondsBuckets,
      registers,
    }),
  };
}

function rollupMetrics(registers: Registry[]) {
  return {
    rollupBuckets: new Counter({ name: "stats_rollup_buckets_total", help: "Buckets of roll-ups that were computed", registers }),
    rollupSeconds: new Histogram({ name: "stats_rollup_seconds", help: "Time per portion of roll-ups", buckets: secondsBuckets, registers }),
    rollupWaiting: new Gauge({
      name: "stats_rollup_waiting_hours",
      help: "Hours that this process has written to and not refreshed the roll-ups of",
      registers,
    }),
    rollupOldest: new Gauge({ name: "stats_rollup_oldest_seconds", help: "How long the longest waiting of these hours waits", registers }),
  };
}

export type Telemetry = ReturnType<typeof createTelemetry>;
