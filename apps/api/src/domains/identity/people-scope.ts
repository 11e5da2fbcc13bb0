import type { Actor } from "../../platform/context.ts";
import { type Permission, reachOf } from "./core/permissions.ts";
import type { PeopleScope } from "./grants.queries.ts";

/** Which people and grants the actor's permission reaches: everyone's, or those of the scopes that their roles are over. */
export function peopleScope(actor: Actor, permission: Permission): PeopleScope {
  if (reachOf(actor, permission) === "all") return { all: true };
  const over = actor.grants.filter(
    (grant) => grant.scope !== null && reachOf({ roles: [grant.role] }, permission) === "scope",
  );
  return { over };
}
