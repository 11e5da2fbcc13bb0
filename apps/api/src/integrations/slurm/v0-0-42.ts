import type { JsonObject } from "../../domains/usage/core/json-values.ts";

/**
 * v0.0.42 (Slurm 24.11 to 26.05) to v0.0.43.
 *
 * Lifted: nothing.
 * Ignored: `reservation.requested`, `segment_size`, `steps[].time.limit` and `steps[].step.stdin`, `stdout` and
 * `stderr` with their `_expanded` forms are new.
 */
export function liftV42(job: JsonObject): JsonObject {
  return job;
}
