import { scopes } from "@purser/contract/operation-types";
import { operations } from "@purser/contract/operations";
import { schemas } from "@purser/contract/schemas";
import { describe, expect, it } from "vitest";
import {
  isAllowed,
  isPermission,
  PERMISSIONS,
  permissionsOf,
  ROLES,
  reachOf,
  SCOPED_ROLES,
  seesAll,
} from "./permissions.ts";

const OWN = ["clusters:read", "machine:read", "queue:read", "runs:read", "jobs:read", "rates:read", "receipts:read"];
const READS = PERMISSIONS.filter((permission) => permission.endsWith(":read"));

describe("permissionsOf", () => {
  it("gives an administrator everything, an auditor every reading and nothing else, a user their own", () => {
    expect(permissionsOf(["center_admin"])).toEqual(PERMISSIONS);
    expect(permissionsOf(["auditor"])).toEqual(READS);
    expect(permissionsOf(["user"])).toEqual(OWN);
  });

  it("gives finance all but the audit log, people, API tokens, locks, sessions, retiring clusters and what is told of jobs", () => {
    const others = PERMISSIONS.filter(
      (permission) =>
        !/^(audit|people|grants|tokens|locks|sessions|events|samples):|^jobs:write|^clusters:write$/.test(permission),
    );
    expect(permissionsOf(["finance"])).toEqual(others);
  });

  it.each(SCOPED_ROLES)("gives %s their own, and people and grants of their scope", (role) => {
    expect(permissionsOf([role])).toEqual(["people:read", "grants:write", ...OWN]);
  });

  it("adds up several roles, each permission once, and ignores a role it does not know", () => {
    expect(permissionsOf(["user", "auditor", "user"])).toEqual(READS);
    expect(permissionsOf(["root", "constructor"])).toEqual([]);
    expect(permissionsOf([])).toEqual([]);
  });
});

describe("the table of permissions", () => {
  it("has exactly the permissions and roles of the contract", () => {
    // What TypeBox says of a schema is the type of its values; here its keywords are asked for.
    const keywords = schemas as unknown as readonly { $id: string; enum?: string[] }[];
    const named = (id: string) => [...(keywords.find((schema) => schema.$id === id)?.enum ?? [])].sort();
    expect([...PERMISSIONS].sort()).toEqual(named("Permission"));
    expect([...ROLES].sort()).toEqual(named("Role"));
  });

  it("has a permission for every scope of the contract", () => {
    for (const scope of scopes) expect(isPermission(scope), scope).toBe(true);
  });

  it("knows the permission of every operation", () => {
    for (const { config } of Object.values(operations)) {
      const open = config.permission === "public" || config.permission === "authenticated";
      expect(open || isPermission(config.permission), config.operationId).toBe(true);
    }
  });
});

describe("isAllowed", () => {
  it.each(ROLES)("refuses %s nothing that permissionsOf names and allows nothing else", (role) => {
    const allowed = PERMISSIONS.filter((permission) => isAllowed({ roles: [role] }, permission));
    expect(allowed).toEqual(permissionsOf([role]));
  });
});

describe("isAllowed with an API token", () => {
  it("allows what both the roles and the token's scopes allow, and nothing that only one of them does", () => {
    for (const role of ROLES) {
      for (const scope of PERMISSIONS) {
        const holder = { roles: [role], apiToken: { scopes: [scope] } };
        const allowed = PERMISSIONS.filter((permission) => isAllowed(holder, permission));
        expect(allowed).toEqual(isAllowed({ roles: [role] }, scope) ? [scope] : []);
      }
    }
  });

  it("allows nothing without a scope", () => {
    const holder = { roles: ["center_admin"], apiToken: { scopes: [] } };
    expect(PERMISSIONS.filter((permission) => isAllowed(holder, permission))).toEqual([]);
  });
});

describe("reachOf", () => {
  it.each([
    [["center_admin"], "people:read", "all"],
    [["field_admin"], "people:read", "scope"],
    [["field_admin", "auditor"], "people:read", "all"],
    [["user"], "people:read", null],
    [["user"], "runs:read", "own"],
    [["user", "team_lead"], "grants:write", "scope"],
    [["constructor", "Finance", "__proto__"], "runs:read", null],
  ] as const)("of the roles %j for %s is %s", (roles, permission, reach) => {
    expect(reachOf({ roles }, permission)).toBe(reach);
  });
});

describe("seesAll", () => {
  it.each([
    [["center_admin"], true],
    [["finance"], true],
    [["auditor"], true],
    [["user"], false],
    [["field_admin", "dept_admin", "team_lead"], false],
    [["user", "finance"], true],
    [[], false],
    [["Finance"], false],
  ])("says of the runs that the roles %j see: %s", (roles, expected) => {
    expect(seesAll({ roles }, "runs:read")).toBe(expected);
  });
});
