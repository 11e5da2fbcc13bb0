import { v7 as uuidv7 } from "uuid";
import type { Tx } from "../../platform/db.ts";
import { holdBindings } from "../organisation/load-payers.ts";
import { lockBillingAccounts } from "../organisation/lock-billing-accounts.ts";
import { insertAdjustments, releaseAdjustmentsOf, sumAdjustmentsOfBilled } from "./adjustments.queries.ts";
import { findBilledAccounts } from "./charges.queries.ts";

export type ReleasedAdjustments = {
  /** That were on the receipts and may be taken up by others. */
  readonly released: number;
  /** That take back what was adjusted of the runs on the receipts: their charges will be billed as the runs stand now. */
  readonly reversed: number;
};

/**
 * Takes the adjustments off receipts that become void. What had been charged or credited on top of charges on those
 * receipts is taken back by adjustments of the opposite amount, wherever it was billed. To be called while the receipts
 * still hold their charges; holds the bindings and the rows of their accounts.
 */
export async function releaseAdjustments(
  tx: Tx,
  receiptIds: readonly string[],
  { at, by }: { at: Date; by: string },
): Promise<ReleasedAdjustments> {
  await holdBindings(tx);
  await lockBillingAccounts(tx, await findBilledAccounts(tx, receiptIds));
  const released = await releaseAdjustmentsOf(tx, receiptIds);
  const sums = await sumAdjustmentsOfBilled(tx, receiptIds);
  await insertAdjustments(
    tx,
    sums.map(({ micros, ...sum }) => ({
      ...sum,
      ...{ id: uuidv7(), reason: "void", decision_id: null, made_at: at, made_by: by },
      ...{ billed_micros: micros, due_micros: "0", micros: String(-BigInt(micros)) },
    })),
  );
  return { released, reversed: sums.length };
}
