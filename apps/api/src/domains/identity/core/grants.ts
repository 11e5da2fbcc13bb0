import { type Role, SCOPED_ROLES } from "./permissions.ts";

/** A role over a scope (null: the whole centre) and when it ends (null: not by itself). */
export interface DatedGrant {
  readonly role: string;
  readonly scope: string | null;
  readonly until: Date | null;
}

/** How many live grants a person may hold: an access token names them all, and it travels with every call. */
export const MAX_GRANTS = 64;

const SCOPED: readonly string[] = SCOPED_ROLES;

/** Whether a role is given with the scope that it needs, or without one where it has none. */
export function isScopeRight(role: Role, scope: string | null): boolean {
  return SCOPED.includes(role) === (scope !== null);
}

/**
 * Whether someone who holds `own` may give `wanted`, or take it away: nobody handles more than they have. A centre
 * administrator has everything. Anyone else has exactly their scoped roles, for as long as they hold them; that a team
 * lies below a department is known to no one before there is a tree, so that nothing follows from one scope for another.
 */
export function mayHandle(own: readonly DatedGrant[], wanted: DatedGrant): boolean {
  return own.some((grant) => {
    if (grant.role === "center_admin") return endsBefore(wanted, grant);
    return (
      grant.scope !== null && grant.role === wanted.role && grant.scope === wanted.scope && endsBefore(wanted, grant)
    );
  });
}

/** Whether `wanted` is over no later than `own`: what ends by itself is not handed on for longer. */
function endsBefore(wanted: DatedGrant, own: DatedGrant): boolean {
  return own.until === null || (wanted.until !== null && wanted.until <= own.until);
}

export type GrantState = "live" | "expired" | "revoked";

/** What has become of a grant by `now`. One that ended by itself is `expired`, also where its row was closed later. */
export function grantState(
  grant: { readonly until: Date | null; readonly revokedAt: Date | null; readonly revokedBy: string | null },
  now: Date,
): GrantState {
  if (grant.revokedAt !== null && grant.revokedBy !== null) return "revoked";
  return grant.revokedAt !== null || (grant.until !== null && grant.until <= now) ? "expired" : "live";
}
