import { sql } from "kysely";
import type { Db, Tx } from "../../platform/db.ts";

/** The labels that are this name in Unicode's NFC: Slurm may have told the same name in more forms than one. */
export async function findNameLabels(tx: Tx, name: string): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select l.id from jobs.label l where normalize(l.text, nfc) = ${name} order by l.id`.execute(tx);
  return rows.map((row) => row.id);
}

/** Which runs a rule speaks of, whatever other rules say. */
export interface RunSelection {
  readonly cluster: string;
  readonly accountLabel: number;
  /** Null: of every user. */
  readonly userLabels: readonly number[] | null;
  readonly from: Date;
  readonly to: Date | null;
}

/** The last run of the page before. */
export interface RunKey {
  readonly submittedAt: string;
  readonly runId: string;
}

/** A run that ended, and how it was rated. Amounts are micro-units. */
export interface RatedRunRow {
  readonly run_id: string;
  /** To the microsecond. */
  readonly submitted_at: string;
  readonly ended_at: Date;
  readonly cluster: string;
  readonly user: string;
  readonly account: string;
  readonly account_id: string | null;
  readonly receipt_id: string | null;
  readonly receipt_number: string | null;
  readonly micros: string | null;
  readonly currency: string | null;
  readonly verdict: string | null;
}

/** Runs that ended in the time that a rule speaks of, in the order they were submitted. */
export async function listSelectedRuns(
  tx: Tx,
  selection: RunSelection,
  { after, limit }: { after: RunKey | null; limit: number },
): Promise<RatedRunRow[]> {
  const { cluster, accountLabel, userLabels, from, to } = selection;
  const users = userLabels === null ? sql`true` : sql`r.user_label = any (${userLabels}::integer[])`;
  const key =
    after === null
      ? sql`true`
      : sql`(r.submitted_at, r.run_id) > (${after.submittedAt}::timestamptz, ${after.runId}::uuid)`;
  const { rows } = await sql<RatedRunRow>`
    select r.run_id, to_char(r.submitted_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as submitted_at, r.ended_at,
      n.name as cluster, u.text as "user", a.text as account, c.account_id, c.receipt_id, i.number as receipt_number,
      (c.cpu_micros::numeric + c.gpu_micros + c.memory_micros + c.minimum_micros)::text as micros, k.currency, x.verdict
    from jobs.run r
    join inventory.cluster n on n.id = r.cluster_id
    join jobs.label u on u.id = r.user_label
    join jobs.label a on a.id = r.account_label
    left join rating.charge c on c.run_id = r.run_id
    left join rating.uncharged x on x.run_id = r.run_id
    left join rating.rate_card k on k.id = c.card_id
    left join receipts.receipt i on i.id = c.receipt_id
    where r.account_label = ${accountLabel} and n.name = ${cluster} and ${users} and ${key}
      and r.ended_at >= ${from} and (${to}::timestamptz is null or r.ended_at < ${to}::timestamptz)
    order by r.submitted_at, r.run_id
    limit ${limit}`.execute(tx);
  return rows;
}

/** Billing accounts by id, as answers name them. */
export async function findAccountNames(
  db: Db | Tx,
  accountIds: readonly string[],
): Promise<Map<string, { id: string; code: string; name: string }>> {
  const rows = await db
    .selectFrom("organisation.billing_account as a")
    .select(["a.id", "a.code", "a.name"])
    .where("a.id", "=", sql<string>`any(${accountIds}::uuid[])`)
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}
