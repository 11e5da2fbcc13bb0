import type { Tx } from "../../platform/db.ts";
import type { Run } from "./core/run.ts";
import { archiveRuns, findStepOwners, readRuns, replaceRuns } from "./jobs.queries.ts";
import { encodeRun } from "./run-line.ts";
import type { StoredRun } from "./store-runs.ts";

/** What a step used, where its run was not the row before it. */
export interface StrayStep {
  readonly cluster: string;
  readonly jobId: number;
  readonly startedAt: number | null;
  readonly usedCpuMilliseconds: number | null;
  readonly maxRssKib: number | null;
  readonly usedMemoryKibSeconds: number | null;
}

type Used = Pick<Run, "usedCpuMilliseconds" | "maxRssKib" | "usedMemoryKibSeconds">;

/**
 * Adds what steps used to the runs they belong to: the run of the same job that was under way when the step began.
 * Sums are over the steps of one call and never lower what a run says already, so a repeated step changes nothing.
 * Returns the runs that changed, and the steps that no run could be found for.
 */
export async function mergeStraySteps<Step extends StrayStep>(
  tx: Tx,
  { steps, batchId, at }: { steps: readonly Step[]; batchId: string; at: Date },
): Promise<{ changed: StoredRun[]; unmatched: Step[] }> {
  if (steps.length === 0) return { changed: [], unmatched: [] };
  const owners = await findStepOwners(tx, steps);
  const usedBy = new Map<string, Used>();
  for (const [index, step] of steps.entries()) {
    const owner = owners.get(index);
    if (owner !== undefined) usedBy.set(owner, add(usedBy.get(owner), step));
  }
  const changed = await raise(tx, usedBy);
  if (changed.length > 0) {
    await archiveRuns(tx, { runIds: changed.map(({ runId }) => runId), replacedBy: batchId, at });
    await replaceRuns(tx, changed, batchId);
  }
  return { changed, unmatched: steps.filter((_, index) => !owners.has(index)) };
}

async function raise(
  tx: Tx,
  usedBy: ReadonlyMap<string, Used>,
): Promise<(StoredRun & { line: string; contentHash: string })[]> {
  const existing = await readRuns(tx, [...usedBy.keys()]);
  return [...existing].flatMap(([runId, { run, ids, contentHash }]) => {
    const used = usedBy.get(runId);
    if (used === undefined) return [];
    const raised = { ...run, ...atLeast(run, used) };
    const line = encodeRun(raised, ids);
    return line === encodeRun(run, ids) ? [] : [{ runId, run: raised, ids, line, contentHash }];
  });
}

function add(sum: Used | undefined, step: Used): Used {
  if (sum === undefined) return step;
  return {
    usedCpuMilliseconds: plus(sum.usedCpuMilliseconds, step.usedCpuMilliseconds),
    maxRssKib: larger(sum.maxRssKib, step.maxRssKib),
    usedMemoryKibSeconds: plus(sum.usedMemoryKibSeconds, step.usedMemoryKibSeconds),
  };
}

function atLeast(run: Used, used: Used): Used {
  return {
    usedCpuMilliseconds: larger(run.usedCpuMilliseconds, used.usedCpuMilliseconds),
    maxRssKib: larger(run.maxRssKib, used.maxRssKib),
    usedMemoryKibSeconds: larger(run.usedMemoryKibSeconds, used.usedMemoryKibSeconds),
  };
}

function plus(a: number | null, b: number | null): number | null {
  return a === null ? b : a + (b ?? 0);
}

function larger(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.max(a, b);
}
