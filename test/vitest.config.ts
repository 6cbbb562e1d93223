import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  root: fileURLToPath(new URL("..", import.meta.url)),
  test: {
    // The embedded engine cannot be loaded in worker threads that end, and faults are injected by killing processes.
    pool: "forks",
    include: ["{packages,services,test}/**/*.test.ts"],
    globalSetup: ["test/kafka-global-setup.ts"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    passWithNoTests: false,
  },
});
