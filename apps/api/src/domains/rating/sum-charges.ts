import type { Period } from "@purser/kernel/period";
import type { Db, Tx } from "../../platform/db.ts";
import { type ChargeSelection, groupCharges } from "./charge-sums.queries.ts";
import { type ChargeSums, chargeSums } from "./core/charge-sum.ts";
import { loadAllCards } from "./rate-cards.queries.ts";

/** What is on these receipts, as their lines are made of; `ownerId` is the receipt. */
export async function sumCharges(tx: Tx, receiptIds: readonly string[]): Promise<ChargeSums> {
  return await sum(tx, { receiptIds });
}

/** What is on no receipt yet of the runs that ended in `period`; `ownerId` is the billing account. Null: every account. */
export async function sumUnbilled(
  db: Db | Tx,
  { period, accountId }: { period: Period; accountId: string | null },
): Promise<ChargeSums> {
  return await sum(db, { period, accountIds: accountId === null ? null : [accountId] });
}

async function sum(db: Db | Tx, selection: ChargeSelection): Promise<ChargeSums> {
  const groups = await groupCharges(db, selection);
  const cards = await loadAllCards(db);
  return chargeSums(groups, new Map(cards.map((card) => [card.id, card])));
}
