import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import type { Db } from "../platform/db.ts";

/**
 * Waits until no transaction of the whole server is older than this moment: one that runs in another test's database
 * keeps records here from being sealed as well.
 */
export async function settled(db: Db): Promise<void> {
  const { rows } = await sql<{ now: string }>`select pg_snapshot_xmax(pg_current_snapshot())::text as now`.execute(db);
  for (;;) {
    const { rows: after } = await sql<{ done: boolean }>`
      select pg_snapshot_xmin(pg_current_snapshot()) >= ${rows[0]?.now}::xid8 as done`.execute(db);
    if (after[0]?.done) return;
    await sleep(20);
  }
}
