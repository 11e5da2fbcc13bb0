import type { JsonObject } from "../../domains/usage/core/json-values.ts";

/** The words of `node_state_string()` that stand for a base state with a flag. */
const WITH_FLAG: ReadonlyMap<string, readonly [string, string]> = new Map([
  ["DRAINING", ["ALLOCATED", "DRAIN"]],
  ["DRAINED", ["IDLE", "DRAIN"]],
  ["FAILING", ["ALLOCATED", "FAIL"]],
  ["COMPLETING", ["IDLE", "COMPLETING"]],
  ["RESERVED", ["IDLE", "RESERVED"]],
  ["PLANNED", ["IDLE", "PLANNED"]],
  ["MAINT", ["IDLE", "MAINTENANCE"]],
  ["POWERING_DOWN", ["IDLE", "POWERING_DOWN"]],
  ["POWERED_DOWN", ["IDLE", "POWERED_DOWN"]],
]);

/** What a character at the end of the word stands for. */
const SUFFIXES: ReadonlyMap<string, string> = new Map([
  ["*", "NOT_RESPONDING"],
  ["~", "POWERED_DOWN"],
  ["#", "POWERING_UP"],
  ["!", "POWER_DOWN"],
  ["%", "POWERING_DOWN"],
  ["$", "MAINTENANCE"],
  ["@", "REBOOT_REQUESTED"],
  ["^", "REBOOT_ISSUED"],
  ["-", "PLANNED"],
  ["+", "COMPLETING"],
]);

/**
 * v0.0.36 (Slurm 20.11 to 22.05) to v0.0.37.
 *
 * Lifted: a node's `state` is one word as sinfo prints it, flags and all, instead of the base state beside `state_flags`.
 * A node that is partly in use says `allocated`, and so it stays.
 * Absent, and not known then: `alloc_cpus`, `alloc_memory`, `tres_used` and `partitions` of nodes, `state` of partitions;
 * `user_name` is empty until a job begins.
 */
export const liftLiveV36 = {
  node: (node: JsonObject): JsonObject => {
    const { state } = node;
    if (typeof state !== "string") return node;
    const flags: string[] = [];
    let word = state.toUpperCase();
    for (;;) {
      const flag = SUFFIXES.get(word.slice(-1));
      if (flag === undefined) break;
      flags.push(flag);
      word = word.slice(0, -1);
    }
    const [base, ...more] = WITH_FLAG.get(word) ?? [word];
    return { ...node, state: base, state_flags: [...more, ...flags] };
  },
};
