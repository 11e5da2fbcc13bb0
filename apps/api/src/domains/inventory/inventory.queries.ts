import { sql } from "kysely";
import type { Db, Tx } from "../../platform/db.ts";

export interface ClusterRow {
  readonly id: number;
  readonly name: string;
  readonly time_zone: string;
  /** `YYYY-MM-DD`: the last day of its service; null: it is in service. */
  readonly last_day: string | null;
}

const COLUMNS = ["c.id", "c.name", "c.time_zone", sql<string | null>`c.last_day::text`.as("last_day")] as const;

/** The cluster of this name. */
export async function findCluster(db: Db | Tx, name: string): Promise<ClusterRow | undefined> {
  return await db.selectFrom("inventory.cluster as c").select(COLUMNS).where("c.name", "=", name).executeTakeFirst();
}

/** Adds a cluster; undefined where another transaction was quicker (it is committed then). */
export async function insertCluster(tx: Tx, row: { name: string; time_zone: string }): Promise<number | undefined> {
  const inserted = await tx
    .insertInto("inventory.cluster")
    .values(row)
    .onConflict((conflict) => conflict.column("name").doNothing())
    .returning("id")
    .executeTakeFirst();
  return inserted?.id;
}

/** All clusters, by name. */
export async function listClusterRows(db: Db | Tx): Promise<ClusterRow[]> {
  return await db.selectFrom("inventory.cluster as c").select(COLUMNS).orderBy("c.name").execute();
}

/** The cluster of this name, held until the transaction ends. */
export async function lockCluster(tx: Tx, name: string): Promise<ClusterRow | undefined> {
  return await tx
    .selectFrom("inventory.cluster as c")
    .select(COLUMNS)
    .where("c.name", "=", name)
    .forUpdate()
    .executeTakeFirst();
}

/** Says which day was the last of a cluster's service; null: it is in service. */
export async function updateLastDay(tx: Tx, { id, lastDay }: { id: number; lastDay: string | null }): Promise<void> {
  await tx.updateTable("inventory.cluster as c").set({ last_day: lastDay }).where("c.id", "=", id).execute();
}
