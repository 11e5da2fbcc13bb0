import type { Tx } from "../../platform/db.ts";
import { lockStoring } from "./run-locks.queries.ts";

/** Waits until nobody else stores runs of accounting, and keeps others from it until the transaction ends. */
export async function beginStoring(tx: Tx): Promise<void> {
  await lockStoring(tx);
}
