import { defineConfig } from "vitest/config";

export default defineConfig({
  tsconfig: "tsconfig.json",
  test: { name: "collector", testTimeout: 20_000, include: ["src/**/*.test.ts"], environment: "node", pool: "forks" },
});
