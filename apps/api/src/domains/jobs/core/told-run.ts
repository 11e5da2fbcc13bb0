import { type FinishedEvent, type JobEvent, NO_FACTS, type NodeDevice, type RunFacts } from "./job-event.ts";
import { baseState, isEnded, type RunState, runState } from "./run-state.ts";

/** How one speaker told that the run ended. */
export type ToldEnd = Pick<FinishedEvent, "at" | "finalState" | "exitCode" | "signal">;

/** One fact with who told it when: of several tellings the earliest stands, whichever arrived first. */
type ToldFact = readonly [value: string | number, at: number, node: string];

/**
 * All that events have told of one run. Each part is a set, a minimum or a maximum, so that it makes no difference in what
 * order events arrive and how often. Speakers are nodes; the empty name speaks for all of them.
 */
export interface ToldRun {
  readonly nodes: readonly string[];
  /** Whether somebody has told which nodes there are. */
  readonly isListed: boolean;
  readonly submittedAt: number | null;
  readonly restartCount: number | null;
  readonly starts: Readonly<Record<string, number>>;
  readonly ends: Readonly<Record<string, ToldEnd>>;
  readonly facts: Readonly<Partial<Record<keyof RunFacts, ToldFact>>>;
  readonly devices: Readonly<Record<string, NodeDevice>>;
}

export const NOTHING_TOLD: ToldRun = {
  ...{ nodes: [], isListed: false, submittedAt: null, restartCount: null },
  ...{ starts: {}, ends: {}, facts: {}, devices: {} },
};

/** The run with one more event. */
export function withEvent(told: ToldRun, event: JobEvent): ToldRun {
  const { node, nodes } = event;
  return {
    nodes: withNodes(told.nodes, nodes, node),
    isListed: told.isListed || nodes.length > 0,
    submittedAt: told.submittedAt ?? event.submittedAt,
    restartCount: told.restartCount ?? event.restartCount,
    facts: withFacts(told.facts, event),
    ...(event.kind === "started"
      ? {
          starts: { ...told.starts, [node]: Math.min(told.starts[node] ?? event.at, event.at) },
          ends: told.ends,
          devices: node in told.devices ? told.devices : { ...told.devices, [node]: event.device },
        }
      : {
          starts: told.starts,
          ends: { ...told.ends, [node]: graver(told.ends[node], endOf(event), node, node) },
          devices: told.devices,
        }),
  };
}

function endOf({ at, finalState, exitCode, signal }: FinishedEvent): ToldEnd {
  return { at, finalState: saysNothing(finalState) ? null : finalState, exitCode, signal };
}

/** What Slurm says while an epilog runs: that the run is ending, and nothing of how. */
const ENDING: ReadonlySet<string> = new Set(["COMPLETING", "SIGNALING", "STAGE_OUT"]);

/** Whether an epilog may say this of a run: that it has ended so, that it is ending, or a word that Slurm never documented. */
export function canEnd(finalState: string): boolean {
  return ENDING.has(baseState(finalState)) || isEnded(finalState, 0);
}

function saysNothing(finalState: string | null): boolean {
  return finalState === null || ENDING.has(baseState(finalState));
}

function withNodes(known: readonly string[], nodes: readonly string[], speaker: string): readonly string[] {
  const isHeard = speaker === "" || known.includes(speaker);
  if (isHeard && nodes.every((name) => known.includes(name))) return known;
  return [...new Set([...known, ...nodes, ...(speaker === "" ? [] : [speaker])])].sort();
}

const FACTS = Object.keys(NO_FACTS) as (keyof RunFacts)[]; // the keys of a constant of ours

function withFacts(known: ToldRun["facts"], { facts, at, node }: JobEvent): ToldRun["facts"] {
  let told: Partial<Record<keyof RunFacts, ToldFact>> | undefined;
  for (const name of FACTS) {
    const value = facts[name];
    if (value === null) continue;
    const before = known[name];
    if (before !== undefined && !isBefore([value, at, node], before)) continue;
    told ??= { ...known };
    told[name] = [value, at, node];
  }
  return told ?? known;
}

/** An order of tellings without ties, so that the same ones give the same fact. */
function isBefore([value, at, node]: ToldFact, [otherValue, otherAt, otherNode]: ToldFact): boolean {
  if (at !== otherAt) return at < otherAt;
  if (node !== otherNode) return node < otherNode;
  return String(value) < String(otherValue);
}

