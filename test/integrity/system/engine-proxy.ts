import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type IncomingMessage, request as httpRequest, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

/** An insert on its way from a worker to the engine, stopped in between. Whoever holds it decides what becomes of it. */
export interface HeldInsert {
  readonly table: string;
  /** Sends it to the engine and waits for the engine's answer; the worker learns nothing. Works also when the worker is gone. */
  forward(): Promise<void>;
  /** Tells the worker the engine's answer. */
  answer(): void;
  /** Breaks the worker's connection. */
  cut(): void;
  /** Tells the worker that the engine failed, without having asked it. */
  refuse(): void;
}

interface Trap {
  skip: number;
  readonly act: (insert: HeldInsert) => Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Stands between one worker and the engine, passes everything on, and can stop any insert. */
export class EngineProxy {
  readonly #server: Server;
  readonly #enginePort: number;
  #trap: Trap | undefined;
  /** Inserts into `position` that the engine has acknowledged: one per batch. */
  batches = 0;

  private constructor(server: Server, enginePort: number) {
    this.#server = server;
    this.#enginePort = enginePort;
    server.on("request", (request: IncomingMessage, response: ServerResponse) => {
      this.#pass(request, response).catch(() => response.destroy());
    });
  }

  static async start(enginePort: number): Promise<EngineProxy> {
    const server = createServer({ requestTimeout: 0 }).listen(0, "127.0.0.1");
    await once(server, "listening");
    return new EngineProxy(server, enginePort);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The insert after the next `skip` ones goes to `act`. */
  trap(skip: number, act: (insert: HeldInsert) => Promise<void>): void {
    this.#trap = { skip, act };
  }

  /** Takes the trap away. True when it had not sprung. */
  disarm(): boolean {
    const wasArmed = this.#trap !== undefined;
    this.#trap = undefined;
    return wasArmed;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const table = insertedTable(request.url ?? "");
    if (table === undefined) return this.#stream(request, response);
    const insert = this.#hold(table, request, await buffer(request), response);
    const trap = this.#trap;
    if (trap === undefined || trap.skip-- > 0) {
      await insert.forward();
      return insert.answer();
    }
    this.#trap = undefined;
    await trap.act(insert);
  }

  #hold(table: string, { method = "POST", url = "/", headers }: IncomingMessage, body: Buffer, response: ServerResponse): HeldInsert {
    let answer: Answer | undefined;
    return {
      table,
      forward: async () => {
        answer = await this.#ask(method, url, headers, body);
        if (table === "position" && answer.status === 200) this.batches += 1;
      },
      answer: () => {
        if (answer === undefined) response.destroy();
        else response.writeHead(answer.status, withoutFraming(answer.headers)).end(answer.body);
      },
      cut: () => void response.destroy(),
      refuse: () =>
        void response.writeHead(500, { "x-clickhouse-exception-code": "242" }).end("Code: 242. DB::Exception: Table is in readonly mode. (TABLE_IS_READ_ONLY)"),
    };
  }

  async #ask(method: string, path: string, headers: IncomingHttpHeaders, body: Buffer): Promise<Answer> {
    const upstream = httpRequest({
      host: "127.0.0.1",
      port: this.#enginePort,
      method,
      path,
      headers: { ...withoutFraming(headers), "content-length": body.length },
    });
    upstream.end(body);
    const [answer] = (await once(upstream, "response")) as [IncomingMessage];
    return { status: answer.statusCode ?? 500, headers: answer.headers, body: await buffer(answer) };
  }

  async #stream(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method, url, headers } = request;
    const upstream = httpRequest({ host: "127.0.0.1", port: this.#enginePort, method, path: url, headers });
    request.pipe(upstream);
    const [answer] = (await once(upstream, "response")) as [IncomingMessage];
    answer.on("error", () => response.destroy());
    response.writeHead(answer.statusCode ?? 500, withoutFraming(answer.headers));
    answer.pipe(response);
  }
}

/** The workers' inserts carry their statement in the address and the rows in the body. */
function insertedTable(url: string): string | undefined {
  const query = new URL(url, "http://engine").searchParams.get("query") ?? "";
  return /^\s*insert\s+into\s+(\w+)/i.exec(query)?.[1];
}

function withoutFraming(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const { connection: _connection, "keep-alive": _keepAlive, "transfer-encoding": _encoding, "content-length": _length, ...rest } = headers;
  return rest;
}
