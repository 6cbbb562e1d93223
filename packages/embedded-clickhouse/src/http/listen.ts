import { createServer, type Server } from "node:http";
import { once } from "node:events";
import { handle, type HandlerParts } from "./handler.ts";

/** As a server's `http_max_uri_size`: parameters of statements stand in the URL. */
const URL_BYTES_MAX = 1024 * 1024 + 64 * 1024;

/** The HTTP interface on `host` and `port` (0 = any). Resolves when it accepts connections. */
export async function listen(parts: HandlerParts, host: string, port: number): Promise<Server> {
  const server = createServer(
    { keepAliveTimeout: 30_000, maxHeaderSize: URL_BYTES_MAX, requestTimeout: 0 },
    (message, response) => void handle(parts, message, response),
  );
  server.listen(port, host);
  await once(server, "listening");
  return server;
}
