import { createRequire } from "node:module";
import type { Kafka, KafkaMessage } from "kafkajs";

/**
 * kafkajs can read only as a member of a group: three round trips to join, up to seconds of delay on the broker's side, and a
 * group to delete afterwards, for what is one fetch request. So a range is read with kafkajs's own (unpublished) cluster and
 * batch classes. The version is pinned, and the contract test reads through this.
 */
export interface Cluster {
  connect(): Promise<void>;
  disconnect(): Promise<void>;
  addTargetTopic(topic: string): Promise<void>;
  refreshMetadata(): Promise<void>;
  refreshMetadataIfNecessary(): Promise<void>;
  findLeaderForPartitions(topic: string, partitions: number[]): Record<string, number[]>;
  findBroker(node: { nodeId: string }): Promise<Broker>;
}

interface Broker {
  fetch(request: {
    isolationLevel: number;
    maxWaitTime: number;
    minBytes: number;
    maxBytes: number;
    topics: { topic: string; partitions: { partition: number; fetchOffset: string; maxBytes: number }[] }[];
  }): Promise<{ responses: { partitions: PartitionData[] }[] }>;
}

export interface PartitionData {
  readonly messages: readonly unknown[];
}

export interface FetchedBatch {
  /** Without control records and aborted transactions. */
  readonly messages: KafkaMessage[];
  lastOffset(): string;
}

interface ClusterConfig {
  readonly logger: ReturnType<Kafka["logger"]>;
  readonly socketFactory: unknown;
  readonly brokers: string[];
  readonly clientId: string;
  readonly connectionTimeout: number;
  readonly requestTimeout: number;
  readonly authenticationTimeout: number;
  readonly enforceRequestTimeout: boolean;
  readonly metadataMaxAge: number;
  readonly retry: object;
  readonly allowAutoTopicCreation: boolean;
  readonly isolationLevel: number;
}

const load = createRequire(import.meta.url);

export const READ_COMMITTED = 1;
export const KafkaCluster = load("kafkajs/src/cluster") as new (config: ClusterConfig) => Cluster;
export const KafkaBatch = load("kafkajs/src/consumer/batch") as new (topic: string, fetchedOffset: string, data: PartitionData) => FetchedBatch;
export const createSocketFactory = load("kafkajs/src/network/socketFactory") as () => unknown;
