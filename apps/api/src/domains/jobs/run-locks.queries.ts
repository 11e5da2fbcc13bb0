import { sql } from "kysely";
import type { Tx } from "../../platform/db.ts";

/**
 * Serialises whoever writes what events tell, over all replicas: groups are written one after the other, so that two of
 * them never read the same run and overwrite each other's part of it.
 */
export const EVENTS_LOCK = 5_281_028;

/**
 * Whoever stores what accounting tells holds it alone; who writes what events tell shares it where it is free, and does not
 * wait for it. So each of the two either sees what the other has written, or knows that it cannot.
 */
export const STORING_LOCK = "hashtext('usage.ingest')";

/** Waits for the only place from which accounting's runs are stored, and holds it until the transaction ends. */
export async function lockStoring(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(${sql.raw(STORING_LOCK)})`.execute(tx);
}

/** Lets no event be written until the transaction ends. */
export async function holdEvents(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(${sql.lit(EVENTS_LOCK)})`.execute(tx);
}
