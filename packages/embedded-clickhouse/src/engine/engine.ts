import { quoteIdentifier, quoteString } from "../sql/literal.ts";
import { STATEMENT_DEFAULTS } from "./engine-config.ts";
import { asEngineError, EngineError } from "./engine-error.ts";
import type { Connection, Native, NativeInsertResult, NativeResult } from "./native.ts";

/** Where and how a statement runs; nothing of it outlives the statement. */
export interface StatementContext {
  readonly database: string | undefined;
  /** In order: a later one wins. */
  readonly settings: ReadonlyArray<readonly [name: string, value: string]>;
  /** Values of `{name:Type}` placeholders, in ClickHouse's escaped text form. */
  readonly parameters: ReadonlyArray<readonly [name: string, value: string]>;
}

/** For statements of the engine's own. */
export const NO_CONTEXT: StatementContext = { database: undefined, settings: [], parameters: [] };

const KILL_AGAIN_MS = 50;
const NAME = /^[A-Za-z_][A-Za-z0-9_.]*$/;

function assignment([name, value]: readonly [string, string], prefix: string): string {
  if (!NAME.test(name)) throw new EngineError(115, "UNKNOWN_SETTING", `Unknown setting '${name}'`);
  return `${prefix}${name} = ${quoteString(value)}`;
}

/** ClickHouse's default `max_query_size`, in bytes. */
const QUERY_BYTES_MAX = 262_144;

/** The statements that put a fresh connection into a context, in order. */
function preludeOf(context: StatementContext): readonly string[] {
  // on a server parameters do not count towards the length of the statement; here they are assigned by one
  const isLong = context.parameters.reduce((size, [, value]) => size + value.length, 0) > QUERY_BYTES_MAX / 16;
  const assignments = [
    ...(isLong ? [assignment(["max_query_size", String(QUERY_BYTES_MAX)], "")] : []),
    ...Object.entries(STATEMENT_DEFAULTS).map((entry) => assignment(entry, "")),
    ...context.parameters.map((entry) => assignment(entry, "param_")),
    ...context.settings.map((entry) => assignment(entry, "")),
  ];
  return [
    ...(context.database === undefined ? [] : [`USE ${quoteIdentifier(context.database)}`]),
    ...(isLong ? [`SET max_query_size = ${1024 ** 3}`] : []),
    `SET ${assignments.join(", ")}`,
  ];
}

/**
 * chDB, a connection for each statement. A fresh connection (0.2 ms) is what makes settings, parameters and the current
 * database impossible to leak, and lets statements run side by side.
 */
export class Engine {
  readonly #native: Native;
  readonly #path: string;
  /** Keeps the engine alive between statements. */
  readonly #anchor: Connection;

  constructor(native: Native, path: string, anchor: Connection) {
    this.#native = native;
    this.#path = path;
    this.#anchor = anchor;
  }

  /** Runs a statement and holds its whole result in memory: for statements with small answers. */
  query(sql: string, format: string, context: StatementContext): Promise<NativeResult> {
    return this.#within(context, (connection) => this.#native.QueryAsyncConnection(connection, sql, format));
  }

  /** Runs an INSERT that brings no data in its text (FROM INFILE, or SELECT). */
  insert(sql: string, context: StatementContext): Promise<NativeInsertResult> {
    // the raw entry is the one that reports written rows; the blank is the empty payload it insists on
    return this.#within(context, (connection) => this.#native.InsertRawAsyncConnection(connection, sql, Buffer.from(" "), false));
  }

  /**
   * Runs a statement that can be cancelled: when the signal fires the engine is told to kill it, until it has ended.
   * @param path where it writes its result, which no other statement does: by this it is known. (Comments in the text would not do: the engine drops
   * them where a statement has parameters.)
   */
  async cancellable<Result>(signal: AbortSignal, path: string, run: () => Promise<Result>): Promise<Result> {
    signal.throwIfAborted();
    let ended = false;
    const kill = async (): Promise<void> => {
      while (!ended) {
        await this.query(`KILL QUERY WHERE position(query, ${quoteString(quoteString(path))}) > 0 ASYNC`, "TabSeparated", NO_CONTEXT).catch(() => undefined);
        // the statement may not be registered yet
        await new Promise((resolve) => setTimeout(resolve, KILL_AGAIN_MS));
      }
    };
    const onAbort = (): void => void kill();
    signal.addEventListener("abort", onAbort, { once: true });
    try {
      return await run();
    } finally {
      ended = true;
      signal.removeEventListener("abort", onAbort);
    }
  }

  /** Call when no statement is running any more. */
  close(): void {
    this.#native.CloseConnection(this.#anchor);
  }

  async #within<Result>(context: StatementContext, run: (connection: Connection) => Promise<Result>): Promise<Result> {
    const prelude = preludeOf(context);
    const connection = this.#native.CreateConnection(this.#path);
    try {
      for (const statement of prelude) await this.#native.QueryAsyncConnection(connection, statement, "TabSeparated");
      return await run(connection);
    } catch (error) {
      throw asEngineError(error);
    } finally {
      this.#native.CloseConnection(connection);
    }
  }
}
