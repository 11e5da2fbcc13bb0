import { sql } from "kysely";
import type { Db, Tx } from "../../platform/db.ts";

export type BilledChangeStatus = "open" | "acknowledged" | "adjusted" | "voided";

/** What had a run rated anew: a record that changed it, a change of a binding, or the void of the receipt it was on. */
export type RatingCause = "record" | "binding" | "void";

/** What the stored id of a cause is the id of. A change of a binding has the rule's id or, where it withdraws one, its own. */
const causeOf = (id: ReturnType<typeof sql>) => sql<RatingCause>`case
  when exists (select from usage.batch as u where u.id = ${id}) then 'record'
  when exists (select from receipts.receipt as v where v.id = ${id}) then 'void' else 'binding' end`;

/** A figure of a decision as it is stored: amounts as decimal strings of micro-units. */
export type StoredFigure = {
  readonly account_id: string;
  readonly currency: string;
  readonly billed_micros: string;
  readonly due_micros: string;
};

/** A billed run whose record changed, with what was decided about it. */
export interface BilledChangeRow {
  readonly run_id: string;
  /** The usage batch or the change of a binding that changed it. */
  readonly batch_id: string;
  readonly cause: RatingCause;
  readonly noticed_at: Date;
  readonly status: BilledChangeStatus;
  readonly receipt_id: string;
  readonly receipt_number: string;
  readonly account_id: string;
  readonly account_name: string;
  readonly cluster: string;
  readonly display_id: string;
  readonly user: string;
  readonly note: string | null;
  readonly decided_at: Date | null;
  readonly decided_by: string | null;
  /** Null: nothing was decided. */
  readonly figures: readonly StoredFigure[] | null;
}

export interface BilledChangePage {
  readonly limit: number;
  /** The last of the page before. */
  readonly after: { readonly noticedAt: string; readonly runId: string; readonly batchId: string } | null;
  readonly status: BilledChangeStatus | null;
  /** Only runs billed on a receipt of this account. */
  readonly accountId: string | null;
  readonly runId: string | null;
}

/**
 * Billed runs whose record changed, the latest notice first. Of the notices of one run and receipt the latest stands for
 * those before it that nothing was decided about.
 */
export async function listBilledChangeRows(db: Db | Tx, page: BilledChangePage): Promise<BilledChangeRow[]> {
  const { after, status, accountId, runId, limit } = page;
  const { rows } = await sql<BilledChangeRow>`
    select c.*, ${causeOf(sql`c.batch_id`)} as cause, cluster.name as cluster, run.display_id, u.text as "user", r.number as receipt_number, r.account_id,
      b.name as account_name
    from (
      select n.run_id, n.batch_id, n.noticed_at, n.receipt_id, d.note, d.decided_at, d.decided_by, d.figures,
        coalesce(d.outcome, case when held.run_id is null then 'voided' else 'open' end) as status
      from rating.changed_after_billing as n
      left join rating.change_decision as d on d.run_id = n.run_id and d.batch_id = n.batch_id
      left join rating.charge as held on held.run_id = n.run_id and held.receipt_id = n.receipt_id
      where d.id is not null or not exists (
        select from rating.changed_after_billing as later where later.run_id = n.run_id
          and later.receipt_id = n.receipt_id and (later.noticed_at, later.batch_id) > (n.noticed_at, n.batch_id))
    ) as c
    join receipts.receipt as r on r.id = c.receipt_id
    join organisation.billing_account as b on b.id = r.account_id
    join jobs.run as run on run.run_id = c.run_id
    join jobs.label as u on u.id = run.user_label
    join inventory.cluster as cluster on cluster.id = run.cluster_id
    where (${status}::text is null or c.status = ${status}) and (${accountId}::uuid is null or r.account_id = ${accountId}::uuid)
      and (${runId}::uuid is null or c.run_id = ${runId}::uuid)
      and (${after?.noticedAt ?? null}::timestamptz is null or (c.noticed_at, c.run_id, c.batch_id)
        < (${after?.noticedAt ?? null}::timestamptz, ${after?.runId ?? null}::uuid, ${after?.batchId ?? null}::uuid))
    order by c.noticed_at desc, c.run_id desc, c.batch_id desc
    limit ${limit}`.execute(db);
  return rows;
}

/** The latest notice of a run, whether the receipt it names still holds the charge, and whether it has been decided about. */
export interface LatestNotice {
  readonly batch_id: string;
  readonly noticed_at: Date;
  readonly receipt_id: string;
  readonly is_held: boolean;
  readonly is_decided: boolean;
}

