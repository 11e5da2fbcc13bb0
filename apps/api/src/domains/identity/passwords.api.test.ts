import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { codeOf, cookieOf, PASSWORD, type SignInApp, startSignInApp } from "../../testing/sign-in-app.ts";
import { ensureDemoPeople } from "./bootstrap-admin.ts";

const START = new Date("2026-03-01T12:00:00Z").getTime();
const NEW = "canary of a new password";
const DAY = 24 * 3_600_000;

let app: SignInApp;
let made = 0;

beforeAll(async () => {
  app = await startSignInApp({ start: START });
});

beforeEach(() => {
  app.clock.now = START;
});

afterAll(async () => await app[Symbol.asyncDispose]());

interface SomebodySignedIn {
  readonly id: string;
  readonly username: string;
  readonly token: string;
  readonly cookie: string;
}

/** Somebody of their own for one test, signed in. */
async function somebody(): Promise<SomebodySignedIn> {
  made += 1;
  const username = `person.${made}`;
  await ensureDemoPeople(app.ctx, [
    { username, displayName: "ผู้ใช้", roles: ["user"], password: PASSWORD, slurmUsers: [] },
  ]);
  const answer = await app.signIn({ username });
  const token = answer.json().access_token;
  const id = (await app.me(token)).json().id;
  return { id, username, token, cookie: cookieOf(answer) };
}

async function change(token: string, newPassword = NEW, currentPassword = PASSWORD) {
  return await app.call({
    method: "POST",
    url: "/api/v1/me/password",
    headers: { authorization: `Bearer ${token}` },
    payload: { current_password: currentPassword, new_password: newPassword },
  });
}

async function link({ id, token }: { id: string; token: string }) {
  return await app.call({
    method: "POST",
    url: `/api/v1/people/${id}/password-reset`,
    headers: { authorization: `Bearer ${token}` },
  });
}

/** The token of a link that an administrator makes for this person. */
async function resetToken(person: { id: string; token: string }): Promise<string> {
  return new URL((await link(person)).json().path, "https://purser.example").hash.slice("#token=".length);
}

async function reset(token: string, newPassword = NEW) {
  return await app.call({
    method: "POST",
    url: "/api/v1/auth/password-reset",
    payload: { token, new_password: newPassword },
  });
}

describe("changePassword", () => {
  it("changes it: the new one signs in, the old one does not, this session goes on and the others end", async () => {
    const person = await somebody();
    const other = await app.signIn({ username: person.username });
    expect((await change(person.token)).statusCode).toBe(204);
    expect(await app.lastEvent()).toMatchObject({
      action: "password.changed",
      actor_name: person.username,
      detail: { ended_sessions: 1 },
    });
    expect(codeOf(await app.refresh(cookieOf(other)))).toEqual([401, "SESSION_ENDED"]);
    expect((await app.refresh(person.cookie)).statusCode).toBe(200);
    expect(codeOf(await app.signIn({ username: person.username }))).toEqual([401, "INVALID_CREDENTIALS"]);
    expect((await app.signIn({ username: person.username, password: NEW })).statusCode).toBe(200);
  });

  it.each([
    ["canary-wrong", NEW, "PASSWORD_WRONG"],
    [PASSWORD, "eleven char", "PASSWORD_TOO_SHORT"],
    [PASSWORD, "leavemealone", "PASSWORD_TOO_COMMON"],
    [PASSWORD, "Password12345!", "PASSWORD_TOO_COMMON"],
  ])("refuses %j -> %j with %s and leaves everything as it was", async (current, next, code) => {
    const person = await somebody();
    expect(codeOf(await change(person.token, next, current))).toEqual([422, code]);
    expect((await app.signIn({ username: person.username })).statusCode).toBe(200);
  });

  it("counts wrong current passwords with those of signing in", async () => {
    const person = await somebody();
    for (let each = 0; each < 5; each += 1) await change(person.token, NEW, "canary-wrong");
    expect(codeOf(await change(person.token))).toEqual([429, "LOGIN_LOCKED"]);
    expect(codeOf(await app.signIn({ username: person.username }))).toEqual([429, "LOGIN_LOCKED"]);
  });

  it("refuses one with the user name in it", async () => {
    const person = await somebody();
    expect(codeOf(await change(person.token, `I am ${person.username}!`))).toEqual([422, "PASSWORD_HAS_USERNAME"]);
  });

  it("takes the same password however its Thai vowels were composed", async () => {
    const person = await somebody();
    await change(person.token, "น้ำใจงามยามยากจน");
    const composed = "น้ำใจงามยามยากจน".normalize("NFKD");
    expect((await app.signIn({ username: person.username, password: composed })).statusCode).toBe(200);
  });

  it("tells people of the directory that their password is not here", async () => {
    const person = await app.somebodyOfDirectory();
    expect(codeOf(await change(person.token))).toEqual([409, "PASSWORD_NOT_LOCAL"]);
    expect(codeOf(await link(person))).toEqual([409, "PASSWORD_NOT_LOCAL"]);
  });

  it("lets one of two changes at once win; the other proved a password that is no longer theirs", async () => {
    const person = await somebody();
    const passwords = ["canary of the first one", "canary of the second one"];
    const answers = await Promise.all(passwords.map(async (each) => await change(person.token, each)));
    expect(answers.map((answer) => answer.statusCode).sort()).toEqual([204, 422]);
    const winner = passwords[answers.findIndex((answer) => answer.statusCode === 204)] ?? "";
    expect((await app.signIn({ username: person.username, password: winner })).statusCode).toBe(200);
  });
});

