import { startTestKafka } from "@stats/log/testing";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** The broker that all test files of a run share: use topic prefixes and groups of your own. */
    kafkaBrokers: readonly string[];
  }
}

/** One broker for the test files of a project, started before the first of them and stopped after the last. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const kafka = await startTestKafka();
  provide("kafkaBrokers", kafka.brokers);
  return () => kafka.stop();
}
