import { connect } from "node:net";
import { buffer } from "node:stream/consumers";

export interface RawReply {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * Writes a request exactly as given (LF becomes CRLF) and reads the reply to the end of the connection: for request targets and bodies
 * that HTTP clients would tidy up. The request must say `Connection: close`.
 */
export async function rawExchange(origin: string, request: string): Promise<RawReply> {
  const { hostname, port } = new URL(origin);
  const socket = connect(Number(port), hostname);
  socket.setTimeout(20_000, () => socket.destroy(new Error("no reply within 20 s")));
  socket.write(request.replaceAll(/\r?\n/g, "\r\n"));
  const text = (await buffer(socket)).toString("utf8");
  const [head = "", ...rest] = text.split("\r\n\r\n");
  const [statusLine = "", ...headerLines] = head.split("\r\n");
  return {
    status: Number(/^HTTP\/1\.1 (\d{3})/.exec(statusLine)?.[1]),
    headers: Object.fromEntries(headerLines.map((line) => [line.slice(0, line.indexOf(":")).toLowerCase(), line.slice(line.indexOf(":") + 1).trim()])),
    body: rest.join("\r\n\r\n"),
  };
}

/** One chunk and the end, as `Transfer-Encoding: chunked` writes them. */
export function chunked(body: string): string {
  const bytes = body.replaceAll(/\r?\n/g, "\r\n");
  return `${Buffer.byteLength(bytes).toString(16)}\n${body}\n0\n\n`;
}
