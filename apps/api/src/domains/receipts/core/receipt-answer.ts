import { formatMicros, formatMinor } from "@purser/kernel/money";
import type { LineBasis, LineComponent } from "./compose-receipt.ts";
import { formatPercent, hoursOf, trimZeros } from "./line-figures.ts";
import { type PartyAnswer, partyAnswer, type StoredSeller } from "./party.ts";

export type ReceiptStatus = "pending" | "paid" | "void";

/** A receipt as it is stored; amounts are minor units. */
export interface StoredSummary {
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

/** A receipt in a list, as the API tells of it: what JSON can hold, so that a repeated call can get the same again. */
export interface SummaryAnswer {
  readonly id: string;
  readonly number: string;
  readonly tax_invoice_number: string | null;
  readonly status: ReceiptStatus;
  readonly month: string;
  readonly account_id: string;
  readonly account_code: string;
  readonly account_name: string;
  readonly tier: string;
  readonly currency: string;
  readonly run_count: number;
  readonly subtotal: string;
  readonly tax: string;
  readonly total: string;
  readonly issued_at: string;
  readonly due_at: string;
}

export function summaryAnswer(row: StoredSummary): SummaryAnswer {
  const { id, number, tax_invoice_number, month, account_id, account_code, account_name, tier, currency } = row;
  return {
    ...{ id, number, tax_invoice_number, status: statusOf(row.outcome), month },
    ...{ account_id, account_code, account_name, tier, currency },
    run_count: Number(row.run_count),
    subtotal: formatMinor(row.subtotal_minor),
    tax: formatMinor(row.tax_minor),
    total: formatMinor(row.total_minor),
    issued_at: row.issued_at.toISOString(),
    due_at: row.due_at.toISOString(),
  };
}

/** A receipt is pending until it has a settlement, whose outcome it then has for ever. */
export function statusOf(outcome: string | null): ReceiptStatus {
  return outcome === "paid" || outcome === "void" ? outcome : "pending";
}

/** A line as it is stored: exact figures as decimal strings. */
export interface StoredLine {
  readonly position: number;
  readonly component: string;
  readonly gpu_type: string | null;
  readonly basis: string;
  readonly partition: string | null;
  readonly qos: string | null;
  /** One is `1`. */
  readonly multiplier: string;
  readonly unit_price_micros: bigint;
  readonly quantity_seconds: string;
  readonly run_count: bigint;
  readonly exact_micros: string;
  readonly amount_minor: bigint;
  readonly corrects: string | null;
}

export interface LineAnswer {
  readonly position: number;
  readonly component: LineComponent;
  readonly gpu_type: string | null;
  readonly basis: LineBasis;
  readonly partition: string | null;
  readonly qos: string | null;
  readonly multiplier: string;
  readonly run_count: number;
  readonly quantity: string;
  readonly unit_price: string;
  readonly exact_amount: string;
  readonly amount: string;
  /** The number of the receipt that an adjustment corrects. */
  readonly corrects: string | null;
}

export function lineAnswer(line: StoredLine): LineAnswer {
  const { position, gpu_type, partition, qos } = line;
  return {
    position,
    component: line.component as LineComponent, // the column's own check
    gpu_type,
    basis: line.basis as LineBasis, // the column's own check
    partition,
    qos,
    multiplier: trimZeros(line.multiplier),
    run_count: Number(line.run_count),
    quantity: hoursOf(line.quantity_seconds),
    unit_price: trimPrice(formatMicros(line.unit_price_micros)),
    exact_amount: formatMicros(BigInt(line.exact_micros)),
    amount: formatMinor(line.amount_minor),
    corrects: line.corrects,
  };
}

/** A price with at least two decimals and no zeros after them: `"5.00"`, `"0.125"`. */
function trimPrice(price: string): string {
  return price.replace(/0{1,4}$/, "");
}

/** Everything a receipt says, as it is stored. */
export interface StoredReceipt extends StoredSummary {
  readonly period_from: Date;
  readonly period_to: Date;
  readonly time_zone: string;
  /** What the tier was called at issue; null on receipts issued before that was kept. */
  readonly tier_label_en: string | null;
  readonly tier_label_th: string | null;
  readonly tax_label: string | null;
  readonly tax_rate_micros: bigint | null;
  readonly seller: StoredSeller;
  readonly buyer: PartyAnswer;
  readonly payment_terms_days: number;
  readonly issued_by: string;
  readonly settled_at: Date | null;
  readonly settled_by: string | null;
  readonly method: string | null;
  readonly reference: string | null;
  readonly paid_on: string | null;
  readonly reason: string | null;
  readonly lines: readonly StoredLine[];
}

export interface PaymentAnswer {
  readonly method: string;
  readonly reference: string;
  readonly paid_on: string;
  readonly recorded_at: string;
  readonly recorded_by: string;
}

export interface VoidAnswer {
  readonly reason: string;
  readonly voided_at: string;
  readonly voided_by: string;
}

export interface ReceiptAnswer extends SummaryAnswer {
  readonly period_from: string;
  readonly period_to: string;
  readonly time_zone: string;
  readonly tier_label_en: string | null;
  readonly tier_label_th: string | null;
  readonly tax_label: string | null;
  readonly tax_rate: string | null;
  readonly seller: PartyAnswer;
  readonly buyer: PartyAnswer;
  readonly lines: readonly LineAnswer[];
  readonly payment_terms_days: number;
  readonly issued_by: string;
  readonly payment: PaymentAnswer | null;
  readonly voided: VoidAnswer | null;
  /** What the caller may do with it now. */
  readonly may: { readonly pay: boolean; readonly void: boolean };
}

/** `permitted`: what the caller's roles allow; only a pending receipt can be paid or voided at all. */
export function receiptAnswer(receipt: StoredReceipt, permitted: { pay: boolean; void: boolean }): ReceiptAnswer {
  const pending = statusOf(receipt.outcome) === "pending";
  return {
    ...summaryAnswer(receipt),
    period_from: receipt.period_from.toISOString(),
    period_to: receipt.period_to.toISOString(),
    time_zone: receipt.time_zone,
    tier_label_en: receipt.tier_label_en,
    tier_label_th: receipt.tier_label_th,
    tax_label: receipt.tax_label,
    tax_rate: receipt.tax_rate_micros === null ? null : formatPercent(receipt.tax_rate_micros),
    seller: partyAnswer(receipt.seller),
    buyer: partyAnswer(receipt.buyer),
    lines: receipt.lines.map(lineAnswer),
    payment_terms_days: receipt.payment_terms_days,
    issued_by: receipt.issued_by,
    payment: paymentOf(receipt),
    voided: voidOf(receipt),
    may: { pay: pending && permitted.pay, void: pending && permitted.void },
  };
}

function paymentOf({
  outcome,
  method,
  reference,
  paid_on,
  settled_at,
  settled_by,
}: StoredReceipt): PaymentAnswer | null {
  if (outcome !== "paid" || method === null || reference === null || paid_on === null) return null;
  return { method, reference, paid_on, recorded_at: settled_at?.toISOString() ?? "", recorded_by: settled_by ?? "" };
}

function voidOf({ outcome, reason, settled_at, settled_by }: StoredReceipt): VoidAnswer | null {
  if (outcome !== "void" || reason === null) return null;
  return { reason, voided_at: settled_at?.toISOString() ?? "", voided_by: settled_by ?? "" };
}
