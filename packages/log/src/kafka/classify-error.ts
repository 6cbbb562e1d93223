// CommonJS whose names Node cannot see from outside.
import kafkajs from "kafkajs";
import { LogUnavailableError, RecordTooLargeError, UnknownTopicError } from "../port.ts";

const { KafkaJSError, KafkaJSNonRetriableError, KafkaJSNumberOfRetriesExceeded, KafkaJSProtocolError } = kafkajs;

const TOO_LARGE = new Set(["MESSAGE_TOO_LARGE", "RECORD_LIST_TOO_LARGE"]);
const REBALANCING = new Set(["REBALANCE_IN_PROGRESS", "ILLEGAL_GENERATION", "UNKNOWN_MEMBER_ID", "NOT_COORDINATOR_FOR_GROUP"]);

/** The port's error for what the client reported; errors that are no client's errors stay as they are. */
export function classifyKafkaError(error: unknown, doing: string): unknown {
  if (!(error instanceof KafkaJSError)) return error;
  const { type, message } = rootCause(error);
  if (TOO_LARGE.has(type)) return new RecordTooLargeError(`Kafka refuses a record as too large while ${doing}.`, { cause: error });
  if (type === "UNKNOWN_TOPIC_OR_PARTITION") return new UnknownTopicError(`Kafka does not know the topic while ${doing}.`, { cause: error });
  return isRetriable(error) ? new LogUnavailableError(`Kafka did not answer while ${doing}: ${message}`, { cause: error }) : error;
}

/**
 * The same for admin calls. What another call's failure disconnects gives this one no answer, which kafkajs then takes apart as if it were there: that is
 * a TypeError out of kafkajs, and means no more than that the broker was away.
 */
export function classifyAdminError(error: unknown, doing: string): unknown {
  if (error instanceof TypeError) return new LogUnavailableError(`Kafka did not answer while ${doing}: the connection was given up.`, { cause: error });
  return classifyKafkaError(error, doing);
}

/** Whether the group is being rearranged or has moved on without this member: nothing is wrong with the log. */
export function isRebalance(error: unknown): boolean {
  return error instanceof KafkaJSError && REBALANCING.has(rootCause(error).type);
}

/** Whether trying again may help. kafkajs wraps what it gave up on; what it gave up on decides. */
export function isRetriable(error: unknown): boolean {
  if (!(error instanceof KafkaJSError)) return false;
  if (error instanceof KafkaJSNumberOfRetriesExceeded) return true;
  const { cause } = error;
  if (cause instanceof KafkaJSError && cause !== error) return isRetriable(cause);
  return error.retriable && !(error instanceof KafkaJSNonRetriableError);
}

function rootCause(error: Error): { type: string; message: string } {
  const { cause } = error;
  if (cause instanceof Error && cause !== error) return rootCause(cause);
  const type = error instanceof KafkaJSProtocolError ? error.type : "";
  return { type, message: error.message };
}
