import { Readable } from "node:stream";

/** Shorter bodies are sent whole, with their length. */
const wholeCharactersMax = 64 * 1024;

/**
 * The body of a reply from the pieces of its text: a short one as it is, so that whatever fails can still be told; a long one as a stream at the pace of
 * its reader.
 * @param onClose called when the pieces are read to the end or no longer wanted
 */
export async function bodyOf(pieces: AsyncIterable<string>, onClose: () => void): Promise<string | Readable> {
  const source = pieces[Symbol.asyncIterator]();
  let begun = "";
  try {
    while (begun.length <= wholeCharactersMax) {
      const next = await source.next();
      if (next.done === true) {
        onClose();
        return begun;
      }
      begun += next.value;
    }
  } catch (error) {
    onClose();
    throw error;
  }
  const body = Readable.from(goOn(begun, source), { objectMode: false });
  body.once("close", onClose);
  return body;
}

async function* goOn(begun: string, source: AsyncIterator<string>): AsyncGenerator<string> {
  yield begun;
  for (let next = await source.next(); next.done !== true; next = await source.next()) yield next.value;
}
