import type { Db, Tx } from "../../platform/db.ts";

/** A person as far as their password goes. */
export interface PasswordHolder {
  readonly id: string;
  readonly username: string;
  /** `local` or `ldap`: whose password they sign in with. */
  readonly source: string;
  readonly passwordHash: string | null;
  readonly disabled: boolean;
}

export async function findPasswordHolder(db: Db | Tx, personId: string): Promise<PasswordHolder | undefined> {
  return await db
    .selectFrom("identity.person as p")
    .select(["p.id", "p.username", "p.source", "p.password_hash as passwordHash"])
    .select((select) => select("p.disabled_at", "is not", null).$castTo<boolean>().as("disabled"))
    .where("p.id", "=", personId)
    .executeTakeFirst();
}

/** Holds the person until the transaction ends: who gives them a link or a password at once comes one after the other. */
export async function lockPasswordHolder(tx: Tx, personId: string): Promise<PasswordHolder | undefined> {
  return await tx
    .selectFrom("identity.person as p")
    .select(["p.id", "p.username", "p.source", "p.password_hash as passwordHash"])
    .select((select) => select("p.disabled_at", "is not", null).$castTo<boolean>().as("disabled"))
    .where("p.id", "=", personId)
    .forUpdate()
    .executeTakeFirst();
}

export async function setPasswordHash(tx: Tx, personId: string, passwordHash: string): Promise<void> {
  await tx
    .updateTable("identity.person")
    .set({ password_hash: passwordHash })
    .where("id", "=", personId)
    .executeTakeFirstOrThrow();
}

export interface NewResetLink {
  readonly id: string;
  readonly personId: string;
  readonly tokenHash: Buffer;
  readonly issuedAt: Date;
  readonly issuedBy: string;
  readonly expiresAt: Date;
}

export async function insertResetLink(tx: Tx, link: NewResetLink): Promise<void> {
  await tx
    .insertInto("identity.password_reset")
    .values({
      id: link.id,
      person_id: link.personId,
      token_hash: link.tokenHash,
      issued_at: link.issuedAt,
      issued_by: link.issuedBy,
      expires_at: link.expiresAt,
    })
    .execute();
}

/** Withdraws the link of a person that is still open, if there is one. The person is locked by the caller. */
export async function withdrawResetLinks(tx: Tx, personId: string, at: Date): Promise<void> {
  await tx
    .updateTable("identity.password_reset")
    .set({ withdrawn_at: at })
    .where("person_id", "=", personId)
    .where("used_at", "is", null)
    .where("withdrawn_at", "is", null)
    .execute();
}

/** The person of a link that is good at `now`; undefined where it is not. */
export async function findResetPerson(db: Db, tokenHash: Buffer, now: Date): Promise<PasswordHolder | undefined> {
  return await db
    .selectFrom("identity.password_reset as l")
    .innerJoin("identity.person as p", "p.id", "l.person_id")
    .select(["p.id", "p.username", "p.source", "p.password_hash as passwordHash"])
    .select((select) => select("p.disabled_at", "is not", null).$castTo<boolean>().as("disabled"))
    .where("l.token_hash", "=", tokenHash)
    .where("l.used_at", "is", null)
    .where("l.withdrawn_at", "is", null)
    .where("l.expires_at", ">", now)
    .where("p.disabled_at", "is", null)
    .executeTakeFirst();
}

/** Uses a link up; false where it is not good any more. Of several who try at once, one gets true. */
export async function claimResetLink(tx: Tx, tokenHash: Buffer, now: Date): Promise<boolean> {
  const claimed = await tx
    .updateTable("identity.password_reset")
    .set({ used_at: now })
    .where("token_hash", "=", tokenHash)
    .where("used_at", "is", null)
    .where("withdrawn_at", "is", null)
    .where("expires_at", ">", now)
    .returning("id")
    .executeTakeFirst();
  return claimed !== undefined;
}
