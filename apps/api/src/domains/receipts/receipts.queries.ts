import { type Expression, type SqlBool, sql } from "kysely";
import type { Db, Tx } from "../../platform/db.ts";

/** Whose receipts a caller may see: everybody's, or those of the accounts of these Slurm users. */
export type ReceiptScope = { readonly all: true } | { readonly slurmUsers: readonly string[] };

/** A receipt as lists show it. */
export interface ReceiptSummaryRow {
  readonly id: string;
  readonly number: string;
  readonly tax_invoice_number: string | null;
  readonly outcome: string | null;
  readonly month: string;
  readonly account_id: string;
  readonly account_code: string;
  readonly account_name: string;
  readonly tier: string;
  readonly currency: string;
  readonly run_count: bigint;
  readonly subtotal_minor: bigint;
  readonly tax_minor: bigint;
  readonly total_minor: bigint;
  readonly issued_at: Date;
  readonly due_at: Date;
}

const SUMMARY = [
  "r.id",
  "r.number",
  "s.tax_invoice_number",
  "s.outcome",
  "r.month",
  "r.account_id",
  "a.code as account_code",
  "a.name as account_name",
  "r.tier",
  "r.currency",
  "r.run_count",
  "r.subtotal_minor",
  "r.tax_minor",
  "r.total_minor",
  "r.issued_at",
  "r.due_at",
] as const;

export interface ReceiptFilter {
  readonly month: string | null;
  readonly status: "pending" | "paid" | "void" | null;
  readonly accountId: string | null;
  /** Part of the number, or of the account's code or name, in any case. */
  readonly search: string | null;
}

export interface ReceiptPage {
  readonly limit: number;
  /** The last receipt of the page before. */
  readonly after: { readonly issuedAt: string; readonly id: string } | null;
}

/** Receipts the caller may see, the last issued first. */
export async function listReceipts(
  db: Db | Tx,
  scope: ReceiptScope,
  filter: ReceiptFilter,
  page: ReceiptPage,
): Promise<ReceiptSummaryRow[]> {
  return await receiptsIn(db, scope)
    .select(SUMMARY)
    .$if(filter.month !== null, (query) => query.where("r.month", "=", filter.month ?? ""))
    .$if(filter.accountId !== null, (query) => query.where("r.account_id", "=", filter.accountId ?? ""))
    .$if(filter.status === "pending", (query) => query.where("s.outcome", "is", null))
    .$if(filter.status === "paid" || filter.status === "void", (query) => query.where("s.outcome", "=", filter.status))
    .$if(filter.search !== null, (query) => query.where(matchesSearch(filter.search ?? "")))
    .$if(page.after !== null, (query) => query.where(comesAfter(page.after ?? { issuedAt: "", id: "" })))
    .orderBy("r.issued_at", "desc")
    .orderBy("r.id", "desc")
    .limit(page.limit)
    .execute();
}

/** The receipts with these ids as lists show them, in the order of their numbers. */
export async function listReceiptsById(tx: Tx, ids: readonly string[]): Promise<ReceiptSummaryRow[]> {
  return await receiptsIn(tx, { all: true })
    .select(SUMMARY)
    .where("r.id", "=", sql<string>`any(${ids}::uuid[])`)
    .orderBy("r.number")
    .execute();
}

/** Everything a receipt says but its lines. The parties are as they were stored at its issue. */
export interface ReceiptRow extends ReceiptSummaryRow {
  readonly period_from: Date;
  readonly period_to: Date;
  readonly time_zone: string;
  readonly tier_label_en: string | null;
  readonly tier_label_th: string | null;
  readonly tax_label: string | null;
  readonly tax_rate_micros: bigint | null;
  readonly seller: unknown;
  readonly buyer: unknown;
  readonly payment_terms_days: number;
  readonly issued_by: string;
  readonly settled_at: Date | null;
  readonly settled_by: string | null;
  readonly method: string | null;
  readonly reference: string | null;
  readonly paid_on: string | null;
  readonly reason: string | null;
}

/** One receipt the caller may see. */
export async function findReceipt(
  db: Db | Tx,
  scope: ReceiptScope,
  receiptId: string,
): Promise<ReceiptRow | undefined> {
  return await receiptsIn(db, scope)
    .select(SUMMARY)
    .select(["r.period_from", "r.period_to", "r.time_zone", "r.tax_label", "r.tax_rate_micros"])
    .select(["r.tier_label_en", "r.tier_label_th", "r.seller", "r.buyer", "r.payment_terms_days", "r.issued_by"])
    .select(["s.settled_at", "s.settled_by", "s.method", "s.reference", "s.paid_on", "s.reason"])
    .where("r.id", "=", receiptId)
    .executeTakeFirst();
}

/** A line as it is stored; exact figures are decimal strings. */
export interface LineRow {
  readonly position: number;
  readonly component: string;
  readonly gpu_type: string | null;
  readonly basis: string;
  readonly partition: string | null;
  readonly qos: string | null;
  /** One is `1`, not a million. */
  readonly multiplier: string;
  readonly unit_price_micros: bigint;
  readonly quantity_seconds: string;
  readonly run_count: bigint;
  readonly exact_micros: string;
  readonly amount_minor: bigint;
  readonly corrects: string | null;
}

