import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** Journeys through the built program in a browser. Those of one worker come one after another, and share its program. */
export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  test: {
    name: "e2e",
    include: ["**/*.e2e.ts"],
    globalSetup: ["program-global-setup.ts"],
    environment: "node",
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 240_000,
    expect: { poll: { timeout: 30_000 } },
  },
});
