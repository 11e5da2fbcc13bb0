import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { signAccessToken, verifyAccessToken } from "./access-token.ts";

const key = { id: "k1", secret: "an-access-token-secret-of-32-characters" };
const older = { id: "k0", secret: "an-older-secret-that-still-verifies-tokens" };
const now = new Date("2026-03-01T00:00:00.500Z");
const subject = {
  id: "01890a5d-ac96-774b-bcce-b302099a8057",
  username: "somchai",
  roles: ["user", "field_admin"],
  grants: [
    { role: "user", scope: null },
    { role: "field_admin", scope: "f-1" },
    { role: "field_admin", scope: "f.2" },
  ],
  slurmUsers: ["somchai", "สมชาย"],
  session: {
    id: "01890a5d-ac96-774b-bcce-b302099a8058",
    signedInAt: new Date("2026-02-28T23:00:00Z"),
    mfaOwed: false,
    generation: 3,
  },
};
const token = signAccessToken(subject, key, now);
const [header = "", payload = "", signature = ""] = token.split(".");

const decode = (part: string) => JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
const sign = (signed: string, secret: string, hash = "sha256") =>
  `${signed}.${createHmac(hash, secret).update(signed).digest("base64url")}`;

describe("signAccessToken", () => {
  it("writes an HS256 JWT with the key's id, good for 900 seconds", () => {
    expect(decode(header)).toEqual({ alg: "HS256", typ: "JWT", kid: "k1" });
    const iat = 1_772_323_200;
    expect(decode(payload)).toEqual({
      iss: "purser",
      aud: "purser-api",
      sub: subject.id,
      username: "somchai",
      grants: ["user", "field_admin:f-1", "field_admin:f.2"],
      slurm_users: ["somchai", "สมชาย"],
      sid: subject.session.id,
      gen: 3,
      mfa_owed: false,
      auth_time: 1_772_319_600,
      iat,
      exp: iat + 900,
    });
  });
});

describe("verifyAccessToken", () => {
  it("gives back whom it speaks for, also with a key that no longer signs", () => {
    expect(verifyAccessToken(token, [key], now)).toEqual({ subject, expiresAt: 1_772_324_100 });
    expect(verifyAccessToken(signAccessToken(subject, older, now), [key, older], now)?.subject).toEqual(subject);
  });

  it("is good until, and not at, its expiry", () => {
    expect(verifyAccessToken(token, [key], new Date("2026-03-01T00:14:59.999Z"))).not.toBeNull();
    expect(verifyAccessToken(token, [key], new Date("2026-03-01T00:15:00.000Z"))).toBeNull();
  });

  it("refuses it with each single bit of it flipped", () => {
    const bytes = Buffer.from(token);
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const flipped = Buffer.from(bytes);
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(verifyAccessToken(flipped.toString("latin1"), [key], now), `bit ${bit}`).toBeNull();
    }
  });

  const claims = decode(payload);
  it.each([
    ["alg none, unsigned", `${encode({ alg: "none", typ: "JWT", kid: "k1" })}.${payload}.`],
    ["alg none, with the good signature", `${encode({ alg: "none", typ: "JWT", kid: "k1" })}.${payload}.${signature}`],
    ["the good token without its signature", `${header}.${payload}.`],
    ["the good token in two parts", `${header}.${payload}`],
    ["the good token in four parts", `${token}.x`],
    [
      "another algorithm under the right secret",
      sign(`${encode({ alg: "HS512", typ: "JWT", kid: "k1" })}.${payload}`, key.secret, "sha512"),
    ],
    ["a header that claims RS256", sign(`${encode({ alg: "RS256", typ: "JWT", kid: "k1" })}.${payload}`, key.secret)],
    ["a kid that is a path", sign(`${encode({ alg: "HS256", typ: "JWT", kid: "../../dev/null" })}.${payload}`, "")],
    ["an unknown kid", sign(`${encode({ alg: "HS256", typ: "JWT", kid: "k9" })}.${payload}`, key.secret)],
    ["a wrong key", sign(`${header}.${payload}`, older.secret)],
    ["the empty key", sign(`${header}.${payload}`, "")],
    ["roles added", `${header}.${encode({ ...claims, grants: ["center_admin"] })}.${signature}`],
    ["another issuer", sign(`${header}.${encode({ ...claims, iss: "elsewhere" })}`, key.secret)],
    ["another audience", sign(`${header}.${encode({ ...claims, aud: "elsewhere" })}`, key.secret)],
    ["no session", sign(`${header}.${encode({ ...claims, sid: undefined })}`, key.secret)],
    ["no time of the sign-in", sign(`${header}.${encode({ ...claims, auth_time: undefined })}`, key.secret)],
    ["no word of the second step", sign(`${header}.${encode({ ...claims, mfa_owed: undefined })}`, key.secret)],
    ["no generation", sign(`${header}.${encode({ ...claims, gen: "3" })}`, key.secret)],
    ["no expiry", sign(`${header}.${encode({ ...claims, exp: undefined })}`, key.secret)],
    ["an expiry that is a text", sign(`${header}.${encode({ ...claims, exp: "9999999999" })}`, key.secret)],
    ["nothing", ""],
    ["dots", ".."],
    ["a megabyte", "x".repeat(1_000_000)],
  ])("refuses %s", (_what, forged) => {
    expect(verifyAccessToken(forged, [key, older], now)).toBeNull();
  });
});
