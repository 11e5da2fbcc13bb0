import type { JsonObject } from "../../domains/usage/core/json-values.ts";

/**
 * v0.0.43 (Slurm 25.05 to 26.05) to v0.0.44.
 *
 * Lifted: nothing.
 * Ignored: nothing of a job differs.
 */
export function liftV43(job: JsonObject): JsonObject {
  return job;
}
