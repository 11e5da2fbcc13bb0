/** What a node is good for now, as one word. */
export const NODE_STATES = [
  "idle",
  "mixed",
  "allocated",
  "completing",
  "draining",
  "drained",
  "maintenance",
  "reserved",
  "powered_down",
  "down",
  "unknown",
] as const;

export type NodeState = (typeof NODE_STATES)[number];

/** Flags under which nothing new begins on a node, whatever else it does. */
const DRAINED_BY = ["DRAIN", "FAIL"];
const LOST = ["DOWN", "ERROR", "NOT_RESPONDING", "INVALID_REG"];
const POWERED_DOWN = ["POWERED_DOWN", "POWERING_DOWN", "POWERING_UP"];
const BUSY: ReadonlyMap<string, NodeState> = new Map([
  ["MIXED", "mixed"],
  ["ALLOCATED", "allocated"],
]);

/**
 * One word for the base state of a node and its flags, in upper case as slurmrestd gives them. What decides first is what
 * `node_state_string()` of Slurm's source looks at first, except that a node which does not answer is down whatever
 * it did last. A base state that is not known here is `unknown`.
 */
export function nodeState(words: readonly string[]): NodeState {
  const has = (word: string) => words.includes(word);
  const busy = [...BUSY].find(([word]) => has(word))?.[1];
  const isBusy = busy !== undefined || has("COMPLETING");
  if (LOST.some(has)) return "down";
  if (has("MAINTENANCE") && !isBusy) return "maintenance";
  if (DRAINED_BY.some(has)) return isBusy ? "draining" : "drained";
  if (busy !== undefined) return busy;
  if (has("COMPLETING")) return "completing";
  if (POWERED_DOWN.some(has)) return "powered_down";
  if (has("RESERVED")) return "reserved";
  return has("IDLE") ? "idle" : "unknown";
}
