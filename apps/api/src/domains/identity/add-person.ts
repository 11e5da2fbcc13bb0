import { randomBytes } from "node:crypto";
import { invariant } from "@purser/kernel/invariant";
import type { RequestContext } from "../../platform/context.ts";
import { transact } from "../../platform/db.ts";
import { PeopleConflictError } from "./core/people-errors.ts";
import { createPerson } from "./create-person.ts";
import { findPersonByUsername } from "./identity.queries.ts";
import { hashPassword } from "./password.ts";
import { findPersonRow, type PersonRow } from "./people.queries.ts";

export interface PersonToAdd {
  readonly username: string;
  readonly displayName: string;
  readonly slurmUsers: readonly string[];
  readonly source: "local" | "ldap";
}

/**
 * Adds a person without roles. The password of a local one is one that nobody knows until they set their own by a
 * one-time link. One of the directory signs in there, and can be given roles before they first do.
 *
 * @throws {PeopleConflictError} `USERNAME_TAKEN`.
 */
export async function addPerson(
  ctx: RequestContext,
  { username, displayName, slurmUsers, source }: PersonToAdd,
): Promise<PersonRow> {
  const passwordHash = source === "ldap" ? null : await hashPassword(randomBytes(32).toString("base64url"));
  const person = { username, displayName, slurmUsers: [...new Set(slurmUsers)], grants: [], passwordHash };
  return await transact(ctx.db, async (tx) => {
    if (!(await createPerson(tx, ctx, person))) throw new PeopleConflictError("USERNAME_TAKEN", { username });
    const made = await findPersonByUsername(tx, username);
    const row = made === undefined ? undefined : await findPersonRow(tx, { all: true }, made.id);
    invariant(row !== undefined, "a person who was created is there");
    return row;
  });
}
