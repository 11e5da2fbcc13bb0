import { once } from "../../platform/idempotency.ts";
import { recordEvent } from "../audit/record-event.ts";
import { checkPaymentDay } from "./core/billing-calendar.ts";
import { formatNumber } from "./core/numbering.ts";
import type { ReceiptAnswer } from "./core/receipt-answer.ts";
import type { IssueContext } from "./issue-receipts.ts";
import { answerFor, readReceipt } from "./read-receipt.ts";
import { lockSeries, moveSeries } from "./receipts-issue.queries.ts";
import { readPending, settle } from "./settle-receipt.ts";

export interface PayReceiptInput {
  readonly receiptId: string;
  readonly method: string;
  readonly reference: string;
  /** A calendar day, `YYYY-MM-DD`. */
  readonly paidOn: string;
  readonly idempotencyKey: string | null;
}

/**
 * Records that a pending receipt was paid and gives it the next tax invoice number of the month it was paid in. Holds the
 * counter of that month until the commit: a refusal leaves no gap.
 *
 * @throws {ReceiptNotFoundError}; {ReceiptError} `RECEIPT_ALREADY_PAID`, `RECEIPT_VOID`; {PaymentDayError}.
 */
export async function payReceipt(ctx: IssueContext, input: PayReceiptInput): Promise<ReceiptAnswer> {
  const { receiptId, method, reference, paidOn, idempotencyKey: key } = input;
  const request = { receipt_id: receiptId, method, reference, paid_on: paidOn };
  return await once(ctx.db, { actorId: ctx.actor.id, operation: "payReceipt", key, request }, async (tx) => {
    const receipt = await readPending(tx, ctx.actor, receiptId);
    const now = ctx.now();
    checkPaymentDay({ paidOn, issuedAt: receipt.issued_at, now, timeZone: receipt.time_zone });
    const month = paidOn.slice(0, "2026-10".length);
    const sequence = (await lockSeries(tx, "RCT", month)) + 1;
    const taxInvoiceNumber = formatNumber("RCT", month, sequence);
    await settle(tx, ctx.actor, {
      receipt_id: receiptId,
      outcome: "paid",
      settled_at: now,
      settled_by: ctx.actor.username,
      method,
      reference,
      paid_on: paidOn,
      tax_invoice_number: taxInvoiceNumber,
    });
    await moveSeries(tx, { series: "RCT", month }, sequence);
    await recordEvent(tx, ctx, {
      action: "receipt.paid",
      subject: receiptId,
      detail: { number: receipt.number, tax_invoice_number: taxInvoiceNumber, method, reference, paid_on: paidOn },
    });
    return answerFor(ctx.actor, await readReceipt(tx, ctx.actor, receiptId));
  });
}