/** The lines of one receipt in their order. */
export async function listLines(db: Db | Tx, receiptId: string): Promise<LineRow[]> {
  return await db
    .selectFrom("receipts.line as l")
    .select(["l.position", "l.component", "l.gpu_type", "l.basis", "l.partition", "l.qos"])
    .select(sql<string>`l.multiplier_micros * 0.000001`.as("multiplier"))
    .select([
      "l.unit_price_micros",
      "l.quantity_seconds",
      "l.run_count",
      "l.exact_micros",
      "l.amount_minor",
      "l.corrects",
    ])
    .where("l.receipt_id", "=", receiptId)
    .orderBy("l.position")
    .execute();
}

export interface ItemRow {
  readonly run_id: string;
  readonly cluster: string;
  readonly display_id: string;
  readonly name: string;
  readonly partition: string;
  readonly raw_state: string;
  readonly ended_at: Date;
  readonly cpu_milliseconds: bigint;
  readonly gpu_seconds: bigint;
  readonly memory_kib_seconds: bigint;
  readonly cpu_micros: bigint;
  readonly gpu_micros: bigint;
  readonly memory_micros: bigint;
  readonly minimum_micros: bigint;
}

export interface ItemPage {
  readonly limit: number;
  /** The last run of the page before. */
  readonly after: { readonly endedAt: string; readonly runId: string } | null;
}

/** The runs on one receipt in the order they ended. The figures are those that were billed. */
export async function listItems(db: Db | Tx, receiptId: string, page: ItemPage): Promise<ItemRow[]> {
  return await db
    .selectFrom("receipts.item as i")
    .innerJoin("jobs.run as r", "r.run_id", "i.run_id")
    .innerJoin("inventory.cluster as c", "c.id", "r.cluster_id")
    .innerJoin("jobs.label as p", "p.id", "r.partition_label")
    .select(["i.run_id", "c.name as cluster", "r.display_id", "r.name", "p.text as partition", "r.raw_state"])
    .select(["i.ended_at", "i.cpu_milliseconds", "i.gpu_seconds", "i.memory_kib_seconds"])
    .select(["i.cpu_micros", "i.gpu_micros", "i.memory_micros", "i.minimum_micros"])
    .where("i.receipt_id", "=", receiptId)
    .$if(page.after !== null, (query) =>
      query.where(
        sql<SqlBool>`(i.ended_at, i.run_id) > (${page.after?.endedAt}::timestamptz, ${page.after?.runId}::uuid)`,
      ),
    )
    .orderBy("i.ended_at")
    .orderBy("i.run_id")
    .limit(page.limit)
    .execute();
}

/** An adjustment on a receipt, with the run that it is for. */
export interface AdjustmentRow {
  readonly adjustment_id: string;
  readonly run_id: string;
  readonly cluster: string;
  readonly display_id: string;
  readonly name: string;
  readonly ended_at: Date | null;
  /** The number of the receipt that is corrected; null: the run came from another account. */
  readonly corrects: string | null;
  /** Micro-units; below zero: given back. */
  readonly micros: string;
}

/** The adjustments on one receipt in the order they were made, at most `limit`, those after `after`. */
export async function listAdjustments(
  db: Db | Tx,
  receiptId: string,
  { limit, after }: { limit: number; after: string | null },
): Promise<AdjustmentRow[]> {
  return await db
    .selectFrom("receipts.adjustment as j")
    .innerJoin("jobs.run as r", "r.run_id", "j.run_id")
    .innerJoin("inventory.cluster as c", "c.id", "r.cluster_id")
    .select(["j.adjustment_id", "j.run_id", "c.name as cluster", "r.display_id", "r.name", "r.ended_at"])
    .select(["j.corrects", "j.micros"])
    .where("j.receipt_id", "=", receiptId)
    .$if(after !== null, (query) => query.where("j.adjustment_id", ">", after))
    .orderBy("j.adjustment_id")
    .limit(limit)
    .execute();
}

/** An account's code and name. */
export interface AccountNameRow {
  readonly id: string;
  readonly code: string;
  readonly name: string;
}

/** The names of these accounts, by code. */
export async function listAccountNames(db: Db | Tx, accountIds: readonly string[]): Promise<AccountNameRow[]> {
  return await db
    .selectFrom("organisation.billing_account as a")
    .select(["a.id", "a.code", "a.name"])
    .where("a.id", "=", sql<string>`any(${accountIds}::uuid[])`)
    .orderBy("a.code")
    .execute();
}

function receiptsIn(db: Db | Tx, scope: ReceiptScope) {
  const receipts = db
    .selectFrom("receipts.receipt as r")
    .innerJoin("organisation.billing_account as a", "a.id", "r.account_id")
    .leftJoin("receipts.settlement as s", "s.receipt_id", "r.id");
  return "all" in scope ? receipts : receipts.where("a.slurm_user", "=", sql<string>`any(${scope.slurmUsers}::text[])`);
}

function matchesSearch(search: string): Expression<SqlBool> {
  const pattern = `%${search.replace(/[\\%_]/g, "\\$&")}%`;
  return sql<SqlBool>`(r.number ilike ${pattern} or s.tax_invoice_number ilike ${pattern} or a.code ilike ${pattern} or a.name ilike ${pattern})`;
}

function comesAfter({ issuedAt, id }: { issuedAt: string; id: string }): Expression<SqlBool> {
  return sql<SqlBool>`(r.issued_at, r.id) < (${issuedAt}::timestamptz, ${id}::uuid)`;
}
