import { type LogSink, silentSink } from "../log-sink.ts";
import { type Consumption, type Log, LogUnavailableError } from "../port.ts";
import { createAdminCalls } from "./admin.ts";
import { createAppender } from "./appender.ts";
import { registerCodecs } from "./codecs.ts";
import { startKafkaConsumption } from "./consumption.ts";
import { createRangeReader } from "./range-reader.ts";
import { createTopicNames } from "./topic-names.ts";

export interface KafkaLogOptions {
  readonly brokers: readonly string[];
  readonly clientId: string;
  /** Put before every topic's name at the broker; callers see bare names. Consumer groups are not prefixed. */
  readonly topicPrefix?: string;
  readonly logger?: LogSink;
  /** How long a killed member keeps its partitions. Default 10 s; the broker's group.min.session.timeout.ms is the floor. */
  readonly sessionTimeoutMs?: number;
  /** How long one request of an append may take, retries included. Default 15 s. */
  readonly appendTimeoutMs?: number;
  /** Compress what is appended. Default false. */
  readonly gzip?: boolean;
}

/** Opens the log on Apache Kafka. Connects when first needed, so a broker that is away shows in the calls, not here. */
export function openKafkaLog(options: KafkaLogOptions): Log {
  const { brokers, clientId, topicPrefix = "", logger = silentSink, sessionTimeoutMs = 10_000, appendTimeoutMs = 15_000, gzip = false } = options;
  registerCodecs();
  const client = { brokers, clientId, logger };
  const names = createTopicNames(topicPrefix);
  const admin = createAdminCalls(client, names);
  const appender = createAppender({ ...client, appendTimeoutMs, gzip }, names, admin);
  const reader = createRangeReader(client, names, admin);
  const consumptions = new Set<Consumption>();

  return {
    append: appender.append,
    ranges: admin.ranges,
    committed: admin.committed,
    read: reader.read,
    createTopics: admin.createTopics,
    ping: admin.ping,
    consume: async (consume) => {
      await admin.requireTopics(consume.topics).catch((error: unknown) => {
        if (!(error instanceof LogUnavailableError)) throw error;
        logger.warn({ err: error, group: consume.group }, "Kafka is away; consumption starts when it is back");
      });
      const consumption = startKafkaConsumption({ client, names, admin, sessionTimeoutMs }, consume);
      consumptions.add(consumption);
      const forget = () => consumptions.delete(consumption);
      consumption.finished.then(forget, forget);
      return consumption;
    },
    close: async () => {
      await Promise.all([...consumptions].map((consumption) => consumption.stop()));
      await Promise.all([appender.close(), reader.close()]);
      await admin.close();
    },
  };
}
