import { describe, expect, it } from "vitest";
import { demandsMfa } from "./mfa-requirement.ts";

describe("demandsMfa", () => {
  it.each([
    [["finance"], "local", [], false],
    [["finance"], "local", ["finance"], true],
    [["user", "finance"], "local", ["center_admin", "finance"], true],
    [["user"], "local", ["center_admin", "finance"], false],
    [["finance"], "ldap", ["finance"], false], // through the directory
    [["user"], "ldap", "all", true],
    [[], "local", "all", true],
  ] as const)("of roles %j from %s and REQUIRE_MFA %j is %s", (roles, source, setting, expected) => {
    expect(demandsMfa({ roles, source }, setting)).toBe(expected);
  });
});
