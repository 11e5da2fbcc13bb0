import { sql } from "kysely";
import type { Db, Tx } from "../../platform/db.ts";
import type { RunAmount } from "./core/billed-difference.ts";

/** What an account has been charged for a run by its charge or by one adjustment. */
export interface BilledAmount extends RunAmount {
  readonly runId: string;
  readonly isAdjustment: boolean;
}

/** What the accounts of these runs have been charged for them: charges on live receipts, and every adjustment. */
export async function findBilledAmounts(tx: Tx, runIds: readonly string[]): Promise<BilledAmount[]> {
  const { rows } = await sql<{
    run_id: string;
    account_id: string;
    card_id: string;
    currency: string;
    micros: string;
    rank: number;
  }>`
    select c.run_id, c.account_id, c.card_id, k.currency,
      (c.cpu_micros::numeric + c.gpu_micros + c.memory_micros + c.minimum_micros)::text as micros, 0 as rank, null as id
    from rating.charge as c join rating.rate_card as k on k.id = c.card_id
    where c.run_id = any (${runIds}::uuid[]) and c.receipt_id is not null
    union all
    select a.run_id, a.account_id, a.card_id, a.currency, a.micros::text, 1, a.id
    from rating.adjustment as a where a.run_id = any (${runIds}::uuid[])
    order by rank, id`.execute(tx);
  return rows.map((row) => ({
    ...{ runId: row.run_id, accountId: row.account_id, cardId: row.card_id, currency: row.currency },
    ...{ micros: BigInt(row.micros), isAdjustment: row.rank === 1 },
  }));
}

/** An adjustment as it is made. */
export interface NewAdjustment {
  readonly id: string;
  readonly run_id: string;
  readonly account_id: string;
  readonly card_id: string;
  readonly currency: string;
  readonly reason: "correction" | "void";
  readonly decision_id: string | null;
  /** The receipt of the run's charge whose void takes the adjustments back; null: finance decided on it. */
  readonly voided_receipt_id: string | null;
  /** The account's receipt that the run was billed on. */
  readonly corrects: string | null;
  readonly billed_micros: string;
  readonly due_micros: string;
  readonly micros: string;
  readonly made_at: Date;
  readonly made_by: string;
}

/** Writes adjustments that are on no receipt yet. */
export async function insertAdjustments(tx: Tx, adjustments: readonly NewAdjustment[]): Promise<void> {
  if (adjustments.length > 0)
    await tx
      .insertInto("rating.adjustment")
      .values([...adjustments])
      .execute();
}

/** An adjustment that is on no receipt. */
export interface OpenAdjustment {
  readonly id: string;
  readonly runId: string;
  readonly accountId: string;
  readonly currency: string;
  readonly tier: string;
  /** The number of the account's receipt that is corrected; null: the run came from another account. */
  readonly corrects: string | null;
  readonly micros: bigint;
}

/** The open adjustments of these accounts, the oldest first, held until the transaction ends. */
export async function lockOpenAdjustments(tx: Tx, accountIds: readonly string[]): Promise<OpenAdjustment[]> {
  const { rows } = await sql<{ id: string }>`select a.id from rating.adjustment as a
    where a.receipt_id is null and a.account_id = any (${accountIds}::uuid[]) order by a.id for update`.execute(tx);
  // Another may have become open since, which is not held.
  return await selectOpen(tx, sql`a.id = any (${rows.map(({ id }) => id)}::uuid[])`);
}

/** The open adjustments of one account (null: of all), the oldest first. */
export async function listOpenAdjustments(db: Db | Tx, accountId: string | null): Promise<OpenAdjustment[]> {
  return await selectOpen(db, accountId === null ? sql`true` : sql`a.account_id = ${accountId}::uuid`);
}

async function selectOpen(db: Db | Tx, wanted: ReturnType<typeof sql>): Promise<OpenAdjustment[]> {
  const { rows } = await sql<Omit<OpenAdjustment, "micros"> & { micros: string }>`
    select a.id, a.run_id as "runId", a.account_id as "accountId", a.currency, k.tier,
      r.number as corrects, a.micros::text as micros
    from rating.adjustment as a join rating.rate_card as k on k.id = a.card_id
    left join receipts.receipt as r on r.id = a.corrects
    where a.receipt_id is null and ${wanted}
    order by a.id`.execute(db);
  return rows.map((row) => ({ ...row, micros: BigInt(row.micros) }));
}

/** Puts adjustments on receipts; returns how many there were that no receipt had. */
export async function claimOpenAdjustments(
  tx: Tx,
  claims: readonly { adjustmentId: string; receiptId: string }[],
): Promise<number> {
  const result = await sql`
    update rating.adjustment as a set receipt_id = n.receipt_id
    from unnest(${claims.map((claim) => claim.adjustmentId)}::uuid[], ${claims.map((claim) => claim.receiptId)}::uuid[])
      as n (id, receipt_id)
    where a.id = n.id and a.receipt_id is null`.execute(tx);
  return Number(result.numAffectedRows ?? 0n);
}

/** Takes the adjustments off these receipts. */
export async function releaseAdjustmentsOf(tx: Tx, receiptIds: readonly string[]): Promise<number> {
  const result = await tx
    .updateTable("rating.adjustment as a")
    .set({ receipt_id: null })
    .where("a.receipt_id", "=", sql<string>`any(${receiptIds}::uuid[])`)
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

/** What the runs on these receipts have been adjusted by, where it is not nothing. */
export async function sumAdjustmentsOfBilled(tx: Tx, receiptIds: readonly string[]) {
  const { rows } = await sql<{
    run_id: string;
    voided_receipt_id: string;
    account_id: string;
    currency: string;
    card_id: string;
    corrects: string | null;
    micros: string;
  }>`
    select a.run_id, c.receipt_id as voided_receipt_id, a.account_id, a.currency, (array_agg(a.card_id order by a.id desc))[1] as card_id,
      (array_agg(a.corrects order by a.id desc))[1] as corrects, sum(a.micros)::text as micros
    from rating.charge as c join rating.adjustment as a on a.run_id = c.run_id
    where c.receipt_id = any (${receiptIds}::uuid[])
    group by a.run_id, c.receipt_id, a.account_id, a.currency having sum(a.micros) <> 0
    order by a.run_id, a.account_id, a.currency`.execute(tx);
  return rows;
}
