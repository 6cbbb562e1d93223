import type { IncomingMessage } from "node:http";
import { createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from "node:zlib";
import type { Readable, Transform } from "node:stream";
import { EngineError } from "../engine/engine-error.ts";
import type { StatementContext } from "../engine/engine.ts";

/** A request to the ClickHouse HTTP interface, as far as its URL and headers say it. */
export interface HttpRequest {
  readonly query: string;
  readonly context: StatementContext;
  readonly defaultFormat: string;
  readonly queryId: string | undefined;
  /** Whether the response must not begin before the statement has ended. */
  readonly waitEndOfQuery: boolean;
  readonly gzip: boolean;
}

type Entry = readonly [name: string, value: string];

// what a server's HTTP handler keeps for itself; users and roles do not exist in this engine
const CONSUMED = new Set([
  "query",
  "database",
  "default_format",
  "query_id",
  "wait_end_of_query",
  "buffer_size",
  "user",
  "password",
  "quota_key",
  "client_protocol_version",
  "stacktrace",
  "session_timeout",
  "session_check",
  "close_session",
]);

const REFUSED: Readonly<Record<string, string>> = {
  session_id: "sessions are not supported: every statement has a context of its own, so temporary tables, SET and USE would be lost",
  role: "roles do not exist in the embedded engine",
  compress: "ClickHouse's own block compression is not supported: use Accept-Encoding: gzip with enable_http_compression=1",
  decompress: "ClickHouse's own block compression is not supported: use Content-Encoding",
};

function refuse(entries: readonly Entry[]): void {
  for (const [name, value] of entries) {
    const reason = REFUSED[name];
    if (reason !== undefined && value !== "" && value !== "0") throw new EngineError(48, "NOT_IMPLEMENTED", `${name}: ${reason}.`);
  }
}

function isOn(value: string | undefined): boolean {
  return value === "1" || value === "true";
}

/**
 * Reads what the parameters of URL (and of a form body) mean. `param_x` is the value of `{x:Type}`, names of the HTTP interface
 * are taken out, everything else is a setting of this statement. Throws `EngineError` for what is not supported.
 */
export function readHttpRequest(method: string, headers: IncomingMessage["headers"], entries: readonly Entry[]): HttpRequest {
  refuse(entries);
  const given = new Map(entries);
  const header = (name: string): string | undefined => {
    const value = headers[name];
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  const settings: Entry[] = entries.filter(([name]) => !CONSUMED.has(name) && !(name in REFUSED) && !name.startsWith("param_"));
  // as on a server: GET must not change anything
  if (method === "GET") settings.push(["readonly", "2"]);
  const acceptsGzip = /\bgzip\b/.test(header("accept-encoding") ?? "");
  return {
    query: given.get("query") ?? "",
    context: {
      database: given.get("database") || header("x-clickhouse-database"),
      settings,
      parameters: entries.filter(([name]) => name.startsWith("param_")).map(([name, value]) => [name.slice("param_".length), value]),
    },
    defaultFormat: given.get("default_format") || header("x-clickhouse-format") || "TabSeparated",
    queryId: given.get("query_id") || undefined,
    waitEndOfQuery: isOn(given.get("wait_end_of_query")),
    gzip: acceptsGzip && isOn(given.get("enable_http_compression")),
  };
}

const DECOMPRESSORS: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
  zstd: createZstdDecompress,
};

/** The body as it was before Content-Encoding. Throws `EngineError` for an encoding that is not known. */
export function decodedBody(request: IncomingMessage): Readable {
  const encoding = request.headers["content-encoding"];
  if (encoding === undefined || encoding === "" || encoding === "identity") return request;
  const create = DECOMPRESSORS[encoding];
  if (create === undefined) throw new EngineError(48, "NOT_IMPLEMENTED", `Content-Encoding ${encoding} is not supported: use gzip, deflate, br or zstd.`);
  const decompressor = create();
  request.on("error", (error) => decompressor.destroy(error));
  request.on("close", () => {
    if (!request.complete) decompressor.destroy(new Error("the client went away"));
  });
  return request.pipe(decompressor);
}
