import type { Tx } from "../../platform/db.ts";
import type { Run } from "./core/run.ts";
import { archiveRuns, type RunLine, readRuns, replaceRuns } from "./jobs.queries.ts";
import { noteAccounting } from "./note-accounting.ts";
import { encodeBody } from "./run-line.ts";
import type { StoredRun } from "./store-runs.ts";
import {
  findStepOwners,
  insertStraySteps,
  listUnownedSteps,
  readStepSums,
  type StepSum,
  type StrayStep,
  type UnownedStep,
} from "./stray-steps.queries.ts";

const RUNS_AT_ONCE = 5_000;
const STEPS_AT_ONCE = 2_000;

/** Who is told, in pieces, of the runs that steps have changed and of the steps that no run could be found for. */
export interface StraySink {
  readonly changed: (runs: readonly StoredRun[]) => Promise<void>;
  readonly unowned: (steps: readonly UnownedStep[]) => Promise<void>;
}

/** Sets steps aside until the end of the text they stand in: `mergeStraySteps` finds their runs then. */
export async function keepStraySteps(tx: Tx, steps: readonly StrayStep[]): Promise<void> {
  if (steps.length > 0) await insertStraySteps(tx, steps);
}

/**
 * Adds what the steps that were set aside used to the runs they belong to: the run of the same job that was under way
 * when the step began. Done once at the end of a text, so that it makes no difference in what order its lines stand.
 * Sums never lower what a run says already, so the same steps again change nothing.
 */
export async function mergeStraySteps(
  tx: Tx,
  { batchId, at }: { batchId: string; at: Date },
  sink: StraySink,
): Promise<{ merged: number; unowned: number }> {
  const { owned, unowned } = await findStepOwners(tx);
  for (let sums = await firstSums(tx); sums.length > 0; sums = await sumsAfter(tx, sums)) {
    const changed = await raise(tx, sums);
    if (changed.length === 0) continue;
    await archiveRuns(tx, { runIds: changed.map(({ runId }) => runId), replacedBy: batchId, at });
    await replaceRuns(tx, changed, batchId);
    await noteAccounting(tx, changed, { batchId, at });
    await sink.changed(changed);
  }
  for (let after = 0, left = unowned; left > 0; left -= STEPS_AT_ONCE) {
    const steps = await listUnownedSteps(tx, { after, limit: STEPS_AT_ONCE });
    await sink.unowned(steps);
    after = steps.at(-1)?.line ?? after;
  }
  return { merged: owned, unowned };
}

async function firstSums(tx: Tx): Promise<StepSum[]> {
  return await readStepSums(tx, { after: null, limit: RUNS_AT_ONCE });
}

async function sumsAfter(tx: Tx, sums: readonly StepSum[]): Promise<StepSum[]> {
  const last = sums.length < RUNS_AT_ONCE ? undefined : sums.at(-1);
  return last === undefined ? [] : await readStepSums(tx, { after: last.runId, limit: RUNS_AT_ONCE });
}

async function raise(tx: Tx, sums: readonly StepSum[]): Promise<(StoredRun & RunLine)[]> {
  const existing = await readRuns(
    tx,
    sums.map(({ runId }) => runId),
  );
  return sums.flatMap(({ runId, used }) => {
    const known = existing.get(runId);
    if (known === undefined || known.contentHash === null) return [];
    const { run, ids, contentHash } = known;
    const raised = { ...run, ...atLeast(run, used) };
    const body = encodeBody(raised);
    return body === encodeBody(run) ? [] : [{ runId, run: raised, ids, body, contentHash }];
  });
}

type Used = Pick<Run, "usedCpuMilliseconds" | "maxRssKib" | "usedMemoryKibSeconds">;

function atLeast(run: Used, used: Used): Used {
  return {
    usedCpuMilliseconds: larger(run.usedCpuMilliseconds, used.usedCpuMilliseconds),
    maxRssKib: larger(run.maxRssKib, used.maxRssKib),
    usedMemoryKibSeconds: larger(run.usedMemoryKibSeconds, used.usedMemoryKibSeconds),
  };
}

function larger(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.max(a, b);
}
