import { v7 as uuidv7 } from "uuid";
import type { Tx } from "../../platform/db.ts";
import { type AuditContext, recordEvent } from "../audit/record-event.ts";
import type { Role } from "./core/permissions.ts";
import { insertPerson } from "./identity.queries.ts";

export interface PersonToCreate {
  readonly username: string;
  readonly displayName: string;
  readonly grants: readonly { readonly role: Role; readonly scope: string | null }[];
  /** From `hashPassword`, made before the transaction begins: it takes a while. Null: the directory has their password. */
  readonly passwordHash: string | null;
  readonly slurmUsers: readonly string[];
}

/** Adds a person with their roles; false: someone has that user name, and nothing was changed. */
export async function createPerson(tx: Tx, ctx: AuditContext, person: PersonToCreate): Promise<boolean> {
  const id = uuidv7();
  if (!(await insertPerson(tx, { ...person, id, directoryId: null }, ctx.actor.username))) return false;
  const { username, grants, slurmUsers } = person;
  const source = person.passwordHash === null ? "ldap" : "local";
  await recordEvent(tx, ctx, {
    action: "person.created",
    subject: id,
    detail: { username, source, grants: grants.map((grant) => ({ ...grant })), slurm_users: slurmUsers },
  });
  return true;
}
