import type { AppContext } from "../../platform/context.ts";
import { GrantInvalidError, PeopleConflictError } from "./core/people-errors.ts";
import { normaliseUserName } from "./core/user-name.ts";
import { findPersonByUsername } from "./identity.queries.ts";

/**
 * Somebody who can sign in, by their user name however it is written.
 *
 * @throws {GrantInvalidError} `PERSON_UNKNOWN`.
 * @throws {PeopleConflictError} `PERSON_DISABLED`.
 */
export async function personOfName(
  { db }: Pick<AppContext, "db">,
  name: string,
): Promise<{ readonly id: string; readonly username: string }> {
  const username = normaliseUserName(name);
  const person = await findPersonByUsername(db, username);
  if (person === undefined) throw new GrantInvalidError("PERSON_UNKNOWN", { username });
  if (person.disabled) throw new PeopleConflictError("PERSON_DISABLED", { username });
  return { id: person.id, username };
}
