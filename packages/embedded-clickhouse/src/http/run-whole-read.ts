import { createReadStream } from "node:fs";
import { rm, stat } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { contentType, summaryHeader } from "./respond.ts";
import { errorOfRead, formatOf, readIntoFile, readSummary, type ReadRequest } from "./run-read.ts";

/**
 * `wait_end_of_query`: the response begins when the statement has ended, so that every error is a typed one whatever the size of the result.
 * The result waits in a file, for as long as the client takes, and nobody waits for the client.
 */
export async function runWholeRead(read: ReadRequest): Promise<void> {
  const { engine, exchange, request, response, signal } = read;
  const format = formatOf(read.statement, request);
  const path = exchange.newPath();
  try {
    const sql = readIntoFile(read.bytes, read.statement, format, path);
    const result = await engine
      .cancellable(signal, path, () => engine.query(sql, format, request.context))
      .catch(async (error: unknown) => {
        throw await errorOfRead(read, error);
      });
    read.engineDone();
    response.setHeader("Content-Type", contentType(format));
    response.setHeader("X-ClickHouse-Format", format);
    response.setHeader("X-ClickHouse-Summary", summaryHeader(readSummary(result)));
    if (request.gzip) {
      response.setHeader("Content-Encoding", "gzip");
      await pipeline(createReadStream(path), createGzip({ level: 1 }), response);
    } else {
      response.setHeader("Content-Length", (await stat(path)).size);
      await pipeline(createReadStream(path), response);
    }
  } finally {
    await rm(path, { force: true });
  }
}
