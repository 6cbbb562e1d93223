import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { deadLetterPartitions, deadLetterTopic, topics } from "@stats/events";
import type { Config, Logger } from "@stats/kit";
import { type Log, openKafkaLog, openSqliteLog, type TopicSpec } from "@stats/log";

/** All topics of the contract, as this system creates them. */
export function topicSpecs(partitions: number): readonly TopicSpec[] {
  return [
    ...topics.map((topic) => ({ topic, partitions })),
    // Rejects are few and are read as one list; a letter carries more than the record it is about.
    { topic: deadLetterTopic, partitions: deadLetterPartitions, config: { "max.message.bytes": "2097152" } },
  ];
}

/** The log by configuration: Kafka where brokers are named, else the embedded one, whose topics exist from the start. */
export async function openLog(config: Config, logger: Logger): Promise<Log> {
  if (config.STATS_KAFKA_BROKERS !== undefined) {
    return openKafkaLog({
      brokers: config.STATS_KAFKA_BROKERS,
      clientId: "contact-center-stats",
      topicPrefix: config.STATS_KAFKA_TOPIC_PREFIX,
      sessionTimeoutMs: config.STATS_KAFKA_SESSION_MS,
      logger,
    });
  }
  mkdirSync(config.STATS_DATA_DIR, { recursive: true });
  const log = await openSqliteLog({ file: join(config.STATS_DATA_DIR, "log.sqlite"), logger });
  await log.createTopics(topicSpecs(config.STATS_KAFKA_PARTITIONS));
  return log;
}
