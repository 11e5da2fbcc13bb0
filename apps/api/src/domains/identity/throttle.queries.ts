import { sql } from "kysely";
import { v7 as uuidv7 } from "uuid";
import type { Db, Tx } from "../../platform/db.ts";
import type { ThrottleState } from "./core/throttle.ts";

/** Which attempts are counted together. */
export interface ThrottlePair {
  /** A keyed hash of what and who is counted. */
  readonly hash: Buffer;
  readonly address: string;
}

export interface HeldThrottle extends ThrottleState {
  readonly id: string;
  readonly personId: string | null;
  /** The database's time, which every process counts by; taken while the pair is held. */
  readonly now: Date;
}

/** What is known of a pair, held until the transaction ends: attempts on one pair are counted one after the other. */
export async function holdThrottle(tx: Tx, { hash, address }: ThrottlePair): Promise<HeldThrottle> {
  const none = sql<Date[]>`'{}'::timestamptz[]`;
  return await tx
    .insertInto("identity.sign_in_throttle")
    .values({ pair_hash: hash, id: uuidv7(), address, failed_at: none, pending_at: none })
    .onConflict((conflict) => conflict.column("pair_hash").doUpdateSet({ changed_at: sql<Date>`clock_timestamp()` }))
    .returning(["id", "person_id as personId", "failed_at as failedAt", "pending_at as pendingAt"])
    .returning(["locked_until as lockedUntil", sql<Date>`clock_timestamp()`.as("now")])
    .executeTakeFirstOrThrow();
}

export async function saveThrottle(
  tx: Tx,
  hash: Buffer,
  { failedAt, pendingAt, lockedUntil, personId }: ThrottleState & { readonly personId: string | null },
): Promise<void> {
  await tx
    .updateTable("identity.sign_in_throttle")
    .set({ failed_at: [...failedAt], pending_at: [...pendingAt], locked_until: lockedUntil, person_id: personId })
    .where("pair_hash", "=", hash)
    .execute();
}

export async function removeThrottle(tx: Tx, hash: Buffer): Promise<void> {
  await tx.deleteFrom("identity.sign_in_throttle").where("pair_hash", "=", hash).execute();
}

export interface EndedLock {
  readonly id: string;
  readonly personId: string | null;
  readonly address: string;
}

/** Takes away the locks whose time is over, at most a hundred; returns them. Two processes never take the same one. */
export async function removeEndedLocks(tx: Tx): Promise<EndedLock[]> {
  return await removeLocks(tx, sql`locked_until <= clock_timestamp() order by locked_until limit 100`);
}

/** Takes away one lock that is in force; returns it, or nothing where there is no such lock. */
export async function removeLock(tx: Tx, id: string): Promise<EndedLock | undefined> {
  const [lock] = await removeLocks(tx, sql`id = ${id} and locked_until > clock_timestamp()`);
  return lock;
}

async function removeLocks(tx: Tx, which: ReturnType<typeof sql>): Promise<EndedLock[]> {
  const { rows } = await sql<EndedLock>`
    delete from identity.sign_in_throttle where pair_hash in (
      select pair_hash from identity.sign_in_throttle where ${which} for update skip locked)
    returning id, person_id as "personId", address
  `.execute(tx);
  return rows;
}

/** Forgets a few pairs that were quiet for ten minutes, ten windows long. */
export async function removeQuietPairs(tx: Tx): Promise<void> {
  await sql`
    delete from identity.sign_in_throttle where pair_hash in (
      select pair_hash from identity.sign_in_throttle
      where changed_at < clock_timestamp() - interval '10 minutes' and locked_until is null
      order by changed_at limit 1000 for update skip locked)
  `.execute(tx);
}

export interface LockRow {
  readonly id: string;
  readonly username: string | null;
  readonly display_name: string | null;
  readonly address: string;
  readonly failures: number;
  readonly locked_until: Date;
}

/** The locks in force, the last to end first. */
export async function listLocks(
  db: Db,
  { limit, after }: { limit: number; after: { until: string; id: string } | null },
): Promise<LockRow[]> {
  let locks = db
    .selectFrom("identity.sign_in_throttle as t")
    .leftJoin("identity.person as p", "p.id", "t.person_id")
    .select(["t.id", "p.username", "p.display_name", "t.address"])
    .select([sql<number>`cardinality(t.failed_at)`.as("failures"), "t.locked_until"])
    .where("t.locked_until", ">", sql<Date>`clock_timestamp()`)
    .orderBy("t.locked_until", "desc")
    .orderBy("t.id", "desc")
    .limit(limit);
  if (after !== null) {
    locks = locks.where(sql<boolean>`(t.locked_until, t.id) < (${after.until}::timestamptz, ${after.id}::uuid)`);
  }
  return (await locks.execute()) as LockRow[]; // a lock that is in force has an end
}
