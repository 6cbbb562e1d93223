import { LogUnavailableError } from "../port.ts";

/** Primary result codes of SQLite, https://www.sqlite.org/rescode.html */
const IN_PLAIN_WORDS: Readonly<Record<number, string>> = {
  5: "the file is locked by another process",
  6: "a table is locked by another statement",
  8: "the file cannot be written to",
  10: "the disk reported an input/output error",
  13: "the disk is full",
  14: "the file cannot be opened (is the directory there, and writable?)",
};

const BUSY = new Set([5, 6]);

/** Whether another process holds the lock right now: waiting a moment helps. */
export function isBusy(error: unknown): boolean {
  return BUSY.has(resultCode(error));
}

/** The port's error for what SQLite reported, where trying again later may help; else the error as it is. */
export function classifySqliteError(error: unknown, file: string): unknown {
  const reason = IN_PLAIN_WORDS[resultCode(error)];
  return reason === undefined ? error : new LogUnavailableError(`The log ${file} is not available: ${reason}.`, { cause: error });
}

function resultCode(error: unknown): number {
  if (!(error instanceof Error) || !("errcode" in error) || typeof error.errcode !== "number") return 0;
  return error.errcode & 0xff;
}
