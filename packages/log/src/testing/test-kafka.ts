/** A Kafka for tests. */
export interface TestKafka {
  readonly brokers: readonly string[];
  /** Kills the broker with SIGKILL, as a crash would; resolves once it is dead. Rejects for brokers that are not ours. */
  kill9(): Promise<void>;
  /** Kills the broker and starts it again at the same address on the same data. Rejects for brokers that are not ours. */
  restart(): Promise<void>;
  /** Stops the broker and removes its data; leaves brokers alone that are not ours. */
  stop(): Promise<void>;
}
