import { Kafka, type logCreator, logLevel } from "kafkajs";
import type { LogSink } from "../log-sink.ts";

export interface KafkaClientOptions {
  readonly brokers: readonly string[];
  readonly clientId: string;
  readonly logger: LogSink;
}

/** Short and few: what has to last longer is retried by us, where it can be seen and stopped. */
export const RETRY = { retries: 4, initialRetryTime: 100, maxRetryTime: 2_000, factor: 0.2, multiplier: 2 } as const;
export const CONNECTION = { connectionTimeout: 3_000, requestTimeout: 15_000, authenticationTimeout: 5_000 } as const;

/** A client of its own for every use: consumers of one client and group would share their offsets (kafkajs keeps them per client). */
export function createClient({ brokers, clientId, logger }: KafkaClientOptions): Kafka {
  return new Kafka({ brokers: [...brokers], clientId, retry: { ...RETRY }, ...CONNECTION, logLevel: logLevel.INFO, logCreator: toLogSink(logger) });
}

/** kafkajs calls "error" what it is about to retry and "info" every join, so each level is reported one lower. */
function toLogSink(logger: LogSink): logCreator {
  return () =>
    ({ level, namespace, log: { message, ...fields } }) => {
      const text = `kafkajs ${namespace}: ${message}`;
      if (level === logLevel.ERROR) logger.warn(fields, text);
      else if (level === logLevel.WARN) logger.info(fields, text);
      else logger.debug(fields, text);
    };
}
