import type { RequestContext } from "../../platform/context.ts";
import { SignInError } from "./core/errors.ts";
import { demandsMfa } from "./core/mfa-requirement.ts";
import { findPerson } from "./identity.queries.ts";

/**
 * Whether the caller must have a second step, by the roles they hold at this moment.
 *
 * @throws {SignInError} `UNAUTHENTICATED` if they are gone.
 */
export async function isMfaDemanded({ db, config, actor }: RequestContext): Promise<boolean> {
  const person = await findPerson(db, actor.id);
  if (person === undefined) throw new SignInError("UNAUTHENTICATED");
  return demandsMfa(person, config.requireMfa);
}
