import { randomUUID } from "node:crypto";
import { inject } from "vitest";
import { describeLogContract } from "../contract.ts";
import { openKafkaLog } from "./open-kafka-log.ts";

describeLogContract("Kafka", () => {
  const topicPrefix = `contract-${randomUUID()}-`;
  const log = () => openKafkaLog({ brokers: inject("kafkaBrokers"), clientId: "contract", topicPrefix });
  // Groups are not prefixed, so the fixture does it: the tests use the same names.
  return {
    open: async () => {
      const opened = log();
      return {
        ...opened,
        consume: (options) => opened.consume({ ...options, group: topicPrefix + options.group }),
        committed: (group, topics) => opened.committed(topicPrefix + group, topics),
      };
    },
    remove: async () => undefined,
  };
});
