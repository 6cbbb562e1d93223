import { once } from "node:events";
import type { ServerResponse } from "node:http";
import type { Readable } from "node:stream";
import { NO_CONTEXT, type Engine } from "../engine/engine.ts";
import { asEngineError, EngineError, withPositionsLessThan } from "../engine/engine-error.ts";
import type { Exchange } from "../engine/exchange.ts";
import type { NativeResult } from "../engine/native.ts";
import { quoteString } from "../sql/literal.ts";
import type { Statement } from "../sql/statement.ts";
import type { HttpRequest } from "./request.ts";
import { sendBody, type Summary } from "./respond.ts";
import { ResponseStream } from "./response-stream.ts";

/** Results up to this size are sent at once, so that an error or a summary can still be told in the headers. */
const BUFFER_BYTES_MAX = 1024 * 1024;
const FORMAT_NAME = /^[A-Za-z][A-Za-z0-9]*$/;

type Read = Extract<Statement, { kind: "read" }>;

export interface ReadRequest {
  readonly engine: Engine;
  readonly exchange: Exchange;
  readonly request: HttpRequest;
  readonly response: ServerResponse;
  readonly statement: Read;
  /** What the client sent; the statement's positions count its bytes. */
  readonly bytes: Buffer;
  /** Fires when the client has gone away. */
  readonly signal: AbortSignal;
  /** To be called when the engine is done with the statement, though its result may still be on the way: another one can run. */
  readonly engineDone: () => void;
}

const SYNTAX_ERROR = 62;
const PARSE_ONLY = "EXPLAIN AST ";

/** The error as it would be about the text that the client sent: syntax errors quote it, and say where in it. */
export async function errorOfRead({ engine, bytes, statement }: ReadRequest, error: unknown): Promise<EngineError> {
  const found = asEngineError(error);
  if (found.code !== SYNTAX_ERROR) return found;
  return engine.query(PARSE_ONLY + bytes.toString("utf8", 0, statement.end), "TabSeparated", NO_CONTEXT).then(
    () => found,
    (plain: unknown) => withPositionsLessThan(asEngineError(plain), PARSE_ONLY.length),
  );
}

/** The same read, with its result written to a path. */
export function readIntoFile(bytes: Buffer, statement: Read, format: string, path: string): string {
  const before = bytes.toString("utf8", 0, statement.outfileAt);
  const after = statement.format === undefined ? `FORMAT ${format}` : bytes.toString("utf8", statement.outfileAt, statement.end);
  // the line break ends a comment that may stand at the end
  return `${before}\nINTO OUTFILE ${quoteString(path)} APPEND ${after}`;
}

export function formatOf(statement: { readonly format: string | undefined }, request: HttpRequest): string {
  const format = statement.format ?? request.defaultFormat;
  if (!FORMAT_NAME.test(format)) throw new EngineError(73, "UNKNOWN_FORMAT", `Unknown format ${format}`);
  return format;
}

export function readSummary(result: NativeResult): Summary {
  return { resultRows: result.rowsRead, resultBytes: result.bytesRead, elapsed: result.elapsed };
}

type Outcome = { readonly result: NativeResult } | { readonly error: EngineError };

/** Starts the statement; its result comes out of the stream, which ends after the statement has. */
function start(read: ReadRequest, format: string, path: string, finish: () => void): Promise<Outcome> {
  const sql = readIntoFile(read.bytes, read.statement, format, path);
  return read.engine
    .cancellable(read.signal, path, () => read.engine.query(sql, format, read.request.context))
    .then(
      (result) => ({ result }),
      async (error: unknown) => ({ error: await errorOfRead(read, error) }),
    )
    .finally(finish);
}

/** Passes the rest of a large result on as fast as the client takes it; without a client it is read and thrown away. */
async function passOn(buffered: readonly Buffer[], chunks: AsyncIterable<Buffer>, stream: ResponseStream, signal: AbortSignal): Promise<void> {
  for (const chunk of buffered) await stream.write(chunk, signal);
  for await (const chunk of chunks) {
    if (!signal.aborted) await stream.write(chunk, signal);
  }
}

async function relay(read: ReadRequest, readable: Readable, outcome: Promise<Outcome>, format: string): Promise<void> {
  // the reading end must stay open until the engine has closed its own: it would wait for a reader for ever
  const chunks: AsyncIterableIterator<Buffer> = readable.iterator({ destroyOnReturn: false });
  const buffered: Buffer[] = [];
  let size = 0;
  while (size <= BUFFER_BYTES_MAX) {
    const next = await chunks.next();
    if (next.done === true) {
      const ended = await outcome;
      if ("error" in ended) throw ended.error;
      return sendBody(read.response, Buffer.concat(buffered), { gzip: read.request.gzip, format, summary: readSummary(ended.result) });
    }
    buffered.push(next.value);
    size += next.value.length;
  }
  const stream = new ResponseStream(read.response, { gzip: read.request.gzip, format });
  await passOn(buffered, chunks, stream, read.signal);
  const ended = await outcome;
  if ("error" in ended) void stream.fail(ended.error);
  else stream.end();
}

/**
 * Runs a read and sends its result: a small one at once, a large one as it comes, at the client's pace. An error before the first
 * MiB is a typed response, a later one ends the body with the exception block that clients look for.
 */
export async function runRead(read: ReadRequest): Promise<void> {
  const format = formatOf(read.statement, read.request);
  const pipe = read.exchange.takePipe();
  let isEmptied = false;
  try {
    const path = read.exchange.newPath();
    const { readable, finish } = pipe.open(path);
    const closed = once(readable, "close");
    // it is awaited below; until then its failure is nobody's
    closed.catch(() => undefined);
    const outcome = start(read, format, path, finish);
    try {
      await relay(read, readable, outcome, format);
    } finally {
      readable.resume();
      await outcome;
      await closed;
      isEmptied = true;
    }
  } finally {
    // whatever went wrong, there stay as many pipes as there are turns
    if (isEmptied) read.exchange.returnPipe(pipe);
    else read.exchange.replacePipe();
  }
}
