import type { Tx } from "../../platform/db.ts";
import { clusterTimeZones } from "../inventory/cluster-time-zones.ts";
import type { StoredRuns } from "../jobs/store-runs.ts";
import { addAccountCounts } from "./account-counts.queries.ts";
import { AccountTally } from "./core/account-tally.ts";
import { type Span, spanOfText } from "./core/coverage.ts";
import { ClusterTally } from "./core/day-tally.ts";
import { addDayCounts, addReadSpan, insertBatchDays } from "./keep-coverage.queries.ts";
import type { Chunk } from "./read-chunks.ts";
import type { UsageContext } from "./run-pricer.ts";

/** What a batch does to the days and the Slurm accounts of each cluster, by the cluster's id. */
export type CoverageTally = Map<number, CountedCluster>;

interface CountedCluster {
  readonly cluster: string;
  readonly tally: ClusterTally;
  readonly accounts: AccountTally;
}

/** Begins to count for clusters that the batch meets for the first time, by the zones on record. */
export async function meetClusters(
  tx: Tx,
  ctx: UsageContext,
  { coverage, clusters }: { coverage: CoverageTally; clusters: ReadonlyMap<string, number> },
): Promise<void> {
  const zoneOf = await clusterTimeZones(tx, ctx.config);
  for (const [name, id] of clusters) {
    const cluster = name.normalize("NFC");
    if (coverage.has(id)) continue;
    coverage.set(id, { cluster, tally: new ClusterTally(zoneOf(cluster)), accounts: new AccountTally() });
  }
}

/** Counts the runs of a chunk that has been written. */
export function countChunk(
  coverage: CoverageTally,
  clusters: ReadonlyMap<string, number>,
  { runs }: Pick<Chunk, "runs">,
  { added, completed, changed }: StoredRuns,
): void {
  const counted = (clusterId: number | undefined) => {
    const known = clusterId === undefined ? undefined : coverage.get(clusterId);
    if (known === undefined) throw new Error("a cluster was not met before its runs were counted");
    return known;
  };
  for (const { run } of runs) counted(clusters.get(run.cluster)).tally.meet(run);
  for (const { run, ids } of [...added, ...completed]) {
    const { tally, accounts } = counted(ids.clusterId);
    tally.add(run, ids.partitionLabel);
    accounts.add(ids, run.submittedAt);
  }
  for (const { run, ids, before } of changed) {
    const { tally, accounts } = counted(ids.clusterId);
    tally.change(before.run, before.ids.partitionLabel, run, ids.partitionLabel);
    accounts.change(before.ids, before.run.submittedAt, ids, run.submittedAt);
  }
}

/**
 * What a text was read of: `text`, all that there was between its first and its last run; `nothing`, it says nothing of the
 * time around its runs; or the time that Slurm was asked for.
 */
export type ReadClaim = "text" | "nothing" | Span;

export interface KeepCoverage {
  readonly batchId: string;
  /** When it was read. */
  readonly at: Date;
  readonly rejected: number;
  readonly claim: ReadClaim;
}

/** Writes down what a batch did to each day and Slurm account, and what it was read of. */
export async function keepCoverage(tx: Tx, coverage: CoverageTally, batch: KeepCoverage): Promise<void> {
  const touched = [...coverage].flatMap(([clusterId, { tally }]) =>
    [...tally.days].map((day) => ({ clusterId, ...day })),
  );
  const changes = touched.flatMap(({ clusterId, day, partitions }) =>
    [...partitions].map(([partitionLabel, counts]) => ({ clusterId, day, partitionLabel, ...counts })),
  );
  if (changes.length > 0) await addDayCounts(tx, changes);
  const brought = touched.filter(({ runsNew, runsChanged }) => runsNew + runsChanged > 0);
  if (brought.length > 0) await insertBatchDays(tx, batch, brought);
  for (const [clusterId, { accounts }] of coverage) {
    const moved = accounts.changes();
    if (moved.length > 0) await addAccountCounts(tx, clusterId, moved);
  }
  for (const { cluster, tally } of coverage.values()) {
    const span = spanClaimed(batch, tally);
    const lastRunAt = Number.isFinite(tally.lastEnd) ? tally.lastEnd : null;
    await addReadSpan(tx, cluster, { span, lastRunAt });
  }
}

function spanClaimed({ claim, at }: Pick<KeepCoverage, "claim" | "at">, tally: ClusterTally): Span | null {
  if (claim === "nothing") return null;
  return claim === "text" ? spanOfText(tally, tally.timeZone, at) : untilNow(claim, at);
}

/** A stretch of time without what is yet to come; null where nothing is left of it. */
export function untilNow({ from, to }: Span, now: Date): Span | null {
  const end = Math.min(to, now.getTime() / 1000);
  return from < end ? { from, to: end } : null;
}
