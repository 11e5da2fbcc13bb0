import type { Node, NodeState } from "@purser/contract/schemas";

/** In the order in which pages list them. */
export const NODE_STATES = [
  "allocated",
  "mixed",
  "completing",
  "idle",
  "powered_down",
  "reserved",
  "maintenance",
  "draining",
  "drained",
  "down",
  "unknown",
] as const satisfies readonly NodeState[];

/** What the map may show of a node. */
export const MEASURES = ["state", "cpu", "memory", "gpu", "load"] as const;
export type Measure = (typeof MEASURES)[number];

/** How much of a node is taken, in steps, where the map shows that. */
export const STEPS = ["share_0", "share_1", "share_2", "share_3", "share_4", "over", "none", "untold"] as const;
export type Tone = NodeState | (typeof STEPS)[number];

/** How a node stands on the map: the colour of its cell, and the sign in it for those who cannot tell colours apart. */
export interface Mark {
  readonly tone: Tone;
  readonly sign: string;
}

/** The same in every language; the legend says what they mean. */
export const SIGNS: Readonly<Record<NodeState, string>> = {
  allocated: "A",
  mixed: "M",
  completing: "C",
  idle: "I",
  powered_down: "P",
  reserved: "R",
  maintenance: "W",
  draining: "d",
  drained: "D",
  down: "×",
  unknown: "?",
};

/** A node in one of these does no work, so that what is taken of it says nothing. */
const OUT_OF_WORK: ReadonlySet<NodeState> = new Set(["powered_down", "maintenance", "drained", "down", "unknown"]);

type Measured = Pick<
  Node,
  "state" | "cpus" | "allocated_cpus" | "memory_mib" | "allocated_memory_mib" | "gpus" | "allocated_gpus" | "load"
>;

/** The mark of a node under a measure. */
export function markOf(node: Measured, measure: Measure): Mark {
  if (measure === "state" || OUT_OF_WORK.has(node.state)) return { tone: node.state, sign: SIGNS[node.state] };
  const [part, whole] = amounts(node, measure);
  if (whole === 0) return { tone: "none", sign: "–" };
  if (part === null) return { tone: "untold", sign: "?" };
  return { tone: toneOf(part / whole), sign: String(Math.round((part / whole) * 100)) };
}

function amounts(node: Measured, measure: Exclude<Measure, "state">): readonly [part: number | null, whole: number] {
  if (measure === "cpu") return [node.allocated_cpus, node.cpus];
  if (measure === "memory") return [node.allocated_memory_mib, node.memory_mib];
  return measure === "gpu" ? [node.allocated_gpus, node.gpus] : [node.load, node.cpus];
}

/** Full is no alarm, but more load than CPUs is: a tenth above is left to chance. */
function toneOf(share: number): Tone {
  if (share > 1.1) return "over";
  if (share === 0) return "share_0";
  if (share <= 0.25) return "share_1";
  if (share <= 0.5) return "share_2";
  return share <= 0.75 ? "share_3" : "share_4";
}

/** What a partition's or a cluster's nodes are good for: at work, free for jobs, or neither. */
interface Availability {
  readonly in_use: number;
  readonly free: number;
  readonly unavailable: number;
}

const IN_USE: ReadonlySet<string> = new Set(["allocated", "mixed", "completing"]);
/** A node that is powered down is woken up for the job that wants it. */
const FREE: ReadonlySet<string> = new Set(["idle", "powered_down"]);

/** Sums up nodes by state. A node that is draining still works but takes no new job: it is not available. */
export function availabilityOf(states: Readonly<Record<string, number>>): Availability {
  const sum = (wanted: (state: string) => boolean) =>
    Object.entries(states).reduce((total, [state, count]) => total + (wanted(state) ? count : 0), 0);
  return {
    in_use: sum((state) => IN_USE.has(state)),
    free: sum((state) => FREE.has(state)),
    unavailable: sum((state) => !IN_USE.has(state) && !FREE.has(state)),
  };
}
