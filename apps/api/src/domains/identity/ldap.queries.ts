import { v7 as uuidv7 } from "uuid";
import type { Grant } from "../../platform/context.ts";
import type { Db, Tx } from "../../platform/db.ts";

/** Where somebody signs in: with a password kept here, or with that of the directory. */
export type PersonSource = "local" | "ldap";

export interface PersonOfSource {
  readonly id: string;
  readonly username: string;
  readonly source: PersonSource;
}

const PERSON = ["p.id", "p.username"] as const;

/** Whom a refresh token that may be traded in belongs to; undefined where it may not. */
export async function findTokenHolder(db: Db, tokenHash: Buffer, at: Date): Promise<PersonOfSource | undefined> {
  return await db
    .selectFrom("identity.refresh_token as t")
    .innerJoin("identity.session as s", "s.id", "t.family_id")
    .innerJoin("identity.person as p", "p.id", "t.person_id")
    .select(PERSON)
    .select((select) => select.ref("p.source").$castTo<PersonSource>().as("source"))
    .where("t.token_hash", "=", tokenHash)
    .where("t.used_at", "is", null)
    .where("t.expires_at", ">", at)
    .where("s.ended_at", "is", null)
    .where("p.disabled_at", "is", null)
    .executeTakeFirst();
}

/** People of the directory who have an API token that can be used at `at`, by id. */
export async function listTokenHolders(
  db: Db,
  { after, limit, at }: { after: string | null; limit: number; at: Date },
): Promise<PersonOfSource[]> {
  return await db
    .selectFrom("identity.person as p")
    .select(PERSON)
    .select((select) => select.ref("p.source").$castTo<PersonSource>().as("source"))
    .where("p.source", "=", "ldap")
    .where("p.disabled_at", "is", null)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom("identity.api_token as t")
          .select("t.id")
          .whereRef("t.person_id", "=", "p.id")
          .where("t.revoked_at", "is", null)
          .where("t.expires_at", ">", at),
      ),
    )
    .$if(after !== null, (query) => query.where("p.id", ">", after ?? ""))
    .orderBy("p.id")
    .limit(limit)
    .execute();
}

export interface DirectoryPersonRow extends PersonOfSource {
  readonly displayName: string;
  readonly directoryId: string | null;
}

/**
 * Those who have this user name or this identifier of the directory, held until the transaction ends: two sign-ins of
 * one person come one after the other.
 */
export async function lockDirectoryPeople(
  tx: Tx,
  { username, directoryId }: { username: string; directoryId: string | null },
): Promise<DirectoryPersonRow[]> {
  return await tx
    .selectFrom("identity.person as p")
    .select([...PERSON, "p.display_name as displayName", "p.directory_id as directoryId"])
    .select((select) => select.ref("p.source").$castTo<PersonSource>().as("source"))
    .where((either) => either.or([either("p.username", "=", username), either("p.directory_id", "=", directoryId)]))
    .orderBy("p.id")
    .forNoKeyUpdate()
    .execute();
}

export async function updateDirectoryPerson(
  tx: Tx,
  { id, displayName, directoryId }: { id: string; displayName: string; directoryId: string | null },
): Promise<void> {
  const set = { display_name: displayName, directory_id: directoryId };
  await tx.updateTable("identity.person").set(set).where("id", "=", id).execute();
}

export interface DirectoryGrantRow extends Grant {
  readonly id: string;
}

/** What the directory gives a person, as it was last seen. */
export async function listDirectoryGrants(tx: Tx, personId: string): Promise<DirectoryGrantRow[]> {
  return await tx
    .selectFrom("identity.role_grant as g")
    .select(["g.id", "g.role", "g.scope"])
    .where("g.person_id", "=", personId)
    .where("g.source", "=", "ldap")
    .where("g.revoked_at", "is", null)
    .execute();
}

/** Gives and takes away what a person has from the directory. */
export async function changeDirectoryGrants(
  tx: Tx,
  personId: string,
  { given, takenIds, by, at }: { given: readonly Grant[]; takenIds: readonly string[]; by: string; at: Date },
): Promise<void> {
  if (takenIds.length > 0) {
    await tx
      .updateTable("identity.role_grant")
      .set({ revoked_at: at, revoked_by: by })
      .where("id", "in", takenIds)
      .execute();
  }
  if (given.length > 0) {
    const rows = given.map(({ role, scope }) => {
      return { id: uuidv7(), person_id: personId, role, scope, source: "ldap", granted_by: by, granted_at: at };
    });
    await tx.insertInto("identity.role_grant").values(rows).execute();
  }
}
