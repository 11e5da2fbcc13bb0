import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { COOKIE, CSRF, codeOf, cookieOf, PASSWORD, type SignInApp, startSignInApp } from "../../testing/sign-in-app.ts";
import { ensureDemoPeople } from "./bootstrap-admin.ts";

const START = new Date("2026-03-01T12:00:00Z").getTime();

let app: SignInApp;

beforeAll(async () => {
  app = await startSignInApp({ start: START });
});

beforeEach(() => {
  app.clock.now = START;
});

afterAll(async () => await app[Symbol.asyncDispose]());

describe("refreshSession", () => {
  it("trades the cookie for new tokens, and the next cookie for the next", async () => {
    const first = cookieOf(await app.signIn());
    const second = await app.refresh(first);
    expect(second.statusCode).toBe(200);
    expect(cookieOf(second)).not.toBe(first);
    expect((await app.refresh(cookieOf(second))).statusCode).toBe(200);
  });

  it("ends the whole session when a cookie is used a second time later on, and writes it down", async () => {
    const stolen = cookieOf(await app.signIn());
    const next = cookieOf(await app.refresh(stolen));
    app.clock.now += 5_000;
    expect(codeOf(await app.refresh(stolen))).toEqual([401, "SESSION_ENDED"]);
    expect(await app.lastEvent()).toMatchObject({ action: "session.revoked", detail: { reason: "refresh_reused" } });
    expect(codeOf(await app.refresh(next))).toEqual([401, "SESSION_ENDED"]);
  });

  it("ends no other session of that person", async () => {
    const [stolen, other] = [cookieOf(await app.signIn()), cookieOf(await app.signIn())];
    await app.refresh(stolen);
    app.clock.now += 60_000;
    await app.refresh(stolen);
    expect((await app.refresh(other)).statusCode).toBe(200);
  });

  it("gives one of eight tabs that ask at once a token and asks the others to come back, with the new cookie", async () => {
    const cookie = cookieOf(await app.signIn());
    const answers = await Promise.all(Array.from({ length: 8 }, async () => await app.refresh(cookie)));
    const good = answers.filter((answer) => answer.statusCode === 200);
    expect(good).toHaveLength(1);
    for (const answer of answers.filter((each) => each !== good[0])) {
      expect(codeOf(answer)).toEqual([503, "TRY_AGAIN"]);
      expect(answer.headers["retry-after"]).toBeDefined();
      expect(answer.cookies).toEqual([]);
    }
    expect((await app.refresh(cookieOf(good[0]))).statusCode).toBe(200);
  });

  it("ends after twelve hours without use, and after seven days however much it is used", async () => {
    let cookie = cookieOf(await app.signIn());
    app.clock.now += 12 * 3_600_000;
    expect(codeOf(await app.refresh(cookie))).toEqual([401, "SESSION_ENDED"]);
    app.clock.now = START;
    cookie = cookieOf(await app.signIn());
    for (let hours = 11; hours < 168; hours += 11) {
      app.clock.now = START + hours * 3_600_000;
      const answer = await app.refresh(cookie);
      expect(answer.statusCode).toBe(200);
      cookie = cookieOf(answer);
    }
    app.clock.now = START + 168 * 3_600_000;
    expect(codeOf(await app.refresh(cookie))).toEqual([401, "SESSION_ENDED"]);
  });

  it("reads the roles anew, and ends for a person who has been shut out", async () => {
    await ensureDemoPeople(app.ctx, [
      { username: "moving", displayName: "Moving", roles: ["user"], password: PASSWORD, slurmUsers: [] },
    ]);
    let answer = await app.signIn({ username: "moving" });
    await sql`insert into identity.role_grant (id, person_id, role, granted_by)
              select gen_random_uuid(), id, 'auditor', 'test' from identity.person where username = 'moving'`.execute(
      app.ctx.db,
    );
    answer = await app.refresh(cookieOf(answer));
    expect((await app.me(answer.json().access_token)).json().roles).toEqual(["auditor", "user"]);
    await sql`update identity.person set disabled_at = now() where username = 'moving'`.execute(app.ctx.db);
    expect(codeOf(await app.refresh(cookieOf(answer)))).toEqual([401, "SESSION_ENDED"]);
    expect(codeOf(await app.me(answer.json().access_token))).toEqual([401, "UNAUTHENTICATED"]);
  });

  it("stores no token that could be used", async () => {
    const cookie = cookieOf(await app.signIn());
    const { rows } = await sql<{ text: string }>`select t::text as text from identity.refresh_token t`.execute(
      app.ctx.db,
    );
    expect(rows.some((row) => row.text.includes(cookie))).toBe(false);
    expect(rows.length).toBeGreaterThan(0);
  });

  it("clears away what ended long ago when someone signs in", async () => {
    app.clock.now = START - 30 * 86_400_000;
    await app.signIn();
    const old = sql<{
      n: bigint;
    }>`select count(*) as n from identity.refresh_token where issued_at < ${new Date(START - 86_400_000)}`;
    expect((await old.execute(app.ctx.db)).rows[0]?.n).toBe(1n);
    app.clock.now = START;
    await app.signIn();
    expect((await old.execute(app.ctx.db)).rows[0]?.n).toBe(0n);
  });

  it.each([[undefined], ["rubbish"], ["a".repeat(4_000)]])("refuses the cookie %j", async (cookie) => {
    expect(codeOf(await app.refresh(cookie))).toEqual([401, "SESSION_ENDED"]);
  });
});

