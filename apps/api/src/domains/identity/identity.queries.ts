import { sql } from "kysely";
import type { Db, Tx } from "../../platform/db.ts";
import type { StoredRefreshToken } from "./core/session.ts";

export interface Person {
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
  readonly slurmUsers: readonly string[];
  readonly roles: readonly string[];
  readonly disabled: boolean;
}

const roles = sql<string[]>`
  coalesce((select array_agg(g.role order by g.role) from identity.role_grant g where g.person_id = p.id), '{}')`;

const PERSON = ["p.id", "p.username", "p.display_name as displayName", "p.slurm_users as slurmUsers"] as const;

/** The person of a user name, with the hash of their password. */
export async function findPersonByUsername(
  db: Db | Tx,
  username: string,
): Promise<(Person & { passwordHash: string | null }) | undefined> {
  return await db
    .selectFrom("identity.person as p")
    .select([...PERSON, "p.password_hash as passwordHash"])
    .select((select) => select("p.disabled_at", "is not", null).$castTo<boolean>().as("disabled"))
    .select(roles.as("roles"))
    .where("p.username", "=", username)
    .executeTakeFirst();
}

export async function findPerson(db: Db | Tx, id: string): Promise<Person | undefined> {
  return await db
    .selectFrom("identity.person as p")
    .select(PERSON)
    .select((select) => select("p.disabled_at", "is not", null).$castTo<boolean>().as("disabled"))
    .select(roles.as("roles"))
    .where("p.id", "=", id)
    .executeTakeFirst();
}

export interface NewPerson {
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
  readonly passwordHash: string;
  readonly slurmUsers: readonly string[];
  readonly roles: readonly string[];
}

/** Adds a person with their roles; false: someone has that user name, and nothing was changed. */
export async function insertPerson(tx: Tx, person: NewPerson, grantedBy: string): Promise<boolean> {
  const inserted = await tx
    .insertInto("identity.person")
    .values({
      id: person.id,
      username: person.username,
      display_name: person.displayName,
      password_hash: person.passwordHash,
      slurm_users: [...person.slurmUsers],
    })
    .onConflict((conflict) => conflict.column("username").doNothing())
    .returning("id")
    .executeTakeFirst();
  if (inserted === undefined) return false;
  const grants = person.roles.map((role) => ({ person_id: person.id, role, granted_by: grantedBy }));
  if (grants.length > 0) await tx.insertInto("identity.role_grant").values(grants).execute();
  return true;
}

export interface NewRefreshToken {
  readonly id: string;
  readonly familyId: string;
  readonly personId: string;
  readonly tokenHash: Buffer;
  readonly issuedAt: Date;
  readonly expiresAt: Date;
  readonly familyEndsAt: Date;
}

export async function insertRefreshToken(tx: Tx, token: NewRefreshToken): Promise<void> {
  await tx
    .insertInto("identity.refresh_token")
    .values({
      id: token.id,
      family_id: token.familyId,
      person_id: token.personId,
      token_hash: token.tokenHash,
      issued_at: token.issuedAt,
      expires_at: token.expiresAt,
      family_ends_at: token.familyEndsAt,
    })
    .execute();
}

export interface FoundRefreshToken extends StoredRefreshToken {
  readonly id: string;
  readonly familyId: string;
  readonly personId: string;
}

/** The refresh token with this hash, held until the transaction ends: two uses of one token come one after the other. */
export async function lockRefreshToken(tx: Tx, tokenHash: Buffer): Promise<FoundRefreshToken | undefined> {
  return await tx
    .selectFrom("identity.refresh_token as t")
    .innerJoin("identity.person as p", "p.id", "t.person_id")
    .select(["t.id", "t.family_id as familyId", "t.person_id as personId"])
    .select(["t.expires_at as expiresAt", "t.family_ends_at as familyEndsAt"])
    .select(["t.used_at as usedAt", "t.revoked_at as revokedAt"])
    .select((select) => select("p.disabled_at", "is not", null).$castTo<boolean>().as("personDisabled"))
    .where("t.token_hash", "=", tokenHash)
    .forUpdate("t")
    .executeTakeFirst();
}

export async function markRefreshTokenUsed(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.updateTable("identity.refresh_token").set({ used_at: at }).where("id", "=", id).execute();
}

/** Ends every token of a family; returns whether any was still alive. */
export async function revokeFamily(tx: Tx, familyId: string, at: Date): Promise<boolean> {
  const revoked = await tx
    .updateTable("identity.refresh_token")
    .set({ revoked_at: at })
    .where("family_id", "=", familyId)
    .where("revoked_at", "is", null)
    .returning("id")
    .execute();
  return revoked.length > 0;
}

/** Removes a few tokens of sessions that were over before `before`, so that each sign-in cleans up after others. */
export async function removeEndedSessions(tx: Tx, before: Date): Promise<void> {
  await sql`
    delete from identity.refresh_token where id in (
      select id from identity.refresh_token where family_ends_at < ${before} order by family_ends_at limit 100
      for update skip locked)
  `.execute(tx);
}
