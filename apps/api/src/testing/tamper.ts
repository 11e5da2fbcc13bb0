import { type RawBuilder, sql } from "kysely";
import type { Db } from "../platform/db.ts";

/** What only a superuser can do: changes history with triggers and foreign keys switched off. */
export async function tamper(db: Db, ...statements: RawBuilder<unknown>[]): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql`set local role none`.execute(tx);
    await sql`set local session_replication_role = replica`.execute(tx);
    for (const statement of statements) await statement.execute(tx);
  });
}
