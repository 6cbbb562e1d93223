import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const common = {
  // The embedded engine cannot be loaded in worker threads that end, and faults are injected by killing processes.
  pool: "forks",
  testTimeout: 60_000,
  hookTimeout: 120_000,
} as const;

/** The files that share one Kafka broker. A broker starts only where one of them runs: not for a run of a few other files. */
const onBroker = ["packages/log/src/kafka/*.integration.test.ts", "services/ingest/src/kafka.integration.test.ts", "test/system/server-mode.test.ts"];

export default defineConfig({
  root: fileURLToPath(new URL("..", import.meta.url)),
  test: {
    passWithNoTests: false,
    projects: [
      {
        test: {
          ...common,
          name: "broker",
          include: onBroker,
          globalSetup: [fileURLToPath(new URL("kafka-global-setup.ts", import.meta.url))],
          // before all others, one at a time: what they wait for is the one broker
          sequence: { groupOrder: 0 },
          maxWorkers: 1,
        },
      },
      {
        test: {
          ...common,
          name: "other",
          include: ["{packages,services,test}/**/*.test.ts"],
          exclude: ["**/node_modules/**", ...onBroker],
          sequence: { groupOrder: 1 },
          // Much of a test is waiting, for an engine to start or for what comes through it: one file at a time leaves a small machine idle.
          maxWorkers: Math.max(2, availableParallelism() - 1),
        },
      },
    ],
  },
});
