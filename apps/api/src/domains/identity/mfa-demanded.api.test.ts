import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type MfaApp, startMfaApp } from "../../testing/mfa-app.ts";
import { codeOf, cookieOf } from "../../testing/sign-in-app.ts";

const START = new Date("2026-03-01T12:00:00Z").getTime();

let app: MfaApp;

beforeAll(async () => {
  app = await startMfaApp({ start: START, config: { requireMfa: ["finance"] } });
});

beforeEach(() => {
  app.clock.now = START;
});

afterAll(async () => await app[Symbol.asyncDispose]());

describe("renewRecoveryCodes", () => {
  it("gives ten new codes for a code, and the old ones are good for nothing", async () => {
    const { person, secret, codes } = await app.enrolled();
    expect(codeOf(await app.renew(person.token, app.wrongCode(secret)))).toEqual([422, "MFA_CODE_WRONG"]);
    expect(await app.lastEvent()).toMatchObject({ action: "mfa.refused", actor_name: person.username });
    const renewed = await app.renew(person.token, codes[0] ?? "");
    const next: string[] = renewed.json().recovery_codes;
    expect(new Set([...next, ...codes]).size).toBe(20);
    const challenge = await app.challengeOf(person.username);
    expect(codeOf(await app.second(challenge, codes[1] ?? ""))).toEqual([422, "MFA_CODE_WRONG"]);
    expect((await app.second(challenge, next[0] ?? "")).statusCode).toBe(200);
  });

  it("is for people who have a second step", async () => {
    const person = await app.somebody();
    expect(codeOf(await app.renew(person.token, "123456"))).toEqual([409, "MFA_NOT_SET_UP"]);
    expect(codeOf(await app.disable(person.token, "123456"))).toEqual([409, "MFA_NOT_SET_UP"]);
  });
});

describe("disableMfa", () => {
  it("gives the second step up for a code of it", async () => {
    const { person, secret, codes } = await app.enrolled();
    expect(codeOf(await app.disable(person.token, app.wrongCode(secret)))).toEqual([422, "MFA_CODE_WRONG"]);
    expect((await app.disable(person.token, codes[0] ?? "")).statusCode).toBe(204);
    expect((await app.signIn({ username: person.username })).statusCode).toBe(200);
    expect((await app.status(person.token)).json()).toMatchObject({ enrolled_at: null, recovery_codes_left: 0 });
  });

  it("is refused where the person's roles demand one", async () => {
    const { person, codes } = await app.enrolled(["finance"]);
    expect(codeOf(await app.disable(person.token, codes[0] ?? ""))).toEqual([409, "MFA_DEMANDED_BY_ROLE"]);
    expect(codeOf(await app.signIn({ username: person.username }))).toEqual([401, "MFA_REQUIRED"]);
  });
});

describe("getPersonMfa", () => {
  const of = async (personId: string, token: string) =>
    await app.call({ url: `/api/v1/people/${personId}/mfa`, headers: { authorization: `Bearer ${token}` } });

  it("says of somebody else since when they have one, and whether their roles demand it", async () => {
    const admin = await app.somebody(["center_admin"]);
    const [{ person }, plain] = [await app.enrolled(["finance"]), await app.somebody()];
    expect((await of(person.id, admin.token)).json()).toEqual({
      enrolled_at: expect.stringMatching(/^2026-03-01T/),
      recovery_codes_left: 10,
      required: true,
    });
    const none = { enrolled_at: null, recovery_codes_left: 0, required: false };
    expect((await of(plain.id, admin.token)).json()).toEqual(none);
    expect(codeOf(await of("019c0000-0000-7000-8000-000000000000", admin.token))).toEqual([404, "NOT_FOUND"]);
  });
});

describe("removeMfa", () => {
  it("takes the second step away from somebody else, ends their sessions and is written down", async () => {
    const admin = await app.somebody(["center_admin"]);
    const { person } = await app.enrolled();
    const other = await app.second(await app.challengeOf(person.username), "000000");
    expect(other.statusCode).toBe(422);
    expect((await app.remove(admin.token, person.id)).statusCode).toBe(204);
    expect(await app.lastEvent()).toMatchObject({
      action: "mfa.removed",
      actor_name: admin.username,
      subject: person.id,
      detail: { username: person.username },
    });
    const { rows } = await sql<{ n: bigint }>`
      select count(*) as n from identity.session where person_id = ${person.id} and ended_at is null`.execute(
      app.ctx.db,
    );
    expect(rows[0]?.n).toBe(0n);
    expect((await app.signIn({ username: person.username })).statusCode).toBe(200);
    expect(codeOf(await app.remove(admin.token, person.id))).toEqual([409, "MFA_NOT_SET_UP"]);
    expect(codeOf(await app.remove(admin.token, "019c0000-0000-7000-8000-000000000000"))).toEqual([404, "NOT_FOUND"]);
  });
});

describe("a role that demands a second step", () => {
  it("lets somebody who has none sign in and do nothing but set it up", async () => {
    const person = await app.somebody(["finance"]);
    expect((await app.me(person.token)).json().mfa_owed).toBe(true);
    expect((await app.status(person.token)).json()).toMatchObject({ enrolled_at: null, required: true });
    const change = await app.call({
      method: "POST",
      url: "/api/v1/me/password",
      headers: { authorization: `Bearer ${person.token}` },
      payload: { current_password: "a", new_password: "b" },
    });
    expect(codeOf(change)).toEqual([403, "MFA_ENROLMENT_REQUIRED"]);
    expect(codeOf(await app.remove(person.token, person.id))).toEqual([403, "MFA_ENROLMENT_REQUIRED"]);
    expect(codeOf(await app.renew(person.token, "123456"))).toEqual([403, "MFA_ENROLMENT_REQUIRED"]);
  });

  it("is satisfied by the set-up: the same session, renewed, may do everything", async () => {
    const person = await app.somebody(["finance"]);
    const signedIn = await app.signIn({ username: person.username });
    const token = signedIn.json().access_token;
    const { secret } = (await app.begin(token)).json();
    expect((await app.confirm(token, app.codeNow(secret))).statusCode).toBe(200);
    const renewed = (await app.refresh(cookieOf(signedIn))).json().access_token;
    app.clock.now += 30_000;
    expect((await app.renew(renewed, app.codeNow(secret))).statusCode).toBe(200);
  });

  it("demands it of whom the role is given to, from the next renewal on", async () => {
    const person = await app.somebody();
    const signedIn = await app.signIn({ username: person.username });
    expect(codeOf(await app.renew(signedIn.json().access_token, "123456"))).toEqual([409, "MFA_NOT_SET_UP"]);
    await sql`insert into identity.role_grant (id, person_id, role, granted_by) values (gen_random_uuid(), ${person.id}, 'finance', 'test')`.execute(
      app.ctx.db,
    );
    const renewed = (await app.refresh(cookieOf(signedIn))).json().access_token;
    expect(codeOf(await app.renew(renewed, "123456"))).toEqual([403, "MFA_ENROLMENT_REQUIRED"]);
  });

  it("asks nothing of those who sign in through the directory, unless it is demanded of all", async () => {
    const person = await app.somebodyOfDirectory();
    await sql`insert into identity.role_grant (id, person_id, role, granted_by) values (gen_random_uuid(), ${person.id}, 'finance', 'test')`.execute(
      app.ctx.db,
    );
    expect((await app.status(person.token)).json()).toMatchObject({ required: false });
  });
});
