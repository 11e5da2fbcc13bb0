import type { JsonObject } from "../../domains/usage/core/json-values.ts";

/**
 * v0.0.44 (Slurm 25.11 and 26.05) to v0.0.45.
 *
 * Lifted: nothing.
 * Ignored: `sluid`, which is absent before and then not known, `original_sluid`, `exclusive`, `oversubscribe` and
 * `steps[].submit_line` are new; `steps[].pid` is gone.
 */
export function liftV44(job: JsonObject): JsonObject {
  return job;
}