describe.each(["refresh", "logout"])("the call %s, which relies on the cookie,", (name) => {
  const url = `/api/v1/auth/${name}`;

  it("needs the header that only a script of this origin can send", async () => {
    const cookies = { [COOKIE]: cookieOf(await app.signIn()) };
    expect(codeOf(await app.call({ method: "POST", url, cookies }))).toEqual([422, "VALIDATION_FAILED"]);
    const wrong = await app.call({ method: "POST", url, cookies, headers: { "x-csrf-protection": "2" } });
    expect(codeOf(wrong)).toEqual([422, "VALIDATION_FAILED"]);
    expect((await app.refresh(cookies[COOKIE])).statusCode).toBe(200);
  });

  it.each([
    [{ origin: "https://evil.example" }],
    [{ origin: "null" }],
    [{ "sec-fetch-site": "cross-site" }],
    [{ "sec-fetch-site": "same-site", origin: "http://localhost:80" }],
  ])("refuses a page elsewhere: %j", async (headers) => {
    const cookies = { [COOKIE]: cookieOf(await app.signIn()) };
    const answer = await app.call({ method: "POST", url, cookies, headers: { ...CSRF, ...headers } });
    expect(codeOf(answer)).toEqual([403, "FORBIDDEN"]);
    expect((await app.refresh(cookies[COOKIE])).statusCode).toBe(200);
  });

  it("lets our own page through", async () => {
    const cookies = { [COOKIE]: cookieOf(await app.signIn()) };
    const headers = { ...CSRF, host: "purser.example", origin: "https://purser.example" };
    expect((await app.call({ method: "POST", url, cookies, headers })).statusCode).toBeLessThan(300);
  });
});

describe("logout", () => {
  it("ends the session, clears the cookie and is written down", async () => {
    const first = cookieOf(await app.signIn());
    const second = cookieOf(await app.refresh(first));
    const answer = await app.logout(second);
    expect([answer.statusCode, answer.body]).toEqual([204, ""]);
    expect(answer.cookies).toMatchObject([{ name: COOKIE, value: "", path: "/", expires: new Date(0) }]);
    expect(await app.lastEvent()).toMatchObject({ action: "session.closed", actor_name: "somchai" });
    expect(codeOf(await app.refresh(second))).toEqual([401, "SESSION_ENDED"]);
  });

  it("is content where there is nothing to end", async () => {
    const before = await app.lastEvent();
    expect((await app.logout(undefined)).statusCode).toBe(204);
    expect((await app.logout("rubbish")).statusCode).toBe(204);
    expect(await app.lastEvent()).toEqual(before);
  });
});