describe("resetPassword", () => {
  it("sets a new password once and ends every session; the link stands behind a # and is kept by no cache", async () => {
    const person = await somebody();
    const answer = await link(person);
    expect(answer.statusCode).toBe(201);
    expect(answer.headers["cache-control"]).toBe("no-store");
    const { path, expires_at } = answer.json();
    expect(path).toMatch(/^\/reset-password#token=[A-Za-z0-9_-]{43}$/);
    expect(expires_at).toBe(new Date(START + DAY).toISOString());
    const token = path.slice(-43);
    expect((await reset(token)).statusCode).toBe(204);
    expect(await app.lastEvent()).toMatchObject({ action: "password.reset", subject: person.id });
    expect(codeOf(await app.refresh(person.cookie))).toEqual([401, "SESSION_ENDED"]);
    expect((await app.signIn({ username: person.username, password: NEW })).statusCode).toBe(200);
    expect(codeOf(await reset(token, "canary of one more"))).toEqual([422, "RESET_LINK_INVALID"]);
  });

  it("keeps a link for a better password when the first was refused", async () => {
    const token = await resetToken(await somebody());
    expect(codeOf(await reset(token, "short"))).toEqual([422, "PASSWORD_TOO_SHORT"]);
    expect((await reset(token)).statusCode).toBe(204);
  });

  it("refuses a link after 24 hours, one that a newer one or a change of password withdrew, and a made-up one", async () => {
    const person = await somebody();
    const first = await resetToken(person);
    const second = await resetToken(person);
    expect(codeOf(await reset(first))).toEqual([422, "RESET_LINK_INVALID"]);
    app.clock.now = START + DAY;
    expect(codeOf(await reset(second))).toEqual([422, "RESET_LINK_INVALID"]);
    app.clock.now = START;
    await change(person.token);
    expect(codeOf(await reset(second))).toEqual([422, "RESET_LINK_INVALID"]);
    expect(codeOf(await reset("A".repeat(43)))).toEqual([422, "RESET_LINK_INVALID"]);
  });

  it("opens no door to somebody who was shut out", async () => {
    const person = await somebody();
    const token = await resetToken(person);
    await sql`update identity.person set disabled_at = now() where id = ${person.id}`.execute(app.ctx.db);
    expect(codeOf(await reset(token))).toEqual([422, "RESET_LINK_INVALID"]);
  });

  it("lets one of eight who hold the same link win", async () => {
    const person = await somebody();
    const token = await resetToken(person);
    const passwords = Array.from({ length: 8 }, (_, each) => `canary number ${each} of eight`);
    const answers = await Promise.all(passwords.map(async (each) => await reset(token, each)));
    expect(answers.filter((answer) => answer.statusCode === 204)).toHaveLength(1);
    const winner = passwords[answers.findIndex((answer) => answer.statusCode === 204)] ?? "";
    expect((await app.signIn({ username: person.username, password: winner })).statusCode).toBe(200);
  });

  it("leaves one link open when two administrators make one at once", async () => {
    const person = await somebody();
    const tokens = await Promise.all([resetToken(person), resetToken(person)]);
    const answers = [await reset(tokens[0]), await reset(tokens[1])];
    expect(answers.map((answer) => answer.statusCode).sort()).toEqual([204, 422]);
  });

  it("says that there is no such person", async () => {
    const { token } = await somebody();
    expect(codeOf(await link({ id: "019c0000-0000-7000-8000-000000000000", token }))).toEqual([404, "NOT_FOUND"]);
  });
});

it("writes no password and no link into the log, the audit log or the tables", async () => {
  const person = await somebody();
  const token = await resetToken(person);
  await reset(token, "canary that was reset");
  const { rows } = await sql<{ text: string }>`
    select convert_from(r.canonical, 'UTF8') as text from audit.record r
    union all select l::text from identity.password_reset l`.execute(app.ctx.db);
  const written = [...app.lines, ...rows.map((row) => row.text)].join("\n");
  expect(written).not.toContain(token);
  expect(written).not.toContain("canary");
  expect(rows.length).toBeGreaterThan(20);
});
