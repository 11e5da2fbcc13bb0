import { isObject, type JsonObject, memberOf } from "../domains/usage/core/json-values.ts";
import type { LiveThing } from "../integrations/slurm/live-lifts.ts";

/**
 * A record of a live cluster in the shape of v0.0.45 as an older version would have said it: the opposite of the lifts of
 * `integrations/slurm`, written on its own from Slurm's documents. Not for v0.0.36, which says less than can be undone.
 */
export function lowerLive(thing: LiveThing, record: JsonObject, version: number): JsonObject {
  if (thing === "partition") return lowerPartition(record, version);
  if (thing === "node") return lowerNode(record, version);
  return version < 40 ? { ...bareOf(record, version < 39), job_state: firstOf(record.job_state) } : record;
}

function lowerPartition(partition: JsonObject, version: number): JsonObject {
  const { flags, partition: own, ...rest } = partition;
  if (version >= 45) return partition;
  if (version >= 40) return { ...rest, partition: own };
  if (version === 39) return rest;
  const bare = (...path: string[]) => bareNumber(memberOf(partition, ...path));
  return {
    name: partition.name,
    flags: lower(flags),
    state: firstOf(memberOf(partition, "partition", "state")),
    nodes: memberOf(partition, "nodes", "configured"),
    total_nodes: bare("nodes", "total"),
    total_cpus: bare("cpus", "total"),
    max_time_limit: bare("maximums", "time"),
    default_time_limit: bare("defaults", "time"),
    maximum_nodes_per_job: bare("maximums", "nodes") ?? -1,
    priority_tier: bare("priority", "tier"),
  };
}

function lowerNode(node: JsonObject, version: number): JsonObject {
  if (version >= 40) return node;
  const bare: JsonObject = { ...node, boot_time: bareNumber(node.boot_time) };
  if (version === 39) return { ...bare, cpu_load: { set: true, infinite: false, number: node.cpu_load } };
  const { state, active_features: features, free_mem: free, version: release, ...rest } = bare;
  const [base, ...flags] = Array.isArray(state) ? state : [];
  return {
    ...rest,
    state: String(base).toLowerCase(),
    state_flags: flags,
    active_features: Array.isArray(features) ? features.join(",") : "",
    free_memory: bareNumber(free),
    slurmd_version: release,
  };
}

/** Times are bare up to v0.0.39, everything else up to v0.0.38. */
function bareOf(job: JsonObject, everything: boolean): JsonObject {
  const entries = Object.entries(job).map(([name, value]) => [
    name,
    isObject(value) && (everything || name.endsWith("_time")) ? bareNumber(value) : value,
  ]);
  return Object.fromEntries(entries);
}

function bareNumber(value: unknown): unknown {
  if (!isObject(value)) return value;
  return value.set === true ? value.number : null;
}

function firstOf(value: unknown): unknown {
  return Array.isArray(value) ? value[0] : value;
}

function lower(value: unknown): unknown {
  return Array.isArray(value) ? value.map((word) => String(word).toLowerCase()) : value;
}
