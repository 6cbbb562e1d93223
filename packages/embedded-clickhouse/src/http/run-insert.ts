import { rm } from "node:fs/promises";
import type { Engine } from "../engine/engine.ts";
import { quoteString } from "../sql/literal.ts";
import type { Statement } from "../sql/statement.ts";
import { writeDataFile, type Head } from "./body.ts";
import type { HttpRequest } from "./request.ts";
import type { Summary } from "./respond.ts";

/** The same insert, with its data in a file. */
function insertFromFile(head: string, settings: string, format: string, path: string): string {
  return `${head.trimEnd()} FROM INFILE ${quoteString(path)} COMPRESSION 'none' ${settings.trim()} FORMAT ${format}`;
}

/**
 * Runs an insert whose data came in the request. They reach the engine through a file, because text that stands in a statement
 * would be looked at for SQL. The file is complete before the statement starts: a client that goes away while sending inserts nothing.
 */
export async function runInsert(
  engine: Engine,
  request: HttpRequest,
  statement: Extract<Statement, { kind: "insert-data" }>,
  head: Head,
  path: string,
): Promise<Summary> {
  const size = await writeDataFile(path, head.bytes.subarray(statement.dataAt), head.rest);
  try {
    if (size === 0) return { elapsed: 0 };
    const text = (from: number, to: number): string => head.bytes.subarray(from, to).toString("utf8");
    const sql = insertFromFile(text(0, statement.headEnd), text(statement.headEnd, statement.settingsEnd), statement.format, path);
    const result = await engine.insert(sql, request.context);
    return { writtenRows: result.rowsWritten, writtenBytes: result.bytesWritten, resultRows: result.rowsWritten, elapsed: result.elapsed };
  } finally {
    await rm(path, { force: true });
  }
}
