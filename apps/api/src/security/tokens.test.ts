import { createHmac, generateKeyPairSync, sign as signWithKey } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ContractApp, startContractApp } from "../testing/contract-app.ts";

let app: ContractApp;
let token: string;
beforeAll(async () => {
  app = await startContractApp();
  token = app.as.user.token;
});
afterAll(async () => await app[Symbol.asyncDispose]());

const encode = (value: object | string) =>
  Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");
const decode = (part: string | undefined) => JSON.parse(Buffer.from(part ?? "", "base64url").toString());
const parts = () => token.split(".");
const claims = () => decode(parts()[1]);
const header = () => decode(parts()[0]);
const hmac = (signed: string, secret: string, hash = "sha256") =>
  createHmac(hash, secret).update(signed).digest("base64url");

/** A token over these parts, signed with one of our own secrets: what an attacker would have to have. */
function forged(head: object, body: object, { secret = "", hash = "sha256" } = {}): string {
  const signed = `${encode(head)}.${encode(body)}`;
  return `${signed}.${hmac(signed, secret, hash)}`;
}

async function statusOf(bearer: string): Promise<number> {
  return (await app.inject({ url: "/api/v1/me", headers: { authorization: `Bearer ${bearer}` } })).statusCode;
}

const secretOfOurs = () => app.ctx.config.jwtKeys[0].secret;
const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const publicPem = publicKey.export({ type: "spki", format: "pem" }).toString();

const FORGED: readonly (readonly [string, () => string])[] = [
  ["alg none", () => `${encode({ ...header(), alg: "none" })}.${encode(claims())}.`],
  ["alg nOnE with a signature", () => forged({ ...header(), alg: "nOnE" }, claims(), { secret: secretOfOurs() })],
  ["no alg", () => forged({ typ: "JWT", kid: header().kid }, claims(), { secret: secretOfOurs() })],
  [
    "HS512 under our secret",
    () => forged({ ...header(), alg: "HS512" }, claims(), { secret: secretOfOurs(), hash: "sha512" }),
  ],
  [
    "RS256 by a key of their own",
    () => {
      const signed = `${encode({ ...header(), alg: "RS256" })}.${encode(claims())}`;
      return `${signed}.${signWithKey("sha256", Buffer.from(signed), privateKey).toString("base64url")}`;
    },
  ],
  ["a public key as the secret", () => forged(header(), claims(), { secret: publicPem })],
  [
    "a key of the token's own (jwk)",
    () => forged({ ...header(), jwk: { kty: "oct", k: encode("k") } }, claims(), { secret: "k" }),
  ],
  [
    "a key from elsewhere (jku)",
    () => forged({ ...header(), jku: "https://evil.example/keys" }, claims(), { secret: "k" }),
  ],
  ["a kid that is a path", () => forged({ ...header(), kid: "../../../dev/null" }, claims())],
  ["a kid that is SQL", () => forged({ ...header(), kid: "x' union select 'k" }, claims(), { secret: "k" })],
  ["a kid of the prototype", () => forged({ ...header(), kid: "__proto__" }, claims(), { secret: "undefined" })],
  ["the empty secret", () => forged(header(), claims())],
  ["another audience", () => forged(header(), { ...claims(), aud: "elsewhere" }, { secret: secretOfOurs() })],
  ["another issuer", () => forged(header(), { ...claims(), iss: "elsewhere" }, { secret: secretOfOurs() })],
  ["no expiry", () => forged(header(), { ...claims(), exp: undefined }, { secret: secretOfOurs() })],
  [
    "an expiry that is over",
    () => forged(header(), { ...claims(), exp: claims().iat - 1 }, { secret: secretOfOurs() }),
  ],
  ["an expiry that is no number", () => forged(header(), { ...claims(), exp: "9e99" }, { secret: secretOfOurs() })],
  [
    "roles added under the old signature",
    () => {
      const [head, , signature] = parts();
      return `${head}.${encode({ ...claims(), roles: ["center_admin"] })}.${signature}`;
    },
  ],
  [
    "another person's id under the old signature",
    () => {
      const [head, , signature] = parts();
      return `${head}.${encode({ ...claims(), sub: app.as.center_admin.actor.id })}.${signature}`;
    },
  ],
  ["the signature left out", () => parts().slice(0, 2).join(".")],
  ["the signature empty", () => `${parts().slice(0, 2).join(".")}.`],
  ["the signature padded", () => `${token}=`],
  ["a fourth part", () => `${token}.x`],
  [
    "claims that are no JSON",
    () => {
      const signed = `${parts()[0]}.${encode("{")}`;
      return `${signed}.${hmac(signed, "wrong")}`;
    },
  ],
  ["ten kilobytes", () => "x".repeat(10_000)],
  ["dots alone", () => ".".repeat(5_000)],
];

describe("a token that is not ours", () => {
  it.each(FORGED)("speaks for nobody: %s", async (_, forge) => {
    expect(await statusOf(token)).toBe(200);
    expect(await statusOf(forge())).toBe(401);
  });

  it("speaks for nobody with any single bit flipped", async () => {
    const bytes = Buffer.from(token);
    const flipped = Array.from({ length: bytes.length * 8 }, (_, bit) => {
      const copy = Buffer.from(bytes);
      copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      return copy.toString("latin1");
      // What is not printable cannot stand in a header, and is refused before anybody looks at it.
    }).filter((text) => /^[\x21-\x7e]+$/.test(text));
    expect(flipped.length).toBeGreaterThan(bytes.length * 5);
    const statuses = new Set<number>();
    for (const text of flipped) {
      const { statusCode } = await app.server.inject({
        url: "/api/v1/me",
        headers: { authorization: `Bearer ${text}` },
      });
      statuses.add(statusCode);
    }
    expect([...statuses]).toEqual([401]);
  });

  it("is said to be no more than that, whatever was wrong with it", async () => {
    const bodies = new Set<string>();
    for (const [, forge] of FORGED) {
      const answer = await app.inject({ url: "/api/v1/me", headers: { authorization: `Bearer ${forge()}` } });
      const { request_id: _, ...rest } = answer.json().error;
      bodies.add(JSON.stringify(rest));
    }
    expect(bodies.size).toBe(1);
  });

  it("is taken from its header and from nowhere else", async () => {
    for (const call of [
      { url: `/api/v1/clusters?access_token=${token}` },
      { url: "/api/v1/me", headers: { cookie: `access_token=${token}; token=${token}; authorization=${token}` } },
      { url: "/api/v1/me", headers: { "x-access-token": token, "x-authorization": `Bearer ${token}` } },
      { url: "/api/v1/me", headers: { authorization: `Basic ${token}` } },
      { url: "/api/v1/me", headers: { authorization: token } },
      { url: "/api/v1/me", headers: { authorization: `Bearer ${token}, Bearer ${token}` } },
    ]) {
      expect((await app.inject(call)).statusCode).toBe(401);
    }
  });

  it("does not become anybody by headers that a proxy might set", async () => {
    const headers = {
      ...app.as.user.headers,
      "x-user": "center-admin",
      "x-remote-user": "center-admin",
      "x-forwarded-user": "center-admin",
      "x-roles": "center_admin",
      "x-original-url": "/api/v1/audit/records",
      "x-rewrite-url": "/api/v1/audit/records",
      "x-http-method-override": "DELETE",
    };
    const answer = await app.inject({ url: "/api/v1/me", headers });
    expect(answer.json()).toMatchObject({ username: "user", roles: ["user"] });
    expect((await app.inject({ url: "/api/v1/audit/records", headers })).statusCode).toBe(403);
  });
});
