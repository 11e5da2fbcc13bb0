/** What the groups of a directory are called, in lower case. */
export interface GroupNames {
  /** `infrahub` in `infrahub-center-admins` and `infrahub-team-leads-<id>`. */
  readonly prefix: string;
  readonly finance: string;
  readonly auditor: string;
  readonly user: string;
}

/** A role that a group gives, and the id of what it is over; null: the whole centre. */
export interface GroupGrant {
  readonly role: "center_admin" | "finance" | "auditor" | "field_admin" | "dept_admin" | "team_lead" | "user";
  readonly scope: string | null;
}

const SCOPED = { "field-admins": "field_admin", "dept-admins": "dept_admin", "team-leads": "team_lead" } as const;
/** The form of a scope that the database takes. */
const SCOPE = /^[a-z0-9][a-z0-9._-]{0,63}$/;

/**
 * The roles that a person's groups give, each once, in an order that does not depend on that of the groups. Names are
 * compared as a whole and whatever the case of A to Z; a group that is not known gives nothing.
 */
export function grantsOfGroups(groups: readonly string[], names: GroupNames): GroupGrant[] {
  const grants = new Map<string, GroupGrant>();
  for (const group of groups) {
    const grant = grantOf(
      group.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase()),
      names,
    );
    if (grant !== null) grants.set(`${grant.role} ${grant.scope ?? ""}`, grant);
  }
  return [...grants].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, grant]) => grant);
}

function grantOf(group: string, { prefix, finance, auditor, user }: GroupNames): GroupGrant | null {
  if (group === `${prefix}-center-admins`) return { role: "center_admin", scope: null };
  if (group === finance) return { role: "finance", scope: null };
  if (group === auditor) return { role: "auditor", scope: null };
  if (group === user) return { role: "user", scope: null };
  for (const [kind, role] of Object.entries(SCOPED)) {
    const start = `${prefix}-${kind}-`;
    const scope = group.startsWith(start) ? group.slice(start.length) : "";
    if (SCOPE.test(scope)) return { role, scope };
  }
  return null;
}
