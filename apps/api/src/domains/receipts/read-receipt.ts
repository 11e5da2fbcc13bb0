import type { Actor } from "../../platform/context.ts";
import type { Db, Tx } from "../../platform/db.ts";
import { isAllowed, seesAll } from "../identity/core/permissions.ts";
import { ReceiptNotFoundError } from "./core/errors.ts";
import type { PartyAnswer, StoredSeller } from "./core/party.ts";
import { type ReceiptAnswer, receiptAnswer, type StoredReceipt } from "./core/receipt-answer.ts";
import { findReceipt, listLines, type ReceiptScope } from "./receipts.queries.ts";

/** Whose receipts this person sees: everybody's, or those of the accounts of their own Slurm users. */
export function scopeOf(actor: Actor): ReceiptScope {
  return seesAll(actor, "receipts:read") ? { all: true } : { slurmUsers: actor.slurmUsers };
}

/**
 * One receipt as it is stored, with its lines.
 *
 * @throws {ReceiptNotFoundError} where there is none, or where it is not the actor's to see.
 */
export async function readReceipt(db: Db | Tx, actor: Actor, receiptId: string): Promise<StoredReceipt> {
  const row = await findReceipt(db, scopeOf(actor), receiptId);
  if (row === undefined) throw new ReceiptNotFoundError("NOT_FOUND");
  const lines = await listLines(db, receiptId);
  // Both parties were written by issueReceipts in this form and cannot have changed since.
  return { ...row, seller: row.seller as StoredSeller, buyer: row.buyer as PartyAnswer, lines };
}

/** The receipt as the API tells this person of it. */
export function answerFor(actor: Actor, receipt: StoredReceipt): ReceiptAnswer {
  return receiptAnswer(receipt, {
    pay: isAllowed(actor, "receipts:pay"),
    void: isAllowed(actor, "receipts:void"),
  });
}
