import type { Period } from "@purser/kernel/period";
import { sql } from "kysely";
import { copyInto } from "../../platform/copy.ts";
import { sendWithCommit, type Tx } from "../../platform/db.ts";
import { CHARGE_COLUMNS, type ChargeRow } from "./charge-line.ts";

const COPY_CHARGES = `copy rating.charge (${CHARGE_COLUMNS.join(", ")}) from stdin`;
const COPY_VERDICTS = "copy rating.uncharged (run_id, verdict) from stdin";

/** Writes charges from lines of `CHARGE_COLUMNS` in COPY's text format. */
export async function copyCharges(tx: Tx, chunks: Iterable<Buffer>): Promise<number> {
  return await copyInto(tx, COPY_CHARGES, chunks);
}

/** Writes verdicts of runs that are not charged from lines of run and verdict. */
export async function copyVerdicts(tx: Tx, chunks: Iterable<Buffer>): Promise<number> {
  return await copyInto(tx, COPY_VERDICTS, chunks);
}

/** A charge as it stands, with the receipt it is on. */
export interface StandingCharge extends ChargeRow {
  readonly receipt_id: string | null;
}

/** The charges of these runs as they stand. */
export async function findCharges(tx: Tx, runIds: readonly string[]): Promise<StandingCharge[]> {
  return await tx
    .selectFrom("rating.charge as c")
    .select(["c.receipt_id", ...CHARGE_COLUMNS.map((column) => `c.${column}` as const)])
    .where("c.run_id", "=", sql<string>`any(${runIds}::uuid[])`)
    .execute();
}

/** The verdicts of these runs, those that are not charged. */
export async function findVerdicts(tx: Tx, runIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx
    .selectFrom("rating.uncharged as u")
    .select(["u.run_id", "u.verdict"])
    .where("u.run_id", "=", sql<string>`any(${runIds}::uuid[])`)
    .execute();
  return new Map(rows.map((row) => [row.run_id, row.verdict]));
}

/** The accounts that the charges of these runs are on. */
export async function findChargedAccounts(tx: Tx, runIds: readonly string[]): Promise<string[]> {
  const rows = await tx
    .selectFrom("rating.charge as c")
    .select("c.account_id")
    .distinct()
    .where("c.run_id", "=", sql<string>`any(${runIds}::uuid[])`)
    .execute();
  return rows.map((row) => row.account_id);
}

/** The accounts that have charges on these receipts. */
export async function findBilledAccounts(tx: Tx, receiptIds: readonly string[]): Promise<string[]> {
  const rows = await tx
    .selectFrom("rating.charge as c")
    .select("c.account_id")
    .distinct()
    .where("c.receipt_id", "=", sql<string>`any(${receiptIds}::uuid[])`)
    .execute();
  return rows.map((row) => row.account_id);
}

/**
 * Takes the unbilled charges and the verdicts of these runs out of force, keeping the charges as they were. A billed
 * charge is left alone, also one that is being billed right now. Returns the runs that now have neither.
 */
export async function supersede(
  tx: Tx,
  { runIds, batchId, at }: { runIds: readonly string[]; batchId: string; at: Date },
): Promise<Set<string>> {
  const { rows } = await sql<{ run_id: string }>`
    select s.run_id from rating.supersede(${runIds}::uuid[], ${batchId}::uuid, ${at}::timestamptz) as s (run_id)`.execute(
    tx,
  );
  return new Set(rows.map((row) => row.run_id));
}

/** Takes back the charges and verdicts of runs that a batch has added, which is not committed yet: nobody has seen them. */
export async function takeBack(tx: Tx, runIds: readonly string[], batchId: string): Promise<void> {
  await sql`select rating.take_back(${runIds}::uuid[], ${batchId}::uuid)`.execute(tx);
}

/** Puts billed runs whose record changed before finance. */
export async function insertChangedAfterBilling(
  tx: Tx,
  charges: readonly { runId: string; receiptId: string }[],
  { batchId, at }: { batchId: string; at: Date },
): Promise<void> {
  await sql`
    insert into rating.changed_after_billing (run_id, batch_id, receipt_id, noticed_at)
    select n.run_id, ${batchId}::uuid, n.receipt_id, ${at}::timestamptz
    from unnest(${charges.map((charge) => charge.runId)}::uuid[], ${charges.map((charge) => charge.receiptId)}::uuid[])
      as n (run_id, receipt_id)
    on conflict do nothing`.execute(tx);
}

/** Runs on these receipts whose record changed after they were billed, with the batch that changed it last. */
export async function findChangedAfterBilling(
  tx: Tx,
  receiptIds: readonly string[],
): Promise<{ run_id: string; batch_id: string }[]> {
  const { rows } = await sql<{ run_id: string; batch_id: string }>`
    select distinct on (n.run_id) n.run_id, n.batch_id from rating.changed_after_billing n
    where n.receipt_id = any (${receiptIds}::uuid[])
    order by n.run_id, n.noticed_at desc, n.batch_id desc`.execute(tx);
  return rows;
}

/** Claims unbilled charges for receipts by account; a charge that another transaction has claimed is passed by. */
export async function claimUnbilled(
  tx: Tx,
  period: Period,
  claims: readonly { accountId: string; receiptId: string }[],
): Promise<number> {
  const result = await sql`
    update rating.charge as c set receipt_id = n.receipt_id
    from unnest(${claims.map((claim) => claim.accountId)}::uuid[], ${claims.map((claim) => claim.receiptId)}::uuid[])
      as n (account_id, receipt_id)
    where c.receipt_id is null and c.account_id = n.account_id
      and c.ended_at >= ${period.from} and c.ended_at < ${period.to}`.execute(tx);
  return Number(result.numAffectedRows ?? 0n);
}

/** Takes the charges off these receipts. */
export async function releaseFromReceipts(tx: Tx, receiptIds: readonly string[]): Promise<number> {
  const result = await tx
    .updateTable("rating.charge as c")
    .set({ receipt_id: null })
    .where("c.receipt_id", "=", sql<string>`any(${receiptIds}::uuid[])`)
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

/** When this transaction began, by the database's clock. */
export async function transactionTime(tx: Tx): Promise<Date> {
  const { rows } = await sql<{ at: Date }>`select transaction_timestamp() as at`.execute(tx);
  return rows[0]?.at ?? new Date(0);
}

/** Says of runs that accounting has yet to tell of them. */
export function insertParkedVerdicts(tx: Tx, runIds: readonly string[]): void {
  sendWithCommit(tx, {
    name: "park_runs",
    text: "insert into rating.uncharged (run_id, verdict) select r, 'not_accounted' from unnest($1::uuid[]) as r",
    values: [runIds],
  });
}
