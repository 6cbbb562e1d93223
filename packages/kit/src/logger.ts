import { pino, type Logger } from "pino";

export type { Logger };

/** Query parameters whose values are secrets in one of the request dialects. */
const secretParameters = /([?&;](?:api_key|account_password|password|session_id|access_token|token)=)[^&;#]*/gi;

/** A request target that may be logged: secrets in its query are masked. */
export function loggableUrl(url: string): string {
  return url.replace(secretParameters, "$1***");
}

/**
 * Structured logs: one JSON object a line on standard error (standard output belongs to the commands).
 * Headers and bodies are never logged; URLs pass {@link loggableUrl}.
 */
export function createLogger(name: string, level: string): Logger {
  return pino(
    {
      name,
      level,
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: ["password", "*.password", "authorization", "*.authorization", "api_key", "*.api_key"], censor: "***" },
      serializers: { err: pino.stdSerializers.err },
    },
    pino.destination({ dest: 2, sync: true }),
  );
}