/** What was noticed last of a billed run; undefined: nothing ever was. */
export async function findLatestNotice(db: Db | Tx, runId: string): Promise<LatestNotice | undefined> {
  const { rows } = await sql<LatestNotice>`
    select n.batch_id, n.noticed_at, n.receipt_id, held.run_id is not null as is_held, d.id is not null as is_decided
    from rating.changed_after_billing as n
    left join rating.charge as held on held.run_id = n.run_id and held.receipt_id = n.receipt_id
    left join rating.change_decision as d on d.run_id = n.run_id and d.batch_id = n.batch_id
    where n.run_id = ${runId}::uuid
    order by n.noticed_at desc, n.batch_id desc
    limit 1`.execute(db);
  return rows[0];
}

/** Whether this batch was ever noticed to have changed the run after it was billed. */
export async function wasNoticed(tx: Tx, runId: string, batchId: string): Promise<boolean> {
  const row = await tx
    .selectFrom("rating.changed_after_billing as n")
    .select("n.run_id")
    .where("n.run_id", "=", runId)
    .where("n.batch_id", "=", batchId)
    .executeTakeFirst();
  return row !== undefined;
}

export interface NewDecision {
  readonly id: string;
  readonly run_id: string;
  readonly batch_id: string;
  readonly outcome: "acknowledged" | "adjusted";
  readonly note: string;
  /** JSON. */
  readonly figures: string;
  readonly decided_at: Date;
  readonly decided_by: string;
}

/** Writes a decision. */
export async function insertDecision(tx: Tx, decision: NewDecision): Promise<void> {
  await tx.insertInto("rating.change_decision").values(decision).execute();
}

/** What was decided on last about these runs, as long as they are on the receipt that it was about. */
export async function findDecidedFigures(tx: Tx, runIds: readonly string[]): Promise<Map<string, StoredFigure[]>> {
  const { rows } = await sql<{ run_id: string; figures: StoredFigure[] }>`
    select distinct on (d.run_id) d.run_id, d.figures
    from rating.change_decision as d
    join rating.changed_after_billing as n on n.run_id = d.run_id and n.batch_id = d.batch_id
    join rating.charge as c on c.run_id = n.run_id and c.receipt_id = n.receipt_id
    where d.run_id = any (${runIds}::uuid[])
    order by d.run_id, d.decided_at desc, d.id desc`.execute(tx);
  return new Map(rows.map(({ run_id, figures }) => [run_id, figures]));
}

/** An adjustment of a run, with the receipt it is on. */
export interface RunAdjustment {
  readonly id: string;
  readonly run_id: string;
  readonly decided_batch: string | null;
  readonly account_id: string;
  readonly account_name: string;
  readonly currency: string;
  readonly reason: string;
  readonly micros: string;
  readonly made_at: Date;
  readonly receipt_id: string | null;
  readonly receipt_number: string | null;
  /** Whose account it is, where it is a person's. */
  readonly account_slurm_user: string | null;
}

/** The adjustments of these runs, the oldest first. */
export async function listAdjustmentsOf(db: Db | Tx, runIds: readonly string[]): Promise<RunAdjustment[]> {
  const { rows } = await sql<RunAdjustment>`
    select a.id, a.run_id, d.batch_id as decided_batch, a.account_id, b.name as account_name,
      b.slurm_user as account_slurm_user, a.currency, a.reason,
      a.micros::text as micros, a.made_at, a.receipt_id, r.number as receipt_number
    from rating.adjustment as a
    join organisation.billing_account as b on b.id = a.account_id
    left join rating.change_decision as d on d.id = a.decision_id
    left join receipts.receipt as r on r.id = a.receipt_id
    where a.run_id = any (${runIds}::uuid[])
    order by a.id`.execute(db);
  return rows;
}

/** A charge of a run that another one replaced before it was billed. */
export interface SupersededCharge {
  readonly superseded_at: Date;
  readonly batch_id: string;
  readonly cause: RatingCause;
  readonly account_id: string;
  readonly account_name: string;
  readonly currency: string;
  readonly micros: string;
}

const MOST_SUPERSEDED = 100;

/** What a run was charged before, the latest first, at most a hundred. */
export async function listSuperseded(db: Db, runId: string): Promise<SupersededCharge[]> {
  const { rows } = await sql<SupersededCharge>`
    select s.superseded_at, s.batch_id, b.id as account_id, b.name as account_name, k.currency,
      ${causeOf(sql`s.batch_id`)} as cause,
      ((s.charge ->> 'cpu_micros')::numeric + (s.charge ->> 'gpu_micros')::numeric + (s.charge ->> 'memory_micros')::numeric
        + (s.charge ->> 'minimum_micros')::numeric)::text as micros
    from rating.superseded_charge as s
    join organisation.billing_account as b on b.id = (s.charge ->> 'account_id')::uuid
    join rating.rate_card as k on k.id = (s.charge ->> 'card_id')::uuid
    where s.run_id = ${runId}::uuid
    order by s.superseded_at desc
    limit ${MOST_SUPERSEDED}`.execute(db);
  return rows;
}
