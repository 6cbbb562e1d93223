import { createServer, type Server } from "node:http";
import { once } from "node:events";
import { handle, type HandlerParts } from "./handler.ts";

/** The HTTP interface on `host` and `port` (0 = any). Resolves when it accepts connections. */
export async function listen(parts: HandlerParts, host: string, port: number): Promise<Server> {
  const server = createServer({ keepAliveTimeout: 30_000, requestTimeout: 0 }, (message, response) => void handle(parts, message, response));
  server.listen(port, host);
  await once(server, "listening");
  return server;
}
