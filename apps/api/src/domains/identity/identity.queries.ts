import { sql } from "kysely";
import { v7 as uuidv7 } from "uuid";
import type { Grant } from "../../platform/context.ts";
import type { Db, Tx } from "../../platform/db.ts";

export interface Person {
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
  /** `local` or `ldap`: whose password they sign in with. */
  readonly source: string;
  readonly slurmUsers: readonly string[];
  /** The distinct roles of `grants`, by name. */
  readonly roles: readonly string[];
  /** What they hold at this moment, by role and scope. */
  readonly grants: readonly Grant[];
  /** When the first of the grants reaches its end; null: none has one. */
  readonly grantsEndAt: Date | null;
  readonly disabled: boolean;
  /** Whether signing in asks them for a code. */
  readonly mfaEnrolled: boolean;
}

const live = sql`
  from identity.role_grant g
  where g.person_id = p.id and g.revoked_at is null and (g.until is null or g.until > now())`;
const roles = sql<string[]>`coalesce((select array_agg(distinct g.role order by g.role) ${live}), '{}')`;
const grants = sql<Grant[]>`
  coalesce((select json_agg(distinct jsonb_build_object('role', g.role, 'scope', g.scope)) ${live}), '[]')`;
const grantsEndAt = sql<Date | null>`(select min(g.until) ${live})`;

const mfaEnrolled = sql<boolean>`exists (select from identity.totp t where t.person_id = p.id)`;

const PERSON = [
  ...(["p.id", "p.username", "p.source"] as const),
  ...(["p.display_name as displayName", "p.slurm_users as slurmUsers"] as const),
] as const;

/** The person of a user name, with the hash of their password. */
export async function findPersonByUsername(
  db: Db | Tx,
  username: string,
): Promise<(Person & { passwordHash: string | null }) | undefined> {
  return await db
    .selectFrom("identity.person as p")
    .select([...PERSON, "p.password_hash as passwordHash"])
    .select((select) => select("p.disabled_at", "is not", null).$castTo<boolean>().as("disabled"))
    .select([roles.as("roles"), grants.as("grants"), grantsEndAt.as("grantsEndAt")])
    .select(mfaEnrolled.as("mfaEnrolled"))
    .where("p.username", "=", username)
    .executeTakeFirst();
}

export async function findPerson(db: Db | Tx, id: string): Promise<Person | undefined> {
  return await db
    .selectFrom("identity.person as p")
    .select(PERSON)
    .select((select) => select("p.disabled_at", "is not", null).$castTo<boolean>().as("disabled"))
    .select([roles.as("roles"), grants.as("grants"), grantsEndAt.as("grantsEndAt")])
    .select(mfaEnrolled.as("mfaEnrolled"))
    .where("p.id", "=", id)
    .executeTakeFirst();
}

/**
 * The person with this id, held until the transaction ends: until then nobody is shut out, and no role is given or
 * taken. What they are is read after they are held, so that it is what still holds.
 */
export async function holdPerson(tx: Tx, id: string): Promise<Person | undefined> {
  await tx.selectFrom("identity.person as p").select("p.id").where("p.id", "=", id).forShare().execute();
  return await findPerson(tx, id);
}

export interface NewPerson {
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
  /** Null: a person of the directory. */
  readonly passwordHash: string | null;
  /** What the directory knows them by, where it says so; null as well for those who are not of it. */
  readonly directoryId: string | null;
  readonly slurmUsers: readonly string[];
  readonly grants: readonly Grant[];
}

/** Adds a person with their roles; false: someone has that user name or identifier, and nothing was changed. */
export async function insertPerson(tx: Tx, person: NewPerson, grantedBy: string): Promise<boolean> {
  const inserted = await tx
    .insertInto("identity.person")
    .values({
      id: person.id,
      username: person.username,
      display_name: person.displayName,
      password_hash: person.passwordHash,
      directory_id: person.directoryId,
      source: person.passwordHash === null ? "ldap" : "local",
      slurm_users: [...person.slurmUsers],
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning("id")
    .executeTakeFirst();
  if (inserted === undefined) return false;
  const given = person.grants.map((grant) => ({ ...grant, id: uuidv7(), person_id: person.id, granted_by: grantedBy }));
  if (given.length > 0) await tx.insertInto("identity.role_grant").values(given).execute();
  return true;
}
