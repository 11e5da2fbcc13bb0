import type { Actor } from "../../platform/context.ts";
import type { Tx } from "../../platform/db.ts";
import { ReceiptError } from "./core/errors.ts";
import { type StoredReceipt, statusOf } from "./core/receipt-answer.ts";
import { readReceipt } from "./read-receipt.ts";
import { insertSettlement, type NewSettlement } from "./receipts-issue.queries.ts";

/**
 * Reads a receipt that is to be settled.
 *
 * @throws {ReceiptNotFoundError}; {ReceiptError} `RECEIPT_ALREADY_PAID` or `RECEIPT_VOID` if it is not pending.
 */
export async function readPending(tx: Tx, actor: Actor, receiptId: string): Promise<StoredReceipt> {
  const receipt = await readReceipt(tx, actor, receiptId);
  refuseSettled(receipt);
  return receipt;
}

/**
 * Settles a receipt once and for all. Of two that settle it at the same time the second waits for the first and is
 * refused as if it had come later.
 *
 * @throws {ReceiptError} `RECEIPT_ALREADY_PAID` or `RECEIPT_VOID`.
 */
export async function settle(tx: Tx, actor: Actor, settlement: NewSettlement): Promise<void> {
  if (await insertSettlement(tx, settlement)) return;
  refuseSettled(await readReceipt(tx, actor, settlement.receipt_id));
}

function refuseSettled({ number, outcome, id }: StoredReceipt): void {
  const details = [{ issue: "is settled", receipt_id: id, number }];
  switch (statusOf(outcome)) {
    case "paid":
      throw new ReceiptError("RECEIPT_ALREADY_PAID", { number }, { details });
    case "void":
      throw new ReceiptError("RECEIPT_VOID", { number }, { details });
    case "pending":
  }
}
