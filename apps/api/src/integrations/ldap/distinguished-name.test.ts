import fc from "fast-check";
import { DN } from "ldapts";
import { describe, expect, it } from "vitest";
import { commonNameBelow, parseName } from "./distinguished-name.ts";

const base = parseName("ou=groups,dc=example,dc=org") ?? [];

describe("parseName", () => {
  it.each([
    ["cn=a,dc=b", ["a", "b"]],
    ["CN = a , DC = b", ["a", "b"]],
    [String.raw`cn=a\,b,dc=c`, ["a,b", "c"]],
    [String.raw`cn=a\2Cb\3dc,dc=c`, ["a,b=c", "c"]],
    [String.raw`cn=\E0\B8\81,dc=c`, ["ก", "c"]],
    ["cn=สมชาย ใจดี,dc=c", ["สมชาย ใจดี", "c"]],
    [String.raw`cn=a\ ,dc=c`, ["a ", "c"]],
    [String.raw`cn=a\\,dc=c`, ["a\\", "c"]],
    ["cn=a=b,dc=c", ["a=b", "c"]],
    ["", []],
  ])("reads %s", (text, values) => {
    expect(parseName(text)?.map((part) => part.value)).toEqual(values);
  });

  it.each([
    ["cn=a+ou=b,dc=c"],
    ["cn=#0401,dc=c"],
    ["cn=a,,dc=c"],
    ["cn,dc=c"],
    ["=a"],
    ["cn=,dc=c"],
    ['cn="a",dc=c'],
    ["cn=a;dc=c"],
    [String.raw`cn=a\zz,dc=c`],
    [String.raw`cn=\FF,dc=c`],
    ["cn=a\\"],
  ])("does not take %s for a name", (text) => {
    expect(parseName(text)).toBeNull();
  });

  it("gives back every value that was escaped by the book", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "binary", minLength: 1, maxLength: 20 }), { minLength: 1 }), (values) => {
        fc.pre(values.every((value) => !/[\0\p{Surrogate}]/u.test(value)));
        const name = new DN();
        for (const value of values) name.addPairRDN("cn", value);
        expect(parseName(name.toString())?.map((part) => part.value)).toEqual(values);
      }),
    );
  });
});

describe("commonNameBelow", () => {
  it.each([
    ["cn=infrahub-users,ou=groups,dc=example,dc=org"],
    ["CN=infrahub-users, OU=Groups, DC=EXAMPLE, DC=org"],
    ["2.5.4.3=infrahub-users,ou=groups,dc=example,dc=org"],
    [String.raw`cn=infra\68ub-users,ou=groups,dc=example,dc=org`],
  ])("names the group %s", (entry) => {
    expect(commonNameBelow(entry, base)).toBe("infrahub-users");
  });

  it.each([
    ["elsewhere", "cn=infrahub-users,ou=people,dc=example,dc=org"],
    ["below another group", "cn=infrahub-users,cn=x,ou=groups,dc=example,dc=org"],
    ["above the base", "cn=infrahub-users,dc=example,dc=org"],
    ["below a longer base", "cn=infrahub-users,ou=groups,dc=example,dc=org,dc=evil"],
    ["of another kind", "ou=infrahub-users,ou=groups,dc=example,dc=org"],
    ["with two names", "cn=infrahub-users+ou=x,ou=groups,dc=example,dc=org"],
    ["the base itself", "ou=groups,dc=example,dc=org"],
    ["no name at all", "infrahub-users"],
    ["nothing", ""],
  ])("names no group %s", (_where, entry) => {
    expect(commonNameBelow(entry, base)).toBeNull();
  });

  it.each([
    [String.raw`cn=x\,cn=infrahub-users,ou=groups,dc=example,dc=org`, "x,cn=infrahub-users"],
    [
      String.raw`cn=infrahub-users\,ou=groups\,dc=example\,dc=org,ou=groups,dc=example,dc=org`,
      "infrahub-users,ou=groups,dc=example,dc=org",
    ],
    [String.raw`cn=infrahub-users\2Cou\3Dgroups,ou=groups,dc=example,dc=org`, "infrahub-users,ou=groups"],
  ])("keeps what is escaped in one piece: %s", (entry, name) => {
    expect(commonNameBelow(entry, base)).toBe(name);
  });
});
