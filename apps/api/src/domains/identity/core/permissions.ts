export const ROLES = ["center_admin", "finance", "auditor", "field_admin", "dept_admin", "team_lead", "user"] as const;

export type Role = (typeof ROLES)[number];

/** The roles that are held over something: a field, a department, a team. The others are held over the whole centre. */
export const SCOPED_ROLES = ["field_admin", "dept_admin", "team_lead"] as const satisfies readonly Role[];

/**
 * Whose data a permission reaches. `all`: everyone's. `scope`: what lies in the scopes of the role's grants. `own`: the
 * holder's, which is the runs of their Slurm users and the receipts of those users' accounts.
 */
export type Reach = "all" | "scope" | "own";

type Rule = Readonly<Partial<Record<Role, Reach>>>;

const CENTRE = { center_admin: "all", finance: "all", auditor: "all" } as const satisfies Rule;
const SCOPED = { field_admin: "scope", dept_admin: "scope", team_lead: "scope" } as const satisfies Rule;
const OWN = { field_admin: "own", dept_admin: "own", team_lead: "own", user: "own" } as const satisfies Rule;
const EVERYONE = {
  ...CENTRE,
  field_admin: "all",
  dept_admin: "all",
  team_lead: "all",
  user: "all",
} as const satisfies Rule;
const MONEY = { center_admin: "all", finance: "all" } as const satisfies Rule;

/**
 * Who may do what, and to whose data: the one place that decides it. The contract names the permission of each
 * operation, the web app shows what `/me` says of this table, and docs/permissions.md is printed from both.
 */
const GRANTED = {
  "audit:read": { center_admin: "all", auditor: "all" },
  "audit:checkpoint": { center_admin: "all" },
  "tokens:read": { center_admin: "all", auditor: "all" },
  "tokens:write": { center_admin: "all" },
  "people:read": { center_admin: "all", auditor: "all", ...SCOPED },
  "people:write": { center_admin: "all" },
  "grants:write": { center_admin: "all", ...SCOPED },
  "accounts:read": CENTRE,
  "accounts:write": MONEY,
  "bindings:read": CENTRE,
  "bindings:write": MONEY,
  "clusters:read": EVERYONE,
  "clusters:write": { center_admin: "all" },
  "machine:read": EVERYONE,
  "queue:read": { ...CENTRE, ...OWN },
  "runs:read": { ...CENTRE, ...OWN },
  "jobs:read": { ...CENTRE, ...OWN },
  "jobs:write": { center_admin: "all" },
  "events:write": { center_admin: "all" },
  "samples:write": { center_admin: "all" },
  "usage:read": CENTRE,
  "usage:write": MONEY,
  "rates:read": EVERYONE,
  "unbilled:read": CENTRE,
  "changes:read": CENTRE,
  "changes:decide": MONEY,
  "receipts:read": { ...CENTRE, ...OWN },
  "receipts:issue": MONEY,
  "receipts:pay": MONEY,
  "receipts:void": MONEY,
  "locks:read": { center_admin: "all", auditor: "all" },
  "locks:write": { center_admin: "all" },
  "sessions:read": { center_admin: "all", auditor: "all" },
  "sessions:write": { center_admin: "all" },
} as const satisfies Record<string, Rule>;

export type Permission = keyof typeof GRANTED;

/** Every permission, in the order of the contract. */
export const PERMISSIONS: readonly Permission[] = Object.keys(GRANTED) as Permission[]; // the keys of a constant of ours

/** Whether a text of the contract names a permission of this table. */
export function isPermission(text: string): text is Permission {
  return Object.hasOwn(GRANTED, text);
}

/** Someone with roles; a role that is not of this table grants nothing. */
export interface RoleHolder {
  readonly roles: readonly string[];
  /** Where they call with an API token, its scopes, which bear the names of permissions. */
  readonly apiToken?: { readonly scopes: readonly string[] } | null;
}

/**
 * Whose data the permission reaches for this holder, the widest of what their roles give; null: they do not have it,
 * or the API token that they call with does not.
 */
export function reachOf(holder: RoleHolder, permission: Permission): Reach | null {
  if (holder.apiToken != null && !holder.apiToken.scopes.includes(permission)) return null;
  const rule: Readonly<Record<string, Reach>> = GRANTED[permission];
  const reaches = holder.roles.map((role) => (Object.hasOwn(rule, role) ? rule[role] : undefined));
  return (["all", "scope", "own"] as const).find((reach) => reaches.includes(reach)) ?? null;
}

/** Whether one of the holder's roles has the permission and, where they call with an API token, the token as well. */
export function isAllowed(holder: RoleHolder, permission: Permission): boolean {
  return reachOf(holder, permission) !== null;
}

/** What a person with these roles may do, each permission once, in the order of the contract. */
export function permissionsOf(roles: readonly string[]): Permission[] {
  return PERMISSIONS.filter((permission) => isAllowed({ roles }, permission));
}

/**
 * Whether the permission lets the holder see everyone's data. Everyone else sees their own part of it, and nothing
 * tells them that there is more.
 */
export function seesAll(holder: RoleHolder, permission: Permission): boolean {
  return reachOf(holder, permission) === "all";
}
