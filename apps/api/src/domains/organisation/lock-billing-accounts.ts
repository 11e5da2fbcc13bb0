import type { Tx } from "../../platform/db.ts";
import { lockAccountRows } from "./organisation.queries.ts";

/**
 * Makes the changes of these accounts' money wait for one another: whoever moves charges of an account onto or off a
 * receipt, or replaces them, holds its row until the transaction ends. Rows are locked in the order of their ids.
 */
export async function lockBillingAccounts(tx: Tx, accountIds: readonly string[]): Promise<void> {
  if (accountIds.length > 0) await lockAccountRows(tx, accountIds);
}
