import { createInterface } from "node:readline";
import type { Readable } from "node:stream";

/** The part of a pino logger that is needed. */
export interface EngineLogger {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

function write(level: string): (fields: object, message: string) => void {
  return (fields, message) =>
    void process.stderr.write(`${JSON.stringify({ level, time: new Date().toISOString(), name: "engine", msg: message, ...fields })}\n`);
}

/** One JSON line each to stderr. */
export const writeLogLine: EngineLogger = { info: write("info"), warn: write("warn"), error: write("error") };

function parsed(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

/** Passes the child's stderr on: its own lines are JSON, what the native engine prints is not and is a warning. */
export function forwardLog(stderr: Readable, logger: EngineLogger): void {
  createInterface({ input: stderr }).on("line", (line) => {
    const entry = parsed(line);
    if (entry === undefined) {
      if (line.trim() !== "") logger.warn({ line }, "the engine printed");
      return;
    }
    const { level, msg, time: _time, name: _name, ...fields } = entry;
    const method = level === "error" || level === "warn" ? level : "info";
    logger[method](fields, String(msg));
  });
}
