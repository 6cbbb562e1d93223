/** What the child process is told, as JSON in its only argument. */
export interface ChildOptions {
  readonly dataDir: string;
  readonly host: string;
  readonly port: number;
  readonly memoryLimitBytes: number;
  readonly database: string | undefined;
}

/** Reads and statements of other kinds that run at the same time; each holds a libuv thread. */
export const READS_MAX = 12;
export const WRITES_MAX = 8;
/** Statements that may wait for their turn, per kind. */
export const QUEUE_MAX = 512;
/** One thread per statement, some for kills, and some for files and compression. */
export const UV_THREADS = READS_MAX + WRITES_MAX + 8;

/** What the child tells its parent. */
export type ChildMessage =
  | { readonly kind: "listening"; readonly port: number }
  /** It will exit: for a reason that trying again does not cure when `isFinal`. */
  | { readonly kind: "failed"; readonly message: string; readonly isFinal: boolean };
