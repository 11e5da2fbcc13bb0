import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type DatedGrant, grantState, isScopeRight, mayHandle } from "./grants.ts";
import { ROLES } from "./permissions.ts";

const at = (day: number) => new Date(Date.UTC(2026, 2, day));
const grant = (role: string, scope: string | null = null, until: Date | null = null): DatedGrant => ({
  role,
  scope,
  until,
});

describe("mayHandle", () => {
  it.each([
    ["a centre administrator any role", [grant("center_admin")], grant("finance"), true],
    ["a centre administrator a role over a field", [grant("center_admin")], grant("field_admin", "f1"), true],
    ["one whose role ends, for no longer", [grant("center_admin", null, at(9))], grant("auditor", null, at(9)), true],
    ["one whose role ends, for longer", [grant("center_admin", null, at(9))], grant("auditor", null, at(10)), false],
    ["one whose role ends, for ever", [grant("center_admin", null, at(9))], grant("auditor"), false],
    [
      "a field administrator their own role over their own field",
      [grant("field_admin", "f1")],
      grant("field_admin", "f1"),
      true,
    ],
    ["a field administrator another field", [grant("field_admin", "f1")], grant("field_admin", "f2"), false],
    ["a field administrator a department", [grant("field_admin", "f1")], grant("dept_admin", "d1"), false],
    [
      "a field administrator a team that has the id of their field",
      [grant("field_admin", "x")],
      grant("team_lead", "x"),
      false,
    ],
    ["a field administrator a role of the centre", [grant("field_admin", "f1")], grant("user"), false],
    ["finance their own role", [grant("finance")], grant("finance"), false],
    ["an auditor anything", [grant("auditor")], grant("user"), false],
    ["someone without roles", [], grant("user"), false],
  ])("says whether it may be handled by %s", (_what, own, wanted, expected) => {
    expect(mayHandle(own, wanted)).toBe(expected);
  });

  const anyGrant = fc.record({
    role: fc.constantFrom(...ROLES),
    scope: fc.constantFrom(null, "a", "b"),
    until: fc.constantFrom(null, at(1), at(2)),
  });
  it("never lets a chain of handing on end with more than its beginning had", () => {
    fc.assert(
      fc.property(fc.array(anyGrant, { maxLength: 4 }), anyGrant, anyGrant, (own, first, second) => {
        fc.pre(mayHandle(own, first) && mayHandle([first], second));
        expect(mayHandle(own, second)).toBe(true);
      }),
    );
  });
});

describe("isScopeRight", () => {
  it.each(ROLES)("wants a scope of %s exactly where the role is over a part of the centre", (role) => {
    const scoped = ["field_admin", "dept_admin", "team_lead"].includes(role);
    expect([isScopeRight(role, "x"), isScopeRight(role, null)]).toEqual([scoped, !scoped]);
  });
});

describe("grantState", () => {
  it.each([
    ["without an end", { until: null, revokedAt: null, revokedBy: null }, "live"],
    ["before its end", { until: at(6), revokedAt: null, revokedBy: null }, "live"],
    ["at its end", { until: at(5), revokedAt: null, revokedBy: null }, "expired"],
    ["closed at its end", { until: at(4), revokedAt: at(4), revokedBy: null }, "expired"],
    ["taken away", { until: null, revokedAt: at(3), revokedBy: "somchai" }, "revoked"],
    ["taken away before its end", { until: at(4), revokedAt: at(3), revokedBy: "somchai" }, "revoked"],
  ] as const)("knows one %s", (_what, row, state) => {
    expect(grantState(row, at(5))).toBe(state);
  });
});
