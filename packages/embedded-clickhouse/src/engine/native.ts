import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** A connection to the engine: its own settings, parameters and current database. Opening one takes 0.2 ms. */
export type Connection = object & { readonly __connection: unique symbol };

export interface NativeResult {
  readonly bytes: Uint8Array;
  /** Seconds. */
  readonly elapsed: number;
  /** Rows and bytes of the *result*: chDB does not tell how much was scanned. */
  readonly rowsRead: number;
  readonly bytesRead: number;
}

export interface NativeInsertResult {
  readonly elapsed: number;
  /** Rows written, those written by materialized views included, as a server counts them. */
  readonly rowsWritten: number;
  readonly bytesWritten: number;
}

/**
 * The calls of chDB's native addon that this package uses. All but the first two run on a libuv thread. The addon is
 * loaded directly because chDB's own JavaScript layer either runs parameterised statements one after the other or
 * leaves settings and parameters behind on a shared connection.
 */
export interface Native {
  CreateConnection(path: string, args?: readonly string[]): Connection;
  CloseConnection(connection: Connection): void;
  QueryAsyncConnection(connection: Connection, sql: string, format: string): Promise<NativeResult>;
  InsertRawAsyncConnection(connection: Connection, prefix: string, data: Buffer, countLines: boolean): Promise<NativeInsertResult>;
}

/** Loads the addon. Throws when there is no build of chDB for this platform. */
export function loadNative(): Native {
  const require = createRequire(import.meta.url);
  const loader: { loadNative(): Native } = require(join(dirname(require.resolve("chdb")), "dist/loader.js"));
  return loader.loadNative();
}
