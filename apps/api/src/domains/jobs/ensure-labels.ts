import type { Tx } from "../../platform/db.ts";
import { upsertLabels } from "./jobs.queries.ts";

/** The ids of texts that repeat in runs (users, accounts, partitions, QOS), adding those that are new. */
export async function ensureLabels(tx: Tx, texts: readonly string[]): Promise<Map<string, number>> {
  return texts.length === 0 ? new Map() : await upsertLabels(tx, texts);
}
