import type { JsonObject } from "../../domains/usage/core/json-values.ts";

/**
 * v0.0.40 (Slurm 23.11 to 25.05) to v0.0.41.
 *
 * Lifted: nothing.
 * Ignored: numbers in `{set, infinite, number}` are documented with 32 bits instead of 64; `time.planned` is new, and so are
 * `stdin`, `stdout` and `stderr` with their `_expanded` forms.
 */
export function liftV40(job: JsonObject): JsonObject {
  return job;
}
