import type { Period } from "@purser/kernel/period";
import type { Tx } from "../../platform/db.ts";
import { claimUnbilled } from "./charges.queries.ts";

/** The receipt that a billing account's charges go on. */
export interface ChargeClaim {
  readonly accountId: string;
  readonly receiptId: string;
}

/**
 * Puts the unbilled charges of these accounts that ended in `period` on their receipts, in one statement: who claims a
 * charge first has it, and a later claim passes it by. An account stands in `claims` once. Returns how many were claimed.
 */
export async function claimCharges(
  tx: Tx,
  { period, claims }: { period: Period; claims: readonly ChargeClaim[] },
): Promise<number> {
  return claims.length === 0 ? 0 : await claimUnbilled(tx, period, claims);
}
