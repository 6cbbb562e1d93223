import type { ServerResponse } from "node:http";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { errorBody, httpStatus, type EngineError } from "../engine/engine-error.ts";

const compress = promisify(gzip);

/** The counters of `X-ClickHouse-Summary`; the engine does not tell how many rows a read scanned, so that stays 0. */
export interface Summary {
  readonly writtenRows?: number;
  readonly writtenBytes?: number;
  readonly resultRows?: number;
  readonly resultBytes?: number;
  /** Seconds. */
  readonly elapsed: number;
}

export function summaryHeader(summary: Summary): string {
  return JSON.stringify({
    read_rows: "0",
    read_bytes: "0",
    written_rows: String(summary.writtenRows ?? 0),
    written_bytes: String(summary.writtenBytes ?? 0),
    total_rows_to_read: "0",
    result_rows: String(summary.resultRows ?? 0),
    result_bytes: String(summary.resultBytes ?? 0),
    elapsed_ns: String(Math.round(summary.elapsed * 1e9)),
  });
}

const CONTENT_TYPES: ReadonlyArray<readonly [RegExp, string]> = [
  [/^JSON.*EachRow/i, "application/x-ndjson; charset=UTF-8"],
  [/^JSON/i, "application/json; charset=UTF-8"],
  [/^CSV/i, "text/csv; charset=UTF-8; header=absent"],
  [/^(TSV|TabSeparated)/i, "text/tab-separated-values; charset=UTF-8"],
  [/^(RowBinary|Native|Arrow|Parquet|ORC|Avro|MsgPack|Protobuf|Npy|BSON)/i, "application/octet-stream"],
];

export function contentType(format: string): string {
  return CONTENT_TYPES.find(([pattern]) => pattern.test(format))?.[1] ?? "text/plain; charset=UTF-8";
}

/** Sends a whole body at once. */
export async function sendBody(response: ServerResponse, body: Uint8Array, options: { gzip: boolean; format: string; summary: Summary }): Promise<void> {
  response.setHeader("Content-Type", contentType(options.format));
  response.setHeader("X-ClickHouse-Format", options.format);
  response.setHeader("X-ClickHouse-Summary", summaryHeader(options.summary));
  let bytes = body;
  if (options.gzip && body.length > 0) {
    response.setHeader("Content-Encoding", "gzip");
    bytes = await compress(body, { level: 1 });
  }
  response.setHeader("Content-Length", bytes.length);
  response.end(bytes);
}

/** Sends an error as a server does; the connection stays usable only when the request's body has been read. */
export function sendError(response: ServerResponse, error: EngineError): void {
  const body = errorBody(error);
  response.statusCode = httpStatus(error.code);
  response.removeHeader("Content-Encoding");
  response.setHeader("Content-Type", "text/plain; charset=UTF-8");
  response.setHeader("X-ClickHouse-Exception-Code", error.code);
  response.setHeader("Content-Length", Buffer.byteLength(body));
  if (!response.req.complete) response.setHeader("Connection", "close");
  response.end(body);
}
