import type { JsonObject } from "../../domains/usage/core/json-values.ts";

/**
 * v0.0.41 (Slurm 24.05 to 25.11) to v0.0.42.
 *
 * Lifted: nothing.
 * Ignored: `restart_cnt` and `qosreq` are new.
 */
export function liftV41(job: JsonObject): JsonObject {
  return job;
}
