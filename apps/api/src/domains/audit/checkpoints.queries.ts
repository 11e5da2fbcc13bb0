import { sql } from "kysely";
import type { Db, Tx } from "../../platform/db.ts";
import type { SignedCheckpoint } from "./core/checkpoint.ts";

const COLUMNS = sql.raw(`c.id, c.sequence, c.hash, c.key_id as "keyId", c.canonical, c.signature,
  to_char(c.taken_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "takenAt"`);

/** Stores a checkpoint. */
export async function insertCheckpoint(tx: Tx, checkpoint: SignedCheckpoint): Promise<void> {
  const { id, sequence, hash, takenAt, keyId, canonical, signature } = checkpoint;
  await sql`
    insert into audit.checkpoint (id, sequence, hash, taken_at, key_id, canonical, signature)
    values (${id}, ${sequence}, ${hash}, ${takenAt}, ${keyId}, ${canonical}, ${signature})
  `.execute(tx);
}

/** The checkpoint that was taken last, and how many seconds ago by the database's clock. */
export async function findLatestCheckpoint(
  db: Db | Tx,
): Promise<(SignedCheckpoint & { ageSeconds: number }) | undefined> {
  const { rows } = await sql<SignedCheckpoint & { ageSeconds: number }>`
    select ${COLUMNS}, extract(epoch from clock_timestamp() - c.taken_at)::float8 as "ageSeconds"
    from audit.checkpoint c order by c.id desc limit 1
  `.execute(db);
  return rows[0];
}

/** Checkpoints, the latest first, taken before the checkpoint `before`. */
export async function listCheckpoints(
  db: Db,
  { before, limit }: { before: string | null; limit: number },
): Promise<SignedCheckpoint[]> {
  const { rows } = await sql<SignedCheckpoint>`
    select ${COLUMNS} from audit.checkpoint c
    where ${before}::uuid is null or c.id < ${before}::uuid order by c.id desc limit ${limit}
  `.execute(db);
  return rows;
}

/** The checkpoints of the links from number `from` on, the latest `limit` of them. */
export async function listCheckpointsFrom(
  db: Db,
  { from, limit }: { from: bigint; limit: number },
): Promise<SignedCheckpoint[]> {
  const { rows } = await sql<SignedCheckpoint>`
    select ${COLUMNS} from audit.checkpoint c where c.sequence >= ${from} order by c.sequence desc limit ${limit}
  `.execute(db);
  return rows;
}
