import { invariant } from "@purser/kernel/invariant";
import type { Db, Tx } from "../../platform/db.ts";
import {
  claimOpenAdjustments,
  listOpenAdjustments,
  lockOpenAdjustments,
  type OpenAdjustment,
} from "./adjustments.queries.ts";

export type { OpenAdjustment } from "./adjustments.queries.ts";

/**
 * The adjustments of these accounts that no receipt has taken up, the oldest first. They are held until the transaction
 * ends, so that they can be claimed; others who want them wait.
 */
export async function holdOpenAdjustments(tx: Tx, accountIds: readonly string[]): Promise<OpenAdjustment[]> {
  return accountIds.length === 0 ? [] : await lockOpenAdjustments(tx, accountIds);
}

/** The adjustments of one account (null: of all) that no receipt has taken up, the oldest first. */
export async function openAdjustments(db: Db | Tx, accountId: string | null): Promise<OpenAdjustment[]> {
  return await listOpenAdjustments(db, accountId);
}

/** Puts adjustments that are held on their receipts. */
export async function claimAdjustments(
  tx: Tx,
  claims: readonly { readonly adjustmentId: string; readonly receiptId: string }[],
): Promise<void> {
  if (claims.length === 0) return;
  const claimed = await claimOpenAdjustments(tx, claims);
  invariant(claimed === claims.length, "adjustments that are held are on no receipt");
}
