import { sql } from "kysely";
import type { Db, Tx } from "../../platform/db.ts";

export interface NewChallenge {
  readonly tokenHash: Buffer;
  readonly personId: string;
  readonly issuedAt: Date;
  readonly expiresAt: Date;
}

/** Adds a challenge, and removes a few that were over before it, so that each sign-in cleans up after others. */
export async function insertChallenge(tx: Tx, challenge: NewChallenge): Promise<void> {
  await sql`
    delete from identity.mfa_challenge where token_hash in (
      select token_hash from identity.mfa_challenge where expires_at < ${challenge.issuedAt} order by expires_at limit 100
      for update skip locked)
  `.execute(tx);
  await tx
    .insertInto("identity.mfa_challenge")
    .values({
      token_hash: challenge.tokenHash,
      person_id: challenge.personId,
      issued_at: challenge.issuedAt,
      expires_at: challenge.expiresAt,
    })
    .execute();
}

/** Lets every challenge of a person lapse: the password that they were given for is good no more. */
export async function deleteChallenges(tx: Tx, personId: string): Promise<void> {
  await tx.deleteFrom("identity.mfa_challenge").where("person_id", "=", personId).execute();
}

export interface Challenge {
  readonly personId: string;
  readonly expiresAt: Date;
  readonly failures: number;
  readonly usedAt: Date | null;
}

/** The user name of whom a challenge was given to; whether it is still good is another question. */
export async function findChallengedName(db: Db, tokenHash: Buffer): Promise<string | undefined> {
  const row = await db
    .selectFrom("identity.mfa_challenge as c")
    .innerJoin("identity.person as p", "p.id", "c.person_id")
    .select("p.username")
    .where("c.token_hash", "=", tokenHash)
    .executeTakeFirst();
  return row?.username;
}

/** The challenge with this hash, held until the transaction ends: of two who use it at once, one finds it used. */
export async function lockChallenge(tx: Tx, tokenHash: Buffer): Promise<Challenge | undefined> {
  return await tx
    .selectFrom("identity.mfa_challenge as c")
    .select(["c.person_id as personId", "c.expires_at as expiresAt", "c.failures", "c.used_at as usedAt"])
    .where("c.token_hash", "=", tokenHash)
    .forUpdate()
    .executeTakeFirst();
}

export async function markChallengeUsed(tx: Tx, tokenHash: Buffer, at: Date): Promise<void> {
  await tx.updateTable("identity.mfa_challenge").set({ used_at: at }).where("token_hash", "=", tokenHash).execute();
}

export async function saveChallengeFailures(tx: Tx, tokenHash: Buffer, failures: number): Promise<void> {
  await tx.updateTable("identity.mfa_challenge").set({ failures }).where("token_hash", "=", tokenHash).execute();
}
