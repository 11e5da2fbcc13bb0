import { defineConfig } from "vitest/config";

const conditions = ["source", "module", "node", "development|production"];

export default defineConfig({
  test: {
    maxWorkers: 2,
    testTimeout: 20_000,
    projects: [
      "apps/*/vitest.config.ts",
      {
        tsconfig: "tsconfig.base.json",
        resolve: { conditions },
        ssr: { resolve: { conditions, externalConditions: ["source", "node"] } },
        test: { name: "packages", include: ["packages/**/*.test.ts"], testTimeout: 120_000, pool: "forks" },
      },
    ],
  },
});
