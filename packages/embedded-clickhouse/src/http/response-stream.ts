import { randomBytes } from "node:crypto";
import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { createGzip, type Gzip } from "node:zlib";
import { errorBody, type EngineError } from "../engine/engine-error.ts";
import { contentType } from "./respond.ts";

const BLOCK_APART_MS = 50;
const CLIENT_READS_ERROR_MS = 1000;

/** The block that ends a body whose statement failed after it had begun, as servers since 25.11 write it. */
function exceptionBlock(tag: string, message: string): string {
  const text = message.endsWith("\n") ? message : `${message}\n`;
  return `\r\n__exception__\r\n${tag}\r\n${text}${Buffer.byteLength(text)} ${tag}\r\n__exception__\r\n`;
}

/** The body of a response of unknown length. */
export class ResponseStream {
  readonly #response: ServerResponse;
  readonly #tag = randomBytes(8).toString("hex");
  readonly #gzip: Gzip | undefined;

  constructor(response: ServerResponse, options: { gzip: boolean; format: string }) {
    this.#response = response;
    response.setHeader("Content-Type", contentType(options.format));
    response.setHeader("X-ClickHouse-Format", options.format);
    response.setHeader("X-ClickHouse-Exception-Tag", this.#tag);
    if (options.gzip) {
      response.setHeader("Content-Encoding", "gzip");
      this.#gzip = createGzip({ level: 1 });
      this.#gzip.pipe(response, { end: false });
    }
  }

  /** Resolves when there is room for more, or when the signal fires. */
  async write(chunk: Buffer, signal: AbortSignal): Promise<void> {
    const out = this.#gzip ?? this.#response;
    if (signal.aborted || out.write(chunk)) return;
    await once(out, "drain", { signal }).catch(() => undefined);
  }

  end(): void {
    if (this.#gzip === undefined) this.#response.end();
    else this.#gzip.on("end", () => this.#response.end()).end();
  }

  /**
   * Tells the error in the body, then closes the connection without the last chunk, so that nobody takes the body for whole.
   * A client that understands the block closes first: what it has not read yet would be lost by closing at once.
   */
  async fail(error: EngineError): Promise<void> {
    const closed = new AbortController();
    this.#response.once("close", () => closed.abort());
    try {
      this.#gzip?.flush();
      // clients find the block only when they read it in one piece: apart from the rows before it
      await sleep(BLOCK_APART_MS, undefined, { signal: closed.signal });
      (this.#gzip ?? this.#response).write(exceptionBlock(this.#tag, errorBody(error)));
      this.#gzip?.flush();
      await sleep(CLIENT_READS_ERROR_MS, undefined, { signal: closed.signal });
    } catch {
      // the client has closed
    }
    this.#response.destroy();
  }
}
