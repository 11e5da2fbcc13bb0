import type { JsonObject } from "../../domains/usage/core/json-values.ts";

/**
 * v0.0.39 (Slurm 23.02 to 24.05) to v0.0.40.
 *
 * Lifted: `job_state` becomes a list of the base state and its flags.
 * Absent, and not known then: `partition.state` and `flags` of a partition.
 */
export const liftLiveV39 = {
  job: (job: JsonObject): JsonObject => {
    const { job_state: state } = job;
    return typeof state === "string" ? { ...job, job_state: state.split("+") } : job;
  },
};
