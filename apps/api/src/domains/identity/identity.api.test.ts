import { hash } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  ADMIN_PASSWORD,
  codeOf,
  cookieOf,
  PASSWORD,
  type SignInApp,
  startSignInApp,
} from "../../testing/sign-in-app.ts";
import { ensureBootstrapAdmin } from "./bootstrap-admin.ts";

const START = new Date("2026-03-01T12:00:00Z").getTime();

let app: SignInApp;

beforeAll(async () => {
  app = await startSignInApp({ start: START });
});

beforeEach(() => {
  app.clock.now = START;
});

afterAll(async () => await app[Symbol.asyncDispose]());

describe("login", () => {
  it("answers with a bearer token for 900 seconds and puts the refresh token in a strict cookie", async () => {
    const answer = await app.signIn();
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({ access_token: expect.any(String), token_type: "bearer", expires_in: 900 });
    expect(answer.headers["cache-control"]).toBe("no-store");
    expect(answer.cookies).toEqual([
      {
        name: "__Host-purser_refresh",
        value: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/),
        path: "/",
        expires: new Date(START + 12 * 3_600_000),
        httpOnly: true,
        secure: true,
        sameSite: "Strict",
      },
    ]);
    const { action, session_hash, detail } = await app.lastEvent();
    expect([action, session_hash]).toEqual(["session.opened", hash("sha256", String(detail.session))]);
  });

  it("takes the user name whatever its case and the spaces around it", async () => {
    expect((await app.signIn({ username: " SomChai " })).statusCode).toBe(200);
  });

  it("refuses a wrong password, an unknown name and a person who was shut out with one and the same answer", async () => {
    const refused = [
      await app.signIn({ password: "wrong" }),
      await app.signIn({ username: "nobody" }),
      await app.signIn({ username: "shut.out" }),
      await app.signIn({ username: "a ' or 1=1 --" }),
    ];
    const bodies = refused.map((answer) => {
      const { request_id: _, ...error } = answer.json().error;
      return { status: answer.statusCode, error, cookies: answer.cookies };
    });
    expect(bodies[0]).toEqual({
      status: 401,
      error: { code: "INVALID_CREDENTIALS", message: "The user name or the password is wrong.", details: [] },
      cookies: [],
    });
    expect(new Set(bodies.map((body) => JSON.stringify(body))).size).toBe(1);
  });

  it("writes down why it refused, but not a name that nobody has: it may be a password", async () => {
    await app.signIn({ password: "wrong" });
    expect(await app.lastEvent()).toMatchObject({
      action: "session.refused",
      actor_name: "anonymous",
      detail: { reason: "password_wrong", username: "somchai" },
    });
    await app.signIn({ username: "shut.out" });
    expect(await app.lastEvent()).toMatchObject({ detail: { reason: "person_disabled" } });
    await app.signIn({ username: "canary-typed-in-the-wrong-field" });
    expect(await app.lastEvent()).toMatchObject({ subject: "unknown", detail: { reason: "name_unknown" } });
  });

  it.each([
    ["no password", { username: "somchai" }, 422],
    ["an empty password", { username: "somchai", password: "" }, 422],
    ["a password that is a number", { username: "somchai", password: 5 }, 422],
    ["a field more", { username: "somchai", password: PASSWORD, role: "center_admin" }, 422],
    ["a password of a thousand and one", { username: "somchai", password: "x".repeat(1_001) }, 422],
  ])("refuses %s", async (_what, payload, status) => {
    const answer = await app.call({ method: "POST", url: "/api/v1/auth/login", payload });
    expect(answer.statusCode).toBe(status);
  });
});

describe("getMe", () => {
  it("says who the caller is and what they may do", async () => {
    const token = (await app.signIn()).json().access_token;
    expect((await app.me(token)).json()).toEqual({
      id: expect.any(String),
      username: "somchai",
      display_name: "สมชาย ใจดี",
      roles: ["user"],
      grants: [{ role: "user", scope: null }],
      permissions: [
        "clusters:read",
        "machine:read",
        "queue:read",
        "runs:read",
        "jobs:read",
        "rates:read",
        "receipts:read",
      ],
      sees_all: false,
      slurm_users: ["somchai"],
      billing_time_zone: "Asia/Bangkok",
      mfa_owed: false,
    });
  });

  it("refuses a token from its expiry on, even one it has seen before", async () => {
    const token = (await app.signIn()).json().access_token;
    expect((await app.me(token)).statusCode).toBe(200);
    app.clock.now += 900_000;
    expect(codeOf(await app.me(token))).toEqual([401, "UNAUTHENTICATED"]);
  });

  it("is given a token that is good no longer than the first grant that ends", async () => {
    app.clock.now = Date.now();
    await sql`insert into identity.role_grant (id, person_id, role, granted_by, until)
              select gen_random_uuid(), id, 'auditor', 'test', now() + interval '60 seconds'
              from identity.person where username = 'somchai'`.execute(app.ctx.db);
    const { access_token: token, expires_in: seconds } = (await app.signIn()).json();
    expect(seconds).toBeLessThanOrEqual(60);
    expect(seconds).toBeGreaterThan(50);
    expect((await app.me(token)).json().roles).toEqual(["auditor", "user"]);
    app.clock.now += seconds * 1_000;
    expect(codeOf(await app.me(token))).toEqual([401, "UNAUTHENTICATED"]);
    await sql`update identity.role_grant set revoked_at = now() where until is not null`.execute(app.ctx.db);
  });

  it("refuses a token with one letter changed, also right after the good one", async () => {
    const token: string = (await app.signIn()).json().access_token;
    await app.me(token);
    const changed = token.slice(0, -1) + (token.endsWith("A") ? "B" : "A");
    expect(codeOf(await app.me(changed))).toEqual([401, "UNAUTHENTICATED"]);
    expect(codeOf(await app.me(""))).toEqual([401, "UNAUTHENTICATED"]);
  });
});

describe("ensureBootstrapAdmin", () => {
  it("makes the administrator once, who can then do everything", async () => {
    expect(await ensureBootstrapAdmin(app.ctx)).toBe(true);
    expect(await app.lastEvent()).toMatchObject({ action: "person.created", actor_id: null, actor_name: "purser" });
    expect(await ensureBootstrapAdmin(app.ctx)).toBe(false);
    const answer = await app.signIn({ username: "admin", password: ADMIN_PASSWORD });
    expect((await app.me(answer.json().access_token)).json().permissions).toContain("audit:read");
  });

  it("makes nobody where no password is configured", async () => {
    expect(await ensureBootstrapAdmin({ ...app.ctx, config: { ...app.ctx.config, adminPassword: null } })).toBe(false);
  });
});

describe("secrets", () => {
  it("are in no log line, audit record or error of all the calls above", async () => {
    const answer = await app.signIn({ username: "canary-as-a-name", password: "canary-as-a-password" });
    const cookie = cookieOf(await app.signIn());
    const token = (await app.refresh(cookie)).json().access_token;
    await app.me(token);
    const { rows } = await sql<{ text: string }>`
      select convert_from(r.canonical, 'UTF8') || r::text as text from audit.record r`.execute(app.ctx.db);
    const written = [...app.lines, answer.body, ...rows.map((row) => row.text)].join("\n");
    expect(app.lines.length).toBeGreaterThan(20);
    expect(written).not.toContain("canary");
    expect(written).not.toContain(cookie);
    expect(written).not.toContain(token);
    expect(written).not.toContain("$argon2id$");
  });
});
