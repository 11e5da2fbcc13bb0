import type { Db, Tx } from "../../platform/db.ts";

export interface ClusterRow {
  readonly id: number;
  readonly name: string;
  readonly time_zone: string;
}

/** The cluster of this name. */
export async function findCluster(db: Db | Tx, name: string): Promise<ClusterRow | undefined> {
  return await db
    .selectFrom("inventory.cluster as c")
    .select(["c.id", "c.name", "c.time_zone"])
    .where("c.name", "=", name)
    .executeTakeFirst();
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
  return await db
    .selectFrom("inventory.cluster as c")
    .select(["c.id", "c.name", "c.time_zone"])
    .orderBy("c.name")
    .execute();
}
