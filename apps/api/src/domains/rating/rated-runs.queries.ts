import { sql } from "kysely";
import type { Db, Tx } from "../../platform/db.ts";
import type { Run } from "../jobs/core/run.ts";
import { RUN_COLUMNS } from "../jobs/run-line.ts";
import { toRun } from "../jobs/run-row.ts";

/** A run as it stands, with the ids of the texts that prices look at. */
export interface StandingRun {
  readonly runId: string;
  readonly run: Run;
  readonly partitionLabel: number;
  readonly qosLabel: number;
}

/** Whose runs may be read: everybody's (null), or those of these Slurm users. */
export type SlurmUserScope = readonly string[] | null;

/** Runs as they stand, those of them that the scope shows. */
export async function readStandingRuns(
  db: Db | Tx,
  runIds: readonly string[],
  scope: SlurmUserScope,
): Promise<StandingRun[]> {
  const rows = await db
    .selectFrom("jobs.run as r")
    .innerJoin("inventory.cluster as c", "c.id", "r.cluster_id")
    .innerJoin("jobs.label as u", "u.id", "r.user_label")
    .innerJoin("jobs.label as a", "a.id", "r.account_label")
    .innerJoin("jobs.label as p", "p.id", "r.partition_label")
    .innerJoin("jobs.label as q", "q.id", "r.qos_label")
    .select(["r.run_id", ...RUN_COLUMNS.map((column) => `r.${column}` as const)])
    .select(["c.name as cluster", "u.text as user", "a.text as account", "p.text as partition", "q.text as qos"])
    .where("r.run_id", "=", sql<string>`any(${runIds}::uuid[])`)
    .$if(scope !== null, (query) => query.where("u.text", "=", sql<string>`any(${scope}::text[])`))
    .execute();
  return rows.map((row) => ({
    runId: row.run_id,
    run: toRun(row),
    partitionLabel: row.partition_label,
    qosLabel: row.qos_label,
  }));
}
