import { endOfString, endOfValue } from "../rpc/json-text.ts";

const stars = '"***"';
const secretName = /token|password/i;
const colonAfter = /\s*:\s*/y;

/**
 * A request's body as it came, but for secrets: what members named like a token or a password hold, and every text that contains the caller's
 * token, wherever it stands and however it is escaped, is `***`. Cut to a number of bytes of UTF-8, between two characters.
 * @param text JSON
 */
export function withoutSecrets(text: string, token: string, bytesMax: number): string {
  let [shown, at] = ["", 0];
  while (at < text.length && shown.length < bytesMax) {
    const quote = text.indexOf('"', at);
    if (quote !== at) {
      const end = quote < 0 ? text.length : quote;
      shown += text.slice(at, end);
      at = end;
      continue;
    }
    const end = endOfString(text, at);
    const literal = text.slice(at, end);
    const value = JSON.parse(literal) as string;
    shown += token !== "" && value.includes(token) ? stars : literal;
    at = end;
    colonAfter.lastIndex = end;
    if (secretName.test(value) && colonAfter.test(text)) {
      shown += text.slice(end, colonAfter.lastIndex) + stars;
      at = endOfValue(text, colonAfter.lastIndex);
    }
  }
  return cut(shown, bytesMax);
}

/** As a stream, the decoder keeps the bytes of a character that is not complete to itself. */
function cut(text: string, bytesMax: number): string {
  const bytes = Buffer.from(text);
  return bytes.length <= bytesMax ? text : new TextDecoder().decode(bytes.subarray(0, bytesMax), { stream: true });
}
