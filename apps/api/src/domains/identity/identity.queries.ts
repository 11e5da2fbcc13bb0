import { sql } from "kysely";
import type { Db, Tx } from "../../platform/db.ts";

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
