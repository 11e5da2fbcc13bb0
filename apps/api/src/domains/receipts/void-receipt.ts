import { once } from "../../platform/idempotency.ts";
import { recordEvent } from "../audit/record-event.ts";
import { releaseAdjustments } from "../rating/release-adjustments.ts";
import { releaseCharges } from "../rating/release-charges.ts";
import type { ReceiptAnswer } from "./core/receipt-answer.ts";
import type { IssueContext } from "./issue-receipts.ts";
import { answerFor, readReceipt } from "./read-receipt.ts";
import { readPending, settle } from "./settle-receipt.ts";

export interface VoidReceiptInput {
  readonly receiptId: string;
  readonly reason: string;
  readonly idempotencyKey: string | null;
}

/**
 * Voids a pending receipt: its charges and adjustments can be billed again, its number and lines stay as they are. What was
 * adjusted of its runs on other receipts is taken back, since they will be billed as they stand now.
 *
 * @throws {ReceiptNotFoundError}; {ReceiptError} `RECEIPT_ALREADY_PAID`, `RECEIPT_VOID`.
 */
export async function voidReceipt(ctx: IssueContext, input: VoidReceiptInput): Promise<ReceiptAnswer> {
  const { receiptId, reason, idempotencyKey: key } = input;
  const request = { receipt_id: receiptId, reason };
  return await once(ctx.db, { actorId: ctx.actor.id, operation: "voidReceipt", key, request }, async (tx) => {
    const { number } = await readPending(tx, ctx.actor, receiptId);
    const settledAt = ctx.now();
    const settled = { receipt_id: receiptId, settled_at: settledAt, settled_by: ctx.actor.username };
    await settle(tx, ctx.actor, { ...settled, outcome: "void", reason });
    const adjustments = await releaseAdjustments(tx, [receiptId], { at: settledAt, by: ctx.actor.username });
    const released = await releaseCharges(tx, [receiptId]);
    const detail = { number, reason, released, adjustments };
    await recordEvent(tx, ctx, { action: "receipt.voided", subject: receiptId, detail });
    return answerFor(ctx.actor, await readReceipt(tx, ctx.actor, receiptId));
  });
}
