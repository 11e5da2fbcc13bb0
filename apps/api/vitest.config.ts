import { defineConfig } from "vitest/config";

/** Workspace packages are read from their sources: tests need no build. */
const conditions = ["source", "module", "node", "development|production"];

export default defineConfig({
  tsconfig: "tsconfig.json",
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: ["source", "node"] } },
  test: {
    name: "api",
    include: ["src/**/*.test.ts"],
    globalSetup: ["src/testing/program-global-setup.ts", "src/testing/database-global-setup.ts"],
    environment: "node",
    pool: "forks",
    // Files of one worker share what they import: loading and compiling it anew for each took half of the time. No test
    // may leave a timer, a listener or a changed environment behind, nor be kept from another by one.
    isolate: false,
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
