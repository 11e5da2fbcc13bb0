import { type AppContext, systemContext } from "../../platform/context.ts";
import { transact } from "../../platform/db.ts";
import type { Role } from "./core/permissions.ts";
import { createPerson } from "./create-person.ts";
import { findPersonByUsername } from "./identity.queries.ts";
import { hashPassword } from "./password.ts";

/** Someone whose account is made when the program starts. */
export interface PersonToEnsure {
  readonly username: string;
  readonly displayName: string;
  /** Roles over the whole centre. */
  readonly roles: readonly Role[];
  readonly password: string;
  readonly slurmUsers: readonly string[];
}

/**
 * Makes a person's account if nobody has the user name; one that is there keeps its own password and roles. Returns
 * whether it was made. Programs that start together make one.
 */
export async function ensurePerson(ctx: AppContext, { password, roles, ...person }: PersonToEnsure): Promise<boolean> {
  if ((await findPersonByUsername(ctx.db, person.username)) !== undefined) return false;
  const passwordHash = await hashPassword(password);
  const grants = roles.map((role) => ({ role, scope: null }));
  return await transact(
    ctx.db,
    async (tx) => await createPerson(tx, systemContext(ctx), { ...person, grants, passwordHash }),
  );
}
