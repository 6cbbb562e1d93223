import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Engine } from "../engine/engine.ts";
import { asEngineError, EngineError } from "../engine/engine-error.ts";
import type { Exchange } from "../engine/exchange.ts";
import type { Lane } from "../engine/lane.ts";
import { readStatement, type Statement } from "../sql/statement.ts";
import { readHead, STATEMENT_BYTES_MAX, type Head } from "./body.ts";
import { isForm, readForm } from "./form.ts";
import { decodedBody, readHttpRequest, type HttpRequest } from "./request.ts";
import { sendBody, sendError } from "./respond.ts";
import { runInsert } from "./run-insert.ts";
import { formatOf, readSummary, runRead } from "./run-read.ts";
import { runWholeRead } from "./run-whole-read.ts";

export interface HandlerParts {
  readonly engine: Engine;
  readonly exchange: Exchange;
  readonly reads: Lane;
  readonly writes: Lane;
  /** Fires when the engine stops: reads end, nothing new is taken on. */
  readonly stopping: AbortSignal;
}

interface Asked {
  readonly request: HttpRequest;
  readonly response: ServerResponse;
  readonly statement: Statement;
  readonly head: Head;
  /** Fires when the client has gone. */
  readonly gone: AbortSignal;
  readonly stopping: AbortSignal;
}

function sqlOf(asked: Asked, end: number): string {
  return asked.head.bytes.subarray(0, end).toString("utf8");
}

/** Inserts and definitions run to their end even when the client has gone: it must be able to ask again what became of them. */
async function runWrite(parts: HandlerParts, asked: Asked): Promise<void> {
  const { request, response, statement, head } = asked;
  if (statement.kind === "insert-data") {
    const summary = await runInsert(parts.engine, request, statement, head, parts.exchange.newPath());
    return sendBody(response, Buffer.alloc(0), { gzip: false, format: "TabSeparated", summary });
  }
  const sql = sqlOf(asked, statement.end);
  if (statement.kind === "insert-select") {
    const result = await parts.engine.insert(sql, request.context);
    const summary = { writtenRows: result.rowsWritten, writtenBytes: result.bytesWritten, resultRows: result.rowsWritten, elapsed: result.elapsed };
    return sendBody(response, Buffer.alloc(0), { gzip: false, format: "TabSeparated", summary });
  }
  const format = formatOf(statement, request);
  const result = await parts.engine.query(sql, format, request.context);
  return sendBody(response, result.bytes, { gzip: request.gzip, format, summary: readSummary(result) });
}

async function run(parts: HandlerParts, asked: Asked): Promise<void> {
  const { statement } = asked;
  const lane = statement.kind === "read" ? parts.reads : parts.writes;
  const turn = await lane.enter(asked.gone);
  try {
    if (statement.kind === "read") {
      const { request, response } = asked;
      const signal = AbortSignal.any([asked.gone, asked.stopping]);
      const runIt = request.waitEndOfQuery ? runWholeRead : runRead;
      await runIt({
        engine: parts.engine,
        exchange: parts.exchange,
        request,
        response,
        statement,
        bytes: asked.head.bytes,
        signal,
        engineDone: () => turn.release(),
      });
    } else await runWrite(parts, asked);
  } finally {
    turn.release();
  }
}

async function ask(message: IncomingMessage, response: ServerResponse, url: URL): Promise<Omit<Asked, "gone" | "stopping">> {
  const body = decodedBody(message);
  const isFormBody = isForm(message.headers);
  const fields = isFormBody ? await readForm(message.headers, body) : [];
  const request = readHttpRequest(message.method ?? "GET", message.headers, [...url.searchParams, ...fields]);
  response.setHeader("X-ClickHouse-Query-Id", request.queryId ?? randomUUID());
  const first = Buffer.from(request.query === "" ? "" : `${request.query}\n`);
  const head = isFormBody ? { bytes: first, rest: undefined } : await readHead(first, body, STATEMENT_BYTES_MAX);
  // one byte, one character: positions in the text are positions in the bytes, whatever the data of an insert are
  const statement = readStatement(head.bytes.toString("latin1"));
  if (head.rest !== undefined && statement.kind !== "insert-data") {
    throw new EngineError(62, "SYNTAX_ERROR", `Syntax error: the statement is longer than ${STATEMENT_BYTES_MAX} bytes`);
  }
  return { request, response, statement, head };
}

/** Answers one HTTP request as a ClickHouse server would. Never rejects. */
export async function handle(parts: HandlerParts, message: IncomingMessage, response: ServerResponse): Promise<void> {
  const gone = new AbortController();
  response.on("close", () => {
    if (!response.writableFinished) gone.abort(new Error("the client went away"));
  });
  try {
    const url = new URL(message.url ?? "/", "http://engine");
    const isPing = url.pathname === "/ping" || (url.pathname === "/" && message.method === "GET" && url.search === "");
    if (isPing) {
      response.setHeader("Content-Type", "text/html; charset=UTF-8");
      response.end("Ok.\n");
    } else if (url.pathname !== "/") {
      response.statusCode = 404;
      response.end(`There is no handle ${url.pathname}\n`);
    } else {
      if (parts.stopping.aborted) throw new EngineError(236, "ABORTED", "The engine is stopping");
      await run(parts, { ...(await ask(message, response, url)), gone: gone.signal, stopping: parts.stopping });
    }
  } catch (error) {
    if (response.headersSent) response.destroy();
    else if (!response.destroyed) sendError(response, asEngineError(error));
  }
}
