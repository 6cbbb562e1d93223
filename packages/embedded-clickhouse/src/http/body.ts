import { createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { EngineError } from "../engine/engine-error.ts";

/** How much of a request is held in memory to find the statement in it. Longer statements are refused. */
export const STATEMENT_BYTES_MAX = 8 * 1024 * 1024;
/** The largest body of an insert, after decompression. */
const BODY_BYTES_MAX = 1024 ** 3;

export interface Head {
  readonly bytes: Buffer;
  /** What comes after `bytes`; undefined when that was all. */
  readonly rest: AsyncIterator<Buffer> | undefined;
}

/** Reads `first` and the body's first bytes: until `isEnough` or the body's end. */
export async function readHead(first: Buffer, body: Readable, bytesMax: number): Promise<Head> {
  const chunks = [first];
  let size = first.length;
  const iterator: AsyncIterator<Buffer> = body[Symbol.asyncIterator]();
  while (size < bytesMax) {
    const next = await iterator.next();
    if (next.done === true) return { bytes: Buffer.concat(chunks), rest: undefined };
    chunks.push(next.value);
    size += next.value.length;
  }
  return { bytes: Buffer.concat(chunks), rest: iterator };
}

async function* bounded(start: Buffer, rest: AsyncIterator<Buffer> | undefined): AsyncGenerator<Buffer> {
  let size = start.length;
  if (size > 0) yield start;
  if (rest === undefined) return;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) {
    size += next.value.length;
    if (size > BODY_BYTES_MAX) throw new EngineError(307, "TOO_MANY_BYTES", `The body is longer than ${BODY_BYTES_MAX} bytes.`);
    yield next.value;
  }
}

/**
 * Writes an insert's data to a file, byte for byte, and answers how many bytes they are. Rejects, and leaves no file, when
 * the body is too long or the client goes away.
 */
export async function writeDataFile(path: string, start: Buffer, rest: AsyncIterator<Buffer> | undefined): Promise<number> {
  const file = createWriteStream(path, { flags: "wx" });
  try {
    await pipeline(Readable.from(bounded(start, rest)), file);
    return file.bytesWritten;
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
}
