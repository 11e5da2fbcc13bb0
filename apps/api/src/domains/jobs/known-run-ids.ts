import type { Tx } from "../../platform/db.ts";
import { findSameRuns, type RunNames } from "./jobs.queries.ts";
import type { IncomingRun } from "./prepare-run.ts";
import { withToldIds } from "./told-run-ids.ts";

/**
 * The runs under the ids they are known by. Slurm 25.11 and later name a run by a SLUID, which a text shows only if it was
 * asked for: a run that is told once with it and once without must not become two, and be billed twice. So a run with a
 * SLUID takes the id of a known one without that has the same cluster, job and submit time, and the other way round.
 */
export async function withKnownIds(
  tx: Tx,
  runs: readonly IncomingRun[],
  { anyNamed, anyUnnamed }: { anyNamed: boolean; anyUnnamed: boolean },
): Promise<readonly IncomingRun[]> {
  const told = anyUnnamed ? await withToldIds(tx, runs) : runs;
  return await withSluidIds(tx, told, { anyNamed });
}

async function withSluidIds(
  tx: Tx,
  runs: readonly IncomingRun[],
  { anyNamed }: { anyNamed: boolean },
): Promise<readonly IncomingRun[]> {
  const named = runs.filter(({ run }) => run.sluid !== null);
  const nameless = named.length === runs.length || !anyNamed ? [] : runs.filter(({ run }) => run.sluid === null);
  if (named.length === 0 && nameless.length === 0) return runs;
  const ids = new Map<IncomingRun, string>();
  for (const told of [named, nameless]) {
    const known = told.length === 0 ? new Map<number, string>() : await findSameRuns(tx, told.map(namesOf));
    for (const [index, runId] of known) {
      const incoming = told[index];
      if (incoming !== undefined) ids.set(incoming, runId);
    }
  }
  return runs.map((incoming) => ({ ...incoming, runId: ids.get(incoming) ?? incoming.runId }));
}

function namesOf({ run, ids }: IncomingRun): RunNames {
  return { clusterId: ids.clusterId, jobId: run.jobId, submittedAt: run.submittedAt, sluid: run.sluid };
}
