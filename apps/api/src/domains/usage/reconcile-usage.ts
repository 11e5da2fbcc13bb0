import type { RequestContext } from "../../platform/context.ts";
import { transact } from "../../platform/db.ts";
import { recordEvent } from "../audit/record-event.ts";
import type { ClusterSources } from "./cluster-sources.ts";
import type { Span } from "./core/held-time.ts";
import { type Comparison, type Periods, reconcile } from "./core/reconcile.ts";
import { ReconcileError } from "./core/reconcile-error.ts";
import { periodsOf } from "./core/reported-period.ts";
import { SourceError } from "./core/source-error.ts";
import { readSreport, type SreportReport, type UnitSeconds } from "./core/sreport-reader.ts";
import { findComparedCluster, listEdgeRuns, sumPlainRuns } from "./reconciliation.queries.ts";

export interface ReconcileWish {
  /** Its name, in Unicode's NFC. */
  readonly cluster: string;
  readonly from: Date;
  readonly to: Date;
  /** What sreport printed; null: the cluster is asked. */
  readonly text: string | null;
  /** What a text without a title counts in. */
  readonly unitSeconds: UnitSeconds | null;
}

export interface Reconciliation extends Comparison, Periods {
  readonly cluster: string;
  readonly unitSeconds: UnitSeconds;
}

const LONGEST_SECONDS = 366 * 86_400;
/** Runs that are looked at one by one: those that run at the same moment, and those that were resized. */
const MOST_RUNS = 500_000;
const PATIENCE_MS = 60_000;

/**
 * Compares what Slurm reports of a cluster and period with what is in Purser, by account and user. Changes nothing; that
 * it was done, and what came of it, is audited.
 *
 * @throws {ReconcileError} if the report cannot be read, had or compared.
 */
export async function reconcileUsage(
  ctx: RequestContext,
  wish: ReconcileWish,
  sources: readonly ClusterSources[],
): Promise<Reconciliation> {
  const { cluster } = wish;
  const now = Math.floor(ctx.now().getTime() / 1_000);
  const asked = askedPeriod(wish, now);
  const { timeZone, id } = await transact(ctx.db, async (tx) => {
    const known = await findComparedCluster(tx, cluster);
    if (known === undefined) throw new ReconcileError("CLUSTER_UNKNOWN", { cluster });
    return known;
  });
  const pulled = wish.text === null ? await askSreport(cluster, asked, sources) : null;
  const report = ofCluster(readSreport(wish.text ?? pulled ?? "", wish.unitSeconds), cluster);
  const periods = periodsOf(asked, report.period, pulled === null ? timeZone : "UTC", now);
  return await transact(ctx.db, async (tx) => {
    const runs = await listEdgeRuns(tx, id, periods, MOST_RUNS + 1);
    if (runs.length > MOST_RUNS) throw new ReconcileError("RECONCILE_TOO_MANY_RUNS", { most: MOST_RUNS });
    const comparison = reconcile(report, { sums: await sumPlainRuns(tx, id, periods), runs }, periods);
    await recordEvent(tx, ctx, {
      action: "usage.reconciled",
      subject: cluster,
      subjectType: "cluster",
      detail: {
        ...{ from: iso(asked.from), to: iso(asked.to), report: pulled === null ? "text" : "sacct" },
        ...{ rows: comparison.rows.length, unexplained: comparison.rows.filter(isOpen).length },
      },
    });
    return { cluster, unitSeconds: report.unitSeconds, ...periods, ...comparison };
  });
}

const isOpen = ({ unexplained }: { unexplained: bigint }) => unexplained !== 0n;

/** What has not happened yet cannot be compared, so that a period that is not over ends now. */
function askedPeriod({ from, to }: ReconcileWish, now: number): Span {
  const [begin, end] = [from, to].map((time) => Math.floor(time.getTime() / 1_000));
  const span = { from: begin ?? 0, to: Math.min(end ?? 0, now) };
  if (span.from < 0 || span.from >= span.to || span.to - span.from > LONGEST_SECONDS)
    throw new ReconcileError("RECONCILE_PERIOD_INVALID");
  return span;
}

function ofCluster(report: SreportReport, cluster: string): SreportReport {
  const rows = report.rows.filter((row) => row.cluster === cluster);
  const other = report.rows[0]?.cluster;
  if (rows.length === 0 && other !== undefined)
    throw new ReconcileError("RECONCILE_OTHER_CLUSTER", { cluster, found: other });
  return { ...report, rows };
}

async function askSreport(cluster: string, window: Span, sources: readonly ClusterSources[]): Promise<string> {
  const configured = sources.find((each) => each.cluster === cluster)?.sources ?? [];
  const source = configured.find((each) => each.reportUsage !== undefined);
  if (source?.reportUsage === undefined) throw new ReconcileError("RECONCILE_NO_SREPORT", { cluster });
  try {
    return await source.reportUsage(window, AbortSignal.timeout(PATIENCE_MS));
  } catch (error) {
    const isLate = error instanceof DOMException && error.name === "TimeoutError";
    if (!isLate && !(error instanceof SourceError)) throw error;
    const issue = error instanceof SourceError ? error.code : "SOURCE_TIMED_OUT";
    throw new ReconcileError("RECONCILE_SOURCE_FAILED", { cluster }, { cause: error, details: [{ issue }] });
  }
}

function iso(seconds: number): string {
  return new Date(seconds * 1_000).toISOString();
}
