import type { Tx } from "../../platform/db.ts";
import { nearestTold } from "./core/match-run.ts";
import type { IncomingRun } from "./prepare-run.ts";
import { findUnnamedRuns, nameRuns, type UnnamedRun } from "./told-run-ids.queries.ts";

/**
 * Records under the ids of the runs that events told of without a submit time. Such a run is found by its cluster, its job
 * and the time it began; from the first record on it is known by that record's id as well, so that the same run read again
 * is never taken for another, and billed twice.
 */
export async function withToldIds(tx: Tx, runs: readonly IncomingRun[]): Promise<readonly IncomingRun[]> {
  const { unnamed, taken } = await findUnnamedRuns(
    tx,
    runs.map(({ runId, run, ids }) => ({ runId, clusterId: ids.clusterId, jobId: run.jobId })),
  );
  if (unnamed.length === 0) return runs;
  const byKey = new Map(unnamed.flatMap((told) => (told.keyId === null ? [] : [[told.keyId, told.runId] as const])));
  const free = new Set(unnamed.filter(({ keyId }) => keyId === null));
  const named = runs.map((incoming) => {
    if (taken.has(incoming.runId)) return incoming;
    let runId = byKey.get(incoming.runId);
    if (runId === undefined) {
      const told = nearest(free, incoming);
      if (told === undefined) return incoming;
      free.delete(told);
      byKey.set(incoming.runId, told.runId);
      runId = told.runId;
    }
    return { ...incoming, runId };
  });
  const known = new Set(unnamed.flatMap(({ keyId }) => keyId ?? []));
  const fresh = [...byKey].filter(([keyId]) => !known.has(keyId));
  if (fresh.length > 0) await nameRuns(tx, fresh);
  return named;
}

/** Of the runs of its job the one that began nearest to when the record says. */
function nearest(free: ReadonlySet<UnnamedRun>, { run, ids }: IncomingRun): UnnamedRun | undefined {
  const own = [...free].filter((told) => told.clusterId === ids.clusterId && told.jobId === run.jobId);
  return nearestTold(own, run);
}
