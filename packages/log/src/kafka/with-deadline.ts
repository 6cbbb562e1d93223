import { LogUnavailableError } from "../port.ts";

/**
 * kafkajs retries inside of nearly every call, for a time that adds up in ways one cannot configure; this puts an end to it.
 * The work goes on unobserved: whoever sets a deadline throws the connection away afterwards.
 */
export async function withDeadline<Result>(work: Promise<Result>, limitMs: number, doing: string): Promise<Result> {
  const { promise: expired, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new LogUnavailableError(`Kafka did not answer within ${limitMs} ms while ${doing}.`)), limitMs);
  try {
    return await Promise.race([work, expired]);
  } finally {
    clearTimeout(timer);
    work.catch(() => undefined);
  }
}
