import { planForBulk, type Tx } from "../../platform/db.ts";
import { beginStoring } from "../jobs/begin-storing.ts";
import { patiently } from "./usage.queries.ts";

/**
 * Waits for the only place from which runs are ingested, and holds it until the transaction ends. Ingests of any
 * cluster queue here: two that met in the middle would wait for each other's rows. The ones ahead may take minutes,
 * so the limits on waiting that hold elsewhere are lifted for this one statement.
 */
export async function lockIngest(tx: Tx): Promise<void> {
  await patiently(tx, async () => await beginStoring(tx));
  await planForBulk(tx);
}
