import type { Server } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { Engine } from "./engine/engine.ts";
import type { Lane } from "./engine/lane.ts";

export interface Service {
  readonly engine: Engine;
  readonly server: Server;
  readonly reads: Lane;
  readonly writes: Lane;
  readonly stopping: AbortController;
}

/** Stops accepting, lets running inserts end and answers them, kills the readers, then closes the engine. */
export async function stopService({ engine, server, reads, writes, stopping }: Service): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  stopping.abort(new Error("the engine is stopping"));
  server.closeIdleConnections();
  while (writes.running + reads.running > 0) await sleep(5);
  server.closeIdleConnections();
  const soon = new AbortController();
  // a client that does not take its answer must not keep the engine up
  await Promise.race([closed, sleep(1000, undefined, { signal: soon.signal }).catch(() => undefined)]);
  soon.abort();
  server.closeAllConnections();
  engine.close();
}
