import { defineConfig, mergeConfig } from "vitest/config";
import api from "./vitest.config.ts";

/** Tests against a real cluster, which the environment names: docs/guides/operators.md, "Trying a cluster". */
export default mergeConfig(
  { ...api, test: { ...api.test, include: [] } },
  defineConfig({
    root: import.meta.dirname,
    test: {
      name: "slurm",
      include: ["src/**/*.slurm.ts"],
      // One cluster for all: a file may take a node away from it.
      fileParallelism: false,
      testTimeout: 120_000,
      hookTimeout: 300_000,
    },
  }),
);
