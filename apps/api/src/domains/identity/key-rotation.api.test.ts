import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { codeOf, JWT_KEYS, type SignInApp, startSignInApp } from "../../testing/sign-in-app.ts";

const START = new Date("2026-03-01T12:00:00Z").getTime();
const NEWER = "k2=another-jwt-secret-that-nobody-may-ever-read";

/** The program before the change of keys, during it, and when the old key is gone, on one database. */
let before: SignInApp;
let during: SignInApp;
let after: SignInApp;

beforeAll(async () => {
  before = await startSignInApp({ start: START });
  const { database } = before;
  during = await startSignInApp({ start: START, database, jwtKeys: `${NEWER},${JWT_KEYS}` });
  after = await startSignInApp({ start: START, database, jwtKeys: NEWER });
});

afterAll(async () => {
  await after[Symbol.asyncDispose]();
  await during[Symbol.asyncDispose]();
  await before[Symbol.asyncDispose]();
});

const keyOf = (token: string) => JSON.parse(Buffer.from(token.split(".")[0] ?? "", "base64url").toString()).kid;

describe("a new first key in JWT_KEYS", () => {
  it("signs what is signed from now on, while what the old one signed is still good", async () => {
    const old = (await before.signIn()).json().access_token;
    expect(keyOf(old)).toBe("k1");
    expect((await during.me(old)).statusCode).toBe(200);
    const fresh = (await during.signIn()).json().access_token;
    expect(keyOf(fresh)).toBe("k2");
    expect((await during.me(fresh)).statusCode).toBe(200);
    // A process that does not know it yet sends its callers to renew.
    expect(codeOf(await before.me(fresh))).toEqual([401, "UNAUTHENTICATED"]);
  });

  it("signs nobody out, not even where the old one is gone: a session is renewed without any key", async () => {
    const answer = await before.signIn();
    expect(codeOf(await after.me(answer.json().access_token))).toEqual([401, "UNAUTHENTICATED"]);
    const renewed = await after.refreshOf(answer);
    expect(keyOf(renewed.json().access_token)).toBe("k2");
    expect((await after.me(renewed.json().access_token)).statusCode).toBe(200);
  });

  it("opens no lock", async () => {
    for (let time = 0; time < 5; time += 1) await before.signIn({ password: "wrong" });
    expect(codeOf(await during.signIn())).toEqual([429, "LOGIN_LOCKED"]);
  });
});