/** How far the run is: under way; ended as far as anybody knows; or ended for good, since all who could speak have spoken. */
export type Progress = "under_way" | "ended" | "settled";

/**
 * A run has ended when somebody who speaks for all nodes has said so, or each of its nodes. Where nobody has told which
 * nodes there are, the end of one may be the end of all, and what is told later may show that it was not.
 */
export function progressOf({ nodes, ends, isListed }: ToldRun): Progress {
  if ("" in ends) return "settled";
  if (nodes.length === 0 || !nodes.every((node) => node in ends)) return "under_way";
  return isListed ? "settled" : "ended";
}

/**
 * Whether an event comes too late to say anything of a run: it has ended for good, and this speaker has been heard already,
 * or somebody has told the start for all nodes. The end on another node, and a start that nobody has told, are never late.
 */
export function isTooLate(told: ToldRun, { kind, node }: Pick<JobEvent, "kind" | "node">): boolean {
  if (progressOf(told) !== "settled") return false;
  return kind === "finished" ? node in told.ends : node in told.starts || "" in told.starts;
}

/** What the events told so far make of a run. Times are epoch seconds. */
export interface ToldOutcome {
  readonly state: RunState;
  readonly rawState: string;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  readonly exitCode: number | null;
  readonly exitSignal: number | null;
}

/** The state of a run by all that was told of it, whatever the order. */
export function outcomeOf(told: ToldRun): ToldOutcome {
  const starts = Object.values(told.starts);
  const startedAt = starts.length === 0 ? null : Math.min(...starts);
  const [first, ...others] = Object.entries(told.ends);
  if (progressOf(told) === "under_way" || first === undefined) {
    return { ...UNDER_WAY, startedAt };
  }
  let [speaker, end] = first;
  for (const [node, other] of others) {
    const chosen = graver(end, other, speaker, node);
    if (chosen === other) [speaker, end] = [node, other];
  }
  const endedAt = Math.max(startedAt ?? Number.NEGATIVE_INFINITY, ...Object.values(told.ends).map(({ at }) => at));
  const rawState = wordOf(end);
  return { state: runState(rawState), rawState, startedAt, endedAt, exitCode: end.exitCode, exitSignal: end.signal };
}

const UNDER_WAY = { state: "running", rawState: "RUNNING", endedAt: null, exitCode: null, exitSignal: null } as const;

/** SIGKILL and SIGTERM: what Slurm ends a run with that somebody cancels. */
const CANCELLING: ReadonlySet<number> = new Set([9, 15]);
/** What Slurm writes for a signal where memory ran out. */
const OUT_OF_MEMORY = 125;

/** What Slurm said of the end, or what its exit code and signal mean where it said nothing. */
export function wordOf({ finalState, exitCode, signal }: Omit<ToldEnd, "at">): string {
  if (finalState !== null) return finalState;
  if (signal === OUT_OF_MEMORY) return "OUT_OF_MEMORY";
  if (signal !== null && signal !== 0) return CANCELLING.has(signal) ? "CANCELLED" : "FAILED";
  return exitCode !== null && exitCode !== 0 ? "FAILED" : "COMPLETED";
}

const GRAVITY: Readonly<Record<RunState, number>> = {
  ...{ completed: 0, running: 1, unknown: 2, pending: 3, cancelled: 4, failed: 5 },
};

/** Of two ends the one that tells more of the run: Slurm's own word before what was derived, then the worse one. Never a tie. */
function graver(first: ToldEnd | undefined, second: ToldEnd, firstNode: string, secondNode: string): ToldEnd {
  if (first === undefined) return second;
  const [a, b] = [rankOf(first, firstNode), rankOf(second, secondNode)];
  for (const [index, value] of a.entries()) {
    const other = b[index] ?? 0;
    if (value !== other) return value > other ? first : second;
  }
  return first;
}

function rankOf(end: ToldEnd, node: string): readonly (number | string)[] {
  const { at, finalState, exitCode, signal } = end;
  const gravity = GRAVITY[runState(wordOf(end))];
  return [
    finalState === null ? 0 : 1,
    gravity,
    node === "" ? 1 : 0,
    at,
    finalState ?? "",
    exitCode ?? -1,
    signal ?? -1,
    node,
  ];
}
