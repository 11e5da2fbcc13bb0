import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type GroupNames, grantsOfGroups } from "./directory-groups.ts";

const names: GroupNames = {
  prefix: "infrahub",
  finance: "infrahub-finance",
  auditor: "infrahub-auditors",
  user: "hpc-users",
};

describe("grantsOfGroups", () => {
  it.each([
    ["infrahub-center-admins", "center_admin", null],
    ["INFRAHUB-Center-Admins", "center_admin", null],
    ["infrahub-finance", "finance", null],
    ["infrahub-auditors", "auditor", null],
    ["hpc-users", "user", null],
    ["infrahub-field-admins-physics", "field_admin", "physics"],
    ["infrahub-dept-admins-0199f2a4-0001-7000-8000-00000000000A", "dept_admin", "0199f2a4-0001-7000-8000-00000000000a"],
    ["infrahub-team-leads-team-leads-1", "team_lead", "team-leads-1"],
  ])("takes %s for %s over %s", (group, role, scope) => {
    expect(grantsOfGroups([group], names)).toEqual([{ role, scope }]);
  });

  it.each([
    ["infrahub-center-admins "],
    [" infrahub-center-admins"],
    ["infrahub-center-admins\n"],
    ["x,cn=infrahub-center-admins"],
    ["infrahub-center-admins,ou=groups"],
    ["my-infrahub-center-admins"],
    ["infrahub-center-adminſ"],
    ["ｉｎｆｒａｈｕｂ-center-admins"],
    ["infrahub-field-admins"],
    ["infrahub-field-admins-"],
    ["infrahub-field-admins--x"],
    ["infrahub-field-admins-a/b"],
    ["infrahub-field-admins-ฟิสิกส์"],
    [`infrahub-team-leads-${"a".repeat(65)}`],
    ["infrahub-platform-admins"],
    ["infrahub-users"],
    ["center-admins"],
    [""],
  ])("gives nothing for %j", (group) => {
    expect(grantsOfGroups([group], names)).toEqual([]);
  });

  const scope = fc.stringMatching(/^[a-z0-9][a-z0-9._-]{0,63}$/);
  const known = fc.oneof(
    fc.constantFrom("infrahub-center-admins", names.finance, names.auditor, names.user),
    fc
      .tuple(fc.constantFrom("field-admins", "dept-admins", "team-leads"), scope)
      .map(([kind, id]) => `infrahub-${kind}-${id}`),
  );
  const other = fc.string({ unit: "binary" }).filter((group) => !/infrahub|hpc-users/i.test(group));

  it("gives one grant for each known group, whatever the order, the case, and whoever else is there", () => {
    fc.assert(
      fc.property(fc.uniqueArray(known), fc.array(other), fc.boolean(), (groups, others, loud) => {
        const written = loud ? groups.map((group) => group.toUpperCase()) : groups;
        const grants = grantsOfGroups([...others, ...written, ...written].reverse(), names);
        expect(grants).toHaveLength(groups.length);
        expect(grants).toEqual(grantsOfGroups(groups, names));
      }),
    );
  });

  it("gives a role to nobody who is not in a group of exactly that name", () => {
    fc.assert(
      fc.property(known, fc.string({ minLength: 1 }), fc.string(), (group, before, after) => {
        const grants = grantsOfGroups([`${before}${group}`, `${group} ${after}`], names);
        expect(grants.filter((grant) => grant.scope === null)).toEqual([]);
      }),
    );
  });

  it("takes away with a group no more than what that group gave", () => {
    fc.assert(
      fc.property(fc.uniqueArray(known, { minLength: 1 }), (groups) => {
        const [gone, ...left] = groups;
        const lost = grantsOfGroups(groups, names).filter(
          (grant) => !grantsOfGroups(left, names).some((each) => JSON.stringify(each) === JSON.stringify(grant)),
        );
        expect(lost).toEqual(grantsOfGroups([gone ?? ""], names));
      }),
    );
  });
});
