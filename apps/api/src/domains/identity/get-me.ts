import type { RequestContext } from "../../platform/context.ts";
import { SignInError } from "./core/errors.ts";
import { findPerson, type Person } from "./identity.queries.ts";

/**
 * The caller, with the roles that their token holds: those are what they may do until it is renewed.
 *
 * @throws {SignInError} `UNAUTHENTICATED` if they are gone or shut out since the token was issued.
 */
export async function getMe({ db, actor }: RequestContext): Promise<Person> {
  const person = await findPerson(db, actor.id);
  if (person === undefined || person.disabled) throw new SignInError("UNAUTHENTICATED");
  return { ...person, roles: actor.roles, grants: actor.grants, slurmUsers: actor.slurmUsers };
}
