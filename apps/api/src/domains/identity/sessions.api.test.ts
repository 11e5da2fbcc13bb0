import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { codeOf, cookieOf, PASSWORD, type SignInApp, startSignInApp } from "../../testing/sign-in-app.ts";
import { ensureDemoPeople } from "./bootstrap-admin.ts";

const START = new Date("2026-03-01T12:00:00Z").getTime();

let app: SignInApp;

beforeAll(async () => {
  app = await startSignInApp({ start: START });
  const person = { displayName: "Tester", roles: ["user"], password: PASSWORD, slurmUsers: [] } as const;
  await ensureDemoPeople(
    app.ctx,
    ["mover", "other"].map((username) => ({ ...person, username })),
  );
});

beforeEach(async () => {
  app.clock.now = START;
  await sql`delete from identity.sign_in_throttle`.execute(app.ctx.db);
  await sql`delete from identity.session`.execute(app.ctx.db);
});

afterAll(async () => await app[Symbol.asyncDispose]());

type Answer = Awaited<ReturnType<SignInApp["signIn"]>>;

const from = (userAgent: string) => ({ username: "mover", headers: { "user-agent": userAgent } });
const bearer = (answer: Answer) => ({ authorization: `Bearer ${answer.json().access_token}` });
const sessionsOf = async (answer: Answer, query = "") =>
  await app.call({ url: `/api/v1/me/sessions${query}`, headers: bearer(answer) });
const end = async (answer: Answer, id: string) =>
  await app.call({ method: "DELETE", url: `/api/v1/me/sessions/${id}`, headers: bearer(answer) });
const everywhere = async (answer: Answer) =>
  await app.call({ method: "POST", url: "/api/v1/auth/logout-everywhere", headers: bearer(answer) });
const prove = async (answer: Answer, password: string) =>
  await app.call({
    method: "POST",
    url: "/api/v1/auth/reauthenticate",
    headers: bearer(answer),
    payload: { password },
  });
const claimsOf = (answer: Answer) =>
  JSON.parse(Buffer.from(answer.json().access_token.split(".")[1], "base64url").toString());

describe("listOwnSessions", () => {
  it("shows where one is signed in, the last used first, and which one asks", async () => {
    const phone = await app.signIn(from("Phone"));
    app.clock.now += 60_000;
    const desk = await app.signIn(from("Desk"));
    await app.signIn({ username: "other" });
    const { data, next_cursor: next } = (await sessionsOf(phone)).json();
    expect(next).toBeNull();
    expect(data).toEqual([
      {
        id: claimsOf(desk).sid,
        started_at: "2026-03-01T12:01:00.000Z",
        authenticated_at: "2026-03-01T12:01:00.000Z",
        last_used_at: "2026-03-01T12:01:00.000Z",
        expires_at: "2026-03-02T00:01:00.000Z",
        address: "127.0.0.1",
        user_agent: "Desk",
        current: false,
      },
      expect.objectContaining({ id: claimsOf(phone).sid, user_agent: "Phone", current: true }),
    ]);
    app.clock.now += 60_000;
    await app.refreshOf(phone);
    expect((await sessionsOf(desk)).json().data[0]).toMatchObject({
      id: claimsOf(phone).sid,
      last_used_at: "2026-03-01T12:02:00.000Z",
      authenticated_at: "2026-03-01T12:00:00.000Z",
    });
  });

  it("leaves out what is over, by being ended or by not being used", async () => {
    const idle = await app.signIn(from("Idle"));
    app.clock.now += 6 * 3_600_000;
    await app.logoutOf(await app.signIn(from("Left")));
    const own = await app.signIn(from("Own"));
    expect((await sessionsOf(own)).json().data).toHaveLength(2);
    app.clock.now += 6 * 3_600_000;
    const renewed = await app.refreshOf(own);
    expect((await sessionsOf(renewed)).json().data.map((each: { user_agent: string }) => each.user_agent)).toEqual([
      "lightMyRequest",
    ]);
    expect((await app.refreshOf(idle)).statusCode).toBe(401);
  });

  it("comes in pages, and keeps 300 characters of what a program calls itself", async () => {
    const answers = [];
    for (const name of ["ก".repeat(400), "b", "c"]) {
      answers.push(await app.signIn({ username: "mover", headers: { "user-agent": encodeURI(name) } }));
      app.clock.now += 1_000;
    }
    const [own] = answers;
    if (own === undefined) throw new Error("nobody signed in");
    const first = (await sessionsOf(own, "?limit=2")).json();
    expect(first.data.map((each: { user_agent: string }) => each.user_agent)).toEqual(["c", "b"]);
    const second = (await sessionsOf(own, `?limit=2&cursor=${first.next_cursor}`)).json();
    expect(second.data).toHaveLength(1);
    expect(second.data[0].user_agent).toHaveLength(300);
    expect(second.next_cursor).toBeNull();
    expect(codeOf(await sessionsOf(own, "?cursor=WzEsMl0"))).toEqual([400, "CURSOR_INVALID"]);
  });
});

