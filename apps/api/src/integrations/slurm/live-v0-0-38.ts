import type { JsonObject } from "../../domains/usage/core/json-values.ts";

/**
 * v0.0.38 (Slurm 22.05 to 23.11) to v0.0.39.
 *
 * Lifted: a node's `state` in lower case and its `state_flags` become one list in upper case; its `active_features` become a
 * list; `free_memory` becomes `free_mem` and `slurmd_version` becomes `version`. The flat members of a partition become
 * objects, and its flags are in upper case. 37 and some releases of 38 give 0 for a default time that is not 0: then it is not known.
 * Kept: `flags` and `state` of a partition, which 39 leaves out; `state` stands where 40 has it.
 */
export const liftLiveV38 = {
  node: ({
    state,
    state_flags: flags,
    active_features: features,
    free_memory,
    slurmd_version,
    ...node
  }: JsonObject) => ({
    ...node,
    state: [state, ...listed(flags)].map(upper),
    active_features: typeof features === "string" ? features.split(",").filter((each) => each !== "") : features,
    free_mem: free_memory,
    version: slurmd_version,
  }),
  partition: (partition: JsonObject): JsonObject => ({
    name: partition.name,
    flags: listed(partition.flags).map(upper),
    partition: { state: partition.state === undefined ? [] : [upper(partition.state)] },
    nodes: { configured: partition.nodes, total: partition.total_nodes },
    cpus: { total: partition.total_cpus },
    maximums: { time: partition.max_time_limit, nodes: partition.maximum_nodes_per_job },
    defaults: { time: partition.default_time_limit === 0 ? null : partition.default_time_limit },
    priority: { tier: partition.priority_tier },
  }),
};

function listed(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function upper(value: unknown): unknown {
  return typeof value === "string" ? value.toUpperCase() : value;
}
