import { EngineStartError } from "@stats/embedded-clickhouse";
import { explainDatabaseError, RebuildBusyError, RebuildUnsupportedError, SchemaMismatchError } from "@stats/facts";
import { LogChangedError, RebuildOutdatedError } from "@stats/ingest";
import { ConfigError } from "@stats/kit";
import { UnknownSurfaceError } from "@stats/query";
import { LogUnavailableError, UnknownTopicError } from "@stats/log";
import { UsageError } from "./usage-error.ts";

const rebuilds = [RebuildBusyError, RebuildUnsupportedError, RebuildOutdatedError];
const plain = [
  UsageError,
  ConfigError,
  EngineStartError,
  SchemaMismatchError,
  LogChangedError,
  LogUnavailableError,
  UnknownTopicError,
  UnknownSurfaceError,
  ...rebuilds,
];

/** A failure in words for the person at the terminal: expected ones in a sentence, defects with their stack. */
export function explainFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof UnknownTopicError) return `${error.message} Create the topics, or start ingest with STATS_KAFKA_CREATE_TOPICS=on.`;
  if (plain.some((kind) => error instanceof kind)) return error.message;
  const code = "code" in error ? String(error.code) : "";
  if (code === "EADDRINUSE") return `The port is in use: ${error.message}. Choose another with STATS_HTTP_PORT.`;
  const database = explainDatabaseError(error);
  if (database !== undefined) return `It did not work: ${database}. (${error.message})`;
  return error.stack ?? error.message;
}
