import { invariant } from "@purser/kernel/invariant";
import { v7 as uuidv7 } from "uuid";
import type { RequestContext } from "../../platform/context.ts";
import { type Tx, transact } from "../../platform/db.ts";
import { recordEvent } from "../audit/record-event.ts";
import { isScopeRight, MAX_GRANTS, mayHandle } from "./core/grants.ts";
import { GrantExceedsOwnError, GrantInvalidError, PeopleConflictError } from "./core/people-errors.ts";
import type { Role } from "./core/permissions.ts";
import { countLiveGrants, findGrant, type GrantRow, holdAuthority, insertGrant } from "./grants.queries.ts";
import { lockPersonByUsername, type PersonKey } from "./people.queries.ts";

export interface GrantToGive {
  readonly username: string;
  readonly role: Role;
  readonly scope: string | null;
  readonly until: Date | null;
}

/**
 * Gives a person a role. What the giver holds is read anew and held, so that a role that was taken away a moment ago
 * is not handed on; it is looked at before the person is, so that nobody learns of people by giving what they cannot.
 *
 * @throws {GrantInvalidError} `GRANT_SCOPE_MISMATCH`, `GRANT_UNTIL_PAST`, `PERSON_UNKNOWN`.
 * @throws {GrantExceedsOwnError} `GRANT_EXCEEDS_OWN`.
 * @throws {PeopleConflictError} `PERSON_DISABLED`, `GRANT_EXISTS`, `GRANT_TOO_MANY`.
 */
export async function giveGrant(ctx: RequestContext, wanted: GrantToGive): Promise<GrantRow> {
  const { username, role, scope, until } = wanted;
  const now = ctx.now();
  if (!isScopeRight(role, scope)) throw new GrantInvalidError("GRANT_SCOPE_MISMATCH", { role });
  if (until !== null && until <= now) throw new GrantInvalidError("GRANT_UNTIL_PAST");
  return await transact(ctx.db, async (tx) => {
    if (!mayHandle(await holdAuthority(tx, ctx.actor.id), wanted)) throw new GrantExceedsOwnError("GRANT_EXCEEDS_OWN");
    const person = await receiver(tx, username);
    const id = uuidv7();
    const grant = { id, personId: person.id, role, scope, until, grantedAt: now, grantedBy: ctx.actor.username };
    if (!(await insertGrant(tx, grant))) throw new PeopleConflictError("GRANT_EXISTS", { username });
    const detail = { grant: id, username, role, scope, until: until?.toISOString() ?? null };
    await recordEvent(tx, ctx, { action: "grant.given", subject: person.id, detail });
    const row = await findGrant(tx, { all: true }, id);
    invariant(row !== undefined, "a grant that was inserted is there");
    return row;
  });
}

/** Who is to receive a grant, held until the transaction ends: somebody who is shut out meanwhile gets none. */
async function receiver(tx: Tx, username: string): Promise<PersonKey> {
  const person = await lockPersonByUsername(tx, username);
  if (person === undefined) {
    const details = [{ field: "username", issue: "names nobody" }];
    throw new GrantInvalidError("PERSON_UNKNOWN", { username }, { details });
  }
  if (person.disabled) throw new PeopleConflictError("PERSON_DISABLED", { username });
  if ((await countLiveGrants(tx, person.id)) >= MAX_GRANTS) {
    throw new PeopleConflictError("GRANT_TOO_MANY", { username, limit: MAX_GRANTS });
  }
  return person;
}
