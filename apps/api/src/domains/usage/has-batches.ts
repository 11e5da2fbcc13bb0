import type { Db } from "../../platform/db.ts";
import { listBatches } from "./usage.queries.ts";

/** Whether anything was ever ingested. */
export async function hasBatches(db: Db): Promise<boolean> {
  return (await listBatches(db, { limit: 1, before: null })).length > 0;
}
