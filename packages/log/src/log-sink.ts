/** Where an adapter reports what it survives (a broker that is away, a restart). A pino logger fits. */
export interface LogSink {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** Reports nothing: for tests and one-off commands. */
export const silentSink: LogSink = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
