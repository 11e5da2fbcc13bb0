import { sql } from "kysely";
import type { Tx } from "../../platform/db.ts";

/**
 * Serialises whoever writes what events tell, over all replicas, so that no two of them read the same run and overwrite each
 * other's part of it. A group of events shares it and holds the lanes of its jobs (`core/event-lane.ts`) alone, which are locks of
 * their own under the same number; who holds it alone holds all lanes.
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
