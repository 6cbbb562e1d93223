import { startContainerKafka } from "./container-kafka.ts";
import { startLocalKafka } from "./local-kafka.ts";
import type { TestKafka } from "./test-kafka.ts";

export { startLocalKafka } from "./local-kafka.ts";
export type { TestKafka } from "./test-kafka.ts";

/**
 * A Kafka to test against, in this order: the brokers in STATS_TEST_KAFKA_BROKERS (comma list); a container, where a container
 * runtime runs and has or can pull the image; a local broker from Maven Central's jars. Rejects with one sentence if none can be had.
 */
export async function startTestKafka(given = process.env["STATS_TEST_KAFKA_BROKERS"]): Promise<TestKafka> {
  const brokers = (given ?? "").split(",").flatMap((broker) => (broker.trim() === "" ? [] : [broker.trim()]));
  return brokers.length > 0 ? externalKafka(brokers) : await startOwnedTestKafka();
}

/** As {@link startTestKafka}, but never somebody else's broker: for tests that kill and restart it. */
export async function startOwnedTestKafka(): Promise<TestKafka> {
  const faults: string[] = [];
  for (const [name, start] of [
    ["container", startContainerKafka],
    ["local broker", startLocalKafka],
  ] as const) {
    try {
      return await start();
    } catch (error) {
      faults.push(`${name}: ${error instanceof Error ? error.message.split("\n")[0] : String(error)}`);
    }
  }
  throw new Error(`No Kafka to test against: set STATS_TEST_KAFKA_BROKERS, or run Docker, or install Java 17 and Maven (${faults.join("; ")}).`);
}

function externalKafka(brokers: readonly string[]): TestKafka {
  const refuse = () => Promise.reject(new Error("The brokers in STATS_TEST_KAFKA_BROKERS are not ours to kill or restart."));
  return { brokers, kill9: refuse, restart: refuse, stop: () => Promise.resolve() };
}
