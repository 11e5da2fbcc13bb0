import { createHash, randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  apiTokenExpiry,
  apiTokenState,
  composeApiToken,
  hashApiToken,
  hasRightChecksum,
  idOfApiToken,
  isSameHash,
  leastRoleFor,
  looksLikeApiToken,
  scopesBeyond,
} from "./api-token.ts";
import { isAllowed, PERMISSIONS, permissionsOf, ROLES } from "./permissions.ts";

const ID = "019a0000-0000-7000-8000-000000000001";
const secret = fc.uint8Array({ minLength: 32, maxLength: 32 });

describe("composeApiToken", () => {
  it("writes the id, the secret and the checksum in letters and digits alone, always as long", () => {
    const zero = composeApiToken(ID, new Uint8Array(32));
    expect(zero).toMatch(/^pur_019a0000000070008000000000000001_0{43}[0-9A-Za-z]{6}$/);
    const checksum = createHash("sha256").update(zero.slice(0, -6)).digest().readUInt32BE(0);
    const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    const value = [...zero.slice(-6)].reduce((sum, digit) => sum * 62 + digits.indexOf(digit), 0);
    expect(value).toBe(checksum);
    expect(composeApiToken(ID, new Uint8Array(32).fill(255))).toHaveLength(zero.length);
  });

  it("names its id to whoever reads it, and no two secrets give one text", () => {
    fc.assert(
      fc.property(fc.uuid({ version: 7 }), secret, secret, (id, one, other) => {
        const text = composeApiToken(id, one);
        expect(looksLikeApiToken(text)).toBe(true);
        expect([idOfApiToken(text), hasRightChecksum(text)]).toEqual([id, true]);
        expect(composeApiToken(id, other) === text).toBe(Buffer.compare(one, other) === 0);
      }),
    );
  });
});

describe("idOfApiToken", () => {
  it("takes no text of which one character is another", () => {
    const text = composeApiToken(ID, randomBytes(32));
    for (let place = 0; place < text.length; place += 1) {
      for (const letter of ["0", "z", "A", "_", "é"]) {
        const changed = text.slice(0, place) + letter + text.slice(place + 1);
        const isTaken = idOfApiToken(changed) !== null && hasRightChecksum(changed);
        if (changed !== text) expect(isTaken, `${place} ${letter}`).toBe(false);
      }
    }
  });

  it.each([
    ["nothing", ""],
    ["the beginning alone", "pur_"],
    ["a good token and a line break", `${composeApiToken(ID, randomBytes(32))}\n`],
    ["two good tokens", composeApiToken(ID, randomBytes(32)).repeat(2)],
    ["a megabyte", `pur_${"0".repeat(1_000_000)}`],
    ["an id with hyphens", composeApiToken(ID, randomBytes(32)).replace(/^pur_.{32}/, `pur_${ID}`)],
  ])("takes no %s", (_, text) => {
    expect(idOfApiToken(text)).toBeNull();
  });
});

describe("isSameHash", () => {
  it("is true of the same token alone, and of nothing where there is no token", () => {
    const [one, other] = [hashApiToken("one"), hashApiToken("other")];
    expect(isSameHash(one, hashApiToken("one"))).toBe(true);
    expect(isSameHash(one, other)).toBe(false);
    expect(isSameHash(one, undefined)).toBe(false);
    expect(isSameHash(Buffer.alloc(32), undefined)).toBe(false);
  });
});

describe("apiTokenState", () => {
  const now = new Date("2026-03-01T12:00:00Z");
  const token = { revokedAt: null, expiresAt: apiTokenExpiry(now, 1), personDisabled: false };
  it.each([
    ["active", token, now],
    ["active", token, new Date("2026-03-02T11:59:59.999Z")],
    ["expired", token, new Date("2026-03-02T12:00:00Z")],
    ["suspended", { ...token, personDisabled: true }, now],
    ["expired", { ...token, personDisabled: true }, new Date("2027-01-01T00:00:00Z")],
    ["revoked", { ...token, revokedAt: now, personDisabled: true }, new Date("2027-01-01T00:00:00Z")],
  ])("is %s", (state, given, at) => {
    expect(apiTokenState(given, at)).toBe(state);
  });
});

describe("scopesBeyond", () => {
  it("finds what no role of the owner allows", () => {
    expect(scopesBeyond(["user"], ["runs:read", "usage:write", "runs:read"])).toEqual(["usage:write"]);
    expect(scopesBeyond(["user", "finance"], ["runs:read", "usage:write"])).toEqual([]);
    expect(scopesBeyond([], ["runs:read"])).toEqual(["runs:read"]);
    expect(scopesBeyond(["center_admin"], ["everything", "constructor"])).toEqual(["everything", "constructor"]);
  });
});

describe("leastRoleFor", () => {
  it.each([
    [["runs:read", "receipts:read"], "auditor"],
    [["audit:read"], "auditor"],
    [["usage:write"], "finance"],
    [["usage:write", "audit:read"], "center_admin"],
  ])("of %j is %s", (scopes, role) => {
    expect(leastRoleFor(scopes)).toBe(role);
  });

  it("allows all scopes that it was asked for", () => {
    fc.assert(
      fc.property(fc.subarray([...PERMISSIONS], { minLength: 1 }), (scopes) => {
        expect(scopesBeyond([leastRoleFor(scopes)], scopes)).toEqual([]);
      }),
    );
  });
});

describe("a token and its owner's roles", () => {
  it("together never allow what the roles do not", () => {
    fc.assert(
      fc.property(fc.subarray([...ROLES]), fc.subarray([...PERMISSIONS]), (roles, scopes) => {
        const allowed = PERMISSIONS.filter((each) => isAllowed({ roles, apiToken: { scopes } }, each));
        expect(allowed).toEqual(permissionsOf(roles).filter((each) => scopes.includes(each)));
      }),
    );
  });
});
