/** An error in ClickHouse's own terms. The message is what stands between `DB::Exception: ` and ` (TYPE)`. */
export class EngineError extends Error {
  readonly code: number;
  readonly type: string;

  constructor(code: number, type: string, message: string) {
    super(message);
    this.name = "EngineError";
    this.code = code;
    this.type = type;
  }
}

const ENGINE_MESSAGE = /Code: (?<code>\d+)\. DB::Exception: (?<message>[^]*?)\s*\((?<type>[A-Z][A-Z0-9_]{2,})\)\s*$/;

/** Reads the engine's own error text; anything else becomes `UNKNOWN_EXCEPTION` (1002), never silence. */
export function asEngineError(error: unknown): EngineError {
  if (error instanceof EngineError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const found = ENGINE_MESSAGE.exec(message)?.groups;
  if (found === undefined) return new EngineError(1002, "UNKNOWN_EXCEPTION", message);
  return new EngineError(Number(found["code"]), found["type"] ?? "UNKNOWN_EXCEPTION", found["message"] ?? message);
}

/** The same syntax error about a text without its first `length` characters. */
export function withPositionsLessThan({ code, type, message }: EngineError, length: number): EngineError {
  const less = (text: string): string => text.replace(/\d+/, (digits) => String(Number(digits) - length));
  return new EngineError(code, type, message.replace(/failed at position \d+/, less).replace(/(?<=\(line 1, )col \d+/, less));
}

/** The body of an error response, in the form that ClickHouse clients parse. */
export function errorBody(error: EngineError): string {
  return `Code: ${error.code}. DB::Exception: ${error.message} (${error.type}) (version ${ENGINE_VERSION} (official build))\n`;
}

/** The engine inside chDB 3.4.0. */
const ENGINE_VERSION = "26.7.2.1";

const NOT_FOUND = new Set([60, 81, 46, 47, 71]);
const FORBIDDEN = new Set([164, 497]);

/** The HTTP status a server sends for an error code. */
export function httpStatus(code: number): number {
  if (code === 202 || code === 236) return 503;
  if (code === 159) return 408;
  if (code === 48) return 501;
  if (NOT_FOUND.has(code)) return 404;
  if (FORBIDDEN.has(code)) return 403;
  return CALLER_FAULTS.has(code) ? 400 : 500;
}

// parse errors, unknown settings and parameters, ill-typed values: what a server answers with 400
const CALLER_FAULTS = new Set([6, 16, 26, 27, 33, 36, 38, 41, 42, 43, 44, 53, 57, 62, 70, 72, 78, 115, 117, 358, 386, 456, 457]);