describe("endOwnSession", () => {
  it("ends another of one's own sessions for good, and writes it down", async () => {
    const [lost, own] = [await app.signIn(from("Lost")), await app.signIn(from("Own"))];
    expect((await end(own, claimsOf(lost).sid)).statusCode).toBe(204);
    expect(await app.lastEvent()).toMatchObject({
      action: "session.closed",
      actor_name: "mover",
      detail: { session: claimsOf(lost).sid, reason: "ended_by_person" },
    });
    expect(codeOf(await app.refreshOf(lost))).toEqual([401, "SESSION_ENDED"]);
    await expect.poll(async () => (await sessionsOf(lost)).statusCode, { timeout: 2_000 }).toBe(401);
    expect((await sessionsOf(own)).json().data).toHaveLength(1);
  });

  it("knows no session of somebody else, none that is over and none that never was", async () => {
    const [own, others] = [await app.signIn(from("Own")), await app.signIn({ username: "other" })];
    const answers = [await end(own, claimsOf(others).sid), await end(own, "019a0000-0000-7000-8000-00000000dead")];
    expect(answers.map(codeOf)).toEqual([
      [404, "NOT_FOUND"],
      [404, "NOT_FOUND"],
    ]);
    expect((await app.refreshOf(others)).statusCode).toBe(200);
  });
});

describe("signOutEverywhere", () => {
  it("ends every session of that person, this one as well, and of nobody else", async () => {
    const own = [await app.signIn(from("A")), await app.signIn(from("B")), await app.signIn(from("C"))];
    const other = await app.signIn({ username: "other" });
    const [asking] = own;
    if (asking === undefined) throw new Error("nobody signed in");
    const answer = await everywhere(asking);
    expect(answer.statusCode).toBe(204);
    expect(answer.cookies).toMatchObject([{ value: "", path: "/", expires: new Date(0) }]);
    for (const each of own) {
      expect(codeOf(await app.refreshOf(each))).toEqual([401, "SESSION_ENDED"]);
      await expect.poll(async () => (await sessionsOf(each)).statusCode, { timeout: 2_000 }).toBe(401);
    }
    expect((await app.refreshOf(other)).statusCode).toBe(200);
  });
});

describe("a session", () => {
  it("is a new one at each sign-in, whatever cookie the browser brings along", async () => {
    const [first, second] = [await app.signIn(from("A")), await app.signIn(from("A"))];
    expect(claimsOf(first).sid).not.toBe(claimsOf(second).sid);
    expect(cookieOf(first)).not.toBe(cookieOf(second));
  });

  it("gives no access token that outlives it", async () => {
    let answer = await app.signIn(from("Long"));
    for (let hours = 11; hours <= 165; hours += 11) {
      app.clock.now = START + hours * 3_600_000;
      answer = await app.refreshOf(answer);
    }
    app.clock.now = START + 168 * 3_600_000 - 60_000;
    answer = await app.refreshOf(answer);
    expect(answer.json().expires_in).toBe(60);
    app.clock.now += 60_000;
    expect((await sessionsOf(answer)).statusCode).toBe(401);
  });
});

describe("reauthenticate", () => {
  it("gives a token that says when the proof was given, and renewals keep saying so", async () => {
    const answer = await app.signIn(from("Desk"));
    app.clock.now += 3_600_000;
    const renewed = await app.refreshOf(answer);
    expect(claimsOf(renewed).auth_time).toBe(START / 1000);
    const proven = await prove(renewed, PASSWORD);
    expect(proven.statusCode).toBe(200);
    expect(proven.cookies).toEqual([]);
    expect(claimsOf(proven)).toMatchObject({ auth_time: START / 1000 + 3_600, sid: claimsOf(answer).sid });
    expect(await app.lastEvent()).toMatchObject({ action: "session.proven", actor_name: "mover" });
    app.clock.now += 600_000;
    expect(claimsOf(await app.refreshOf(renewed)).auth_time).toBe(START / 1000 + 3_600);
  });

  it("counts failures together with those of signing in, and locks the same pair", async () => {
    const answer = await app.signIn(from("Desk"));
    for (let time = 0; time < 3; time += 1) {
      expect(codeOf(await prove(answer, "wrong"))).toEqual([401, "INVALID_CREDENTIALS"]);
    }
    for (let time = 0; time < 2; time += 1) await app.signIn({ username: "mover", password: "wrong" });
    const locked = await prove(answer, PASSWORD);
    expect(codeOf(locked)).toEqual([429, "LOGIN_LOCKED"]);
    expect(locked.headers["retry-after"]).toMatch(/^\d+$/);
  });

  it("gives no token in a session that was ended meanwhile", async () => {
    const answer = await app.signIn(from("Desk"));
    await sql`update identity.session set ended_at = now(), ended_reason = 'signed_out'`.execute(app.ctx.db);
    expect([401]).toContain((await prove(answer, PASSWORD)).statusCode);
  });
});
