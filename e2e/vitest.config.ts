import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** Journeys through the built program in a browser, one file after another: they share one program and its data. */
export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  test: {
    name: "e2e",
    include: ["**/*.e2e.ts"],
    globalSetup: ["program-global-setup.ts"],
    environment: "node",
    pool: "forks",
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
