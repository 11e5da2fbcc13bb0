import type { JsonObject } from "../../domains/usage/core/json-values.ts";

/** v0.0.45 (Slurm 26.05), the newest: `domains/usage/core/job-record.ts` reads its shape, so that nothing is left to lift. */
export function liftV45(job: JsonObject): JsonObject {
  return job;
}
