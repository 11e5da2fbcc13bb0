export const ROLES = ["center_admin", "finance", "auditor", "user"] as const;

export type Role = (typeof ROLES)[number];

/**
 * Which roles have a permission. Within one, what a person sees is narrowed by `seesAll`: `user` reads runs and
 * receipts, but only their own.
 */
const GRANTED = {
  "audit:read": ["center_admin", "auditor"],
  "accounts:read": ["center_admin", "finance", "auditor"],
  "accounts:write": ["center_admin", "finance"],
  "clusters:read": ["center_admin", "finance", "auditor", "user"],
  "runs:read": ["center_admin", "finance", "auditor", "user"],
  "usage:read": ["center_admin", "finance", "auditor"],
  "usage:write": ["center_admin", "finance"],
  "rates:read": ["center_admin", "finance", "auditor", "user"],
  "unbilled:read": ["center_admin", "finance", "auditor"],
  "receipts:read": ["center_admin", "finance", "auditor", "user"],
  "receipts:issue": ["center_admin", "finance"],
  "receipts:pay": ["center_admin", "finance"],
  "receipts:void": ["center_admin", "finance"],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof GRANTED;

/** Every permission, in the order of the contract. */
export const PERMISSIONS: readonly Permission[] = Object.keys(GRANTED) as Permission[]; // the keys of a constant of ours

/** Whether a text of the contract names a permission of this table. */
export function isPermission(text: string): text is Permission {
  return Object.hasOwn(GRANTED, text);
}

const SEES_ALL: readonly string[] = ["center_admin", "finance", "auditor"] satisfies readonly Role[];

/** Someone with roles; a role that is not of this table grants nothing. */
export interface RoleHolder {
  readonly roles: readonly string[];
  /** Where they call with an API token, its scopes, which bear the names of permissions. */
  readonly apiToken?: { readonly scopes: readonly string[] } | null;
}

/** Whether one of the holder's roles has the permission and, where they call with an API token, the token as well. */
export function isAllowed(holder: RoleHolder, permission: Permission): boolean {
  const granted: readonly string[] = GRANTED[permission];
  if (holder.apiToken != null && !holder.apiToken.scopes.includes(permission)) return false;
  return holder.roles.some((role) => granted.includes(role));
}

/** What a person with these roles may do, each permission once, in the order of the contract. */
export function permissionsOf(roles: readonly string[]): Permission[] {
  return PERMISSIONS.filter((permission) => isAllowed({ roles }, permission));
}

/**
 * Whether the holder sees the runs and receipts of everyone. Everyone else sees the runs of their own Slurm users and
 * the receipts of those users' accounts, and nothing tells them that there are others.
 */
export function seesAll(holder: RoleHolder): boolean {
  return holder.roles.some((role) => SEES_ALL.includes(role));
}
