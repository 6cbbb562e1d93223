import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient, type ClickHouseClient, type ClickHouseClientConfigOptions } from "@clickhouse/client";
import { startEngine, type EngineHandle } from "./start-engine.ts";

const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** For tests: an engine on a directory of its own, and plain clients of it. */
export interface ScratchEngine {
  readonly dataDir: string;
  readonly engine: EngineHandle;
  /** A client of the database `stats`, or as the options say. Closed by `dispose`. */
  client(options?: ClickHouseClientConfigOptions): ClickHouseClient;
  /** One request without the client: its answer's status and text. */
  post(
    parameters: Record<string, string>,
    body: string | Uint8Array<ArrayBuffer>,
    headers?: Record<string, string>,
  ): Promise<{ status: number; text: string; headers: Headers }>;
  dispose(): Promise<void>;
}

export async function scratchEngine(dataDir = mkdtempSync(join(tmpdir(), "engine-test-"))): Promise<ScratchEngine> {
  const engine = await startEngine({ dataDir, database: "stats", logger: SILENT });
  const clients: ClickHouseClient[] = [];
  return {
    dataDir,
    engine,
    client(options = {}) {
      const client = createClient({ url: engine.url, database: "stats", log: { level: 127 }, ...options });
      clients.push(client);
      return client;
    },
    async post(parameters, body, headers = {}) {
      const response = await fetch(`${engine.url}/?${new URLSearchParams(parameters)}`, { method: "POST", body, headers });
      return { status: response.status, text: await response.text(), headers: response.headers };
    },
    async dispose() {
      await Promise.all(clients.map((client) => client.close()));
      await engine.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** The rows of a query, as arrays. */
export async function rowsOf(
  client: ClickHouseClient,
  query: string,
  options: { query_params?: Record<string, unknown>; clickhouse_settings?: Record<string, string | number> } = {},
): Promise<unknown[][]> {
  const result = await client.query({ query, format: "JSONCompactEachRow", ...options });
  return result.json<unknown[]>();
}

/** Waits until the condition holds; fails after `limitMs` with what was waited for. */
export async function until(what: string, condition: () => Promise<boolean> | boolean, limitMs = 10_000): Promise<void> {
  const deadline = performance.now() + limitMs;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`waited ${limitMs} ms in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Whether a process lives. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
