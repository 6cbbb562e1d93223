import { pino, type Logger } from "pino";

export type { Logger };

/** Query parameters whose values are secrets in one of the request dialects. */
const secretNames: ReadonlySet<string> = new Set(["api_key", "account_password", "password", "session_id", "access_token", "token"]);

/** An address or request target that may be logged: credentials and the secrets in its query are masked. */
export function loggableUrl(url: string): string {
  const masked = url.replace(/([?&;])([^=&;#]*)=[^&;#]*/g, (pair, before: string, name: string) =>
    secretNames.has(decoded(name).toLowerCase()) ? `${before}${name}=***` : pair,
  );
  return masked.replace(/^(\w+:\/\/)[^/@?#]*@/, "$1***@");
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
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
