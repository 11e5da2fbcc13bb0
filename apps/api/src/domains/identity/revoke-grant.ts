import type { RequestContext } from "../../platform/context.ts";
import { type Tx, transact } from "../../platform/db.ts";
import { recordEvent } from "../audit/record-event.ts";
import { grantState, mayHandle } from "./core/grants.ts";
import { GrantExceedsOwnError, PeopleConflictError, PeopleNotFoundError } from "./core/people-errors.ts";
import {
  findGrant,
  type GrantRow,
  hasOtherLastingAdmin,
  holdAuthority,
  lockCenterAdmins,
  lockGrant,
  markRevoked,
} from "./grants.queries.ts";
import { peopleScope } from "./people-scope.ts";

/**
 * Takes a role away; the grant stays as history. Whoever takes away a centre administrator's role waits for everyone
 * else who does, and what the caller holds is read after that: of two who do it to each other at once, one succeeds.
 *
 * @throws {PeopleNotFoundError} `NOT_FOUND` where there is no such grant, or none that the caller may see.
 * @throws {GrantExceedsOwnError} `GRANT_EXCEEDS_OWN`.
 * @throws {PeopleConflictError} `GRANT_ENDED`, `GRANT_FROM_DIRECTORY`, `OWN_CENTER_ADMIN`, `LAST_CENTER_ADMIN`.
 */
export async function revokeGrant(ctx: RequestContext, grantId: string): Promise<GrantRow> {
  const scope = peopleScope(ctx.actor, "grants:write");
  return await transact(ctx.db, async (tx) => {
    const found = await findGrant(tx, scope, grantId);
    if (found?.role === "center_admin") await lockCenterAdmins(tx);
    const own = await holdAuthority(tx, ctx.actor.id);
    const grant = await lockGrant(tx, scope, grantId);
    if (grant === undefined) throw new PeopleNotFoundError("NOT_FOUND");
    // Taking away ends something at once: how long it would have lasted does not matter.
    if (!mayHandle(own, { ...grant, until: ctx.now() })) throw new GrantExceedsOwnError("GRANT_EXCEEDS_OWN");
    if (grantState(grant, ctx.now()) !== "live") throw new PeopleConflictError("GRANT_ENDED");
    if (grant.source === "ldap") throw new PeopleConflictError("GRANT_FROM_DIRECTORY");
    if (grant.role === "center_admin") await keepAnAdmin(tx, grant, ctx.actor.id);
    const revoked = { at: ctx.now(), by: ctx.actor.username };
    await markRevoked(tx, grantId, revoked);
    const detail = { grant: grantId, username: grant.username, role: grant.role, scope: grant.scope };
    await recordEvent(tx, ctx, { action: "grant.revoked", subject: grant.personId, detail });
    return { ...grant, revokedAt: revoked.at, revokedBy: revoked.by };
  });
}

async function keepAnAdmin(tx: Tx, grant: GrantRow, actorId: string): Promise<void> {
  if (grant.personId === actorId) throw new PeopleConflictError("OWN_CENTER_ADMIN");
  if (grant.until === null && !(await hasOtherLastingAdmin(tx, grant.personId))) {
    throw new PeopleConflictError("LAST_CENTER_ADMIN");
  }
}
