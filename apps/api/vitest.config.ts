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
    globalSetup: ["src/testing/database-global-setup.ts"],
    environment: "node",
    pool: "forks",
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
