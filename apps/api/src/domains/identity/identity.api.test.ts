import { Writable } from "node:stream";
import type { InjectOptions } from "fastify";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { readConfig } from "../../config.ts";
import type { AppContext } from "../../platform/context.ts";
import { createServer, type Server } from "../../platform/http-server.ts";
import { createLog } from "../../platform/log.ts";
import { createMetrics } from "../../platform/metrics.ts";
import { createTestDatabase, type TestDatabase } from "../../testing/database.ts";
import { authenticate } from "./authenticate.ts";
import { ensureBootstrapAdmin, ensureDemoPeople } from "./bootstrap-admin.ts";
import { identityRoutes } from "./identity.routes.ts";

const START = new Date("2026-03-01T12:00:00Z").getTime();
const PASSWORD = "canary-password-of-somchai";
const JWT_SECRET = "canary-jwt-secret-that-nobody-may-ever-read";
const CSRF = { "x-csrf-protection": "1" };

let database: TestDatabase;
let ctx: AppContext;
let app: Server;
let clock = START;
const lines: string[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  const config = readConfig({
    APP_ENV: "test",
    JWT_KEYS: `k1=${JWT_SECRET}`,
    AUDIT_KEYS: "k1=canary-audit-secret-that-nobody-may-read",
    ADMIN_PASSWORD: "canary-password-of-admin",
  });
  const destination = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  ctx = { db: database.db, config, log: createLog({ level: "trace", destination }), now: () => new Date(clock) };
  const person = { displayName: "สมชาย ใจดี", roles: ["user"], password: PASSWORD, slurmUsers: ["somchai"] } as const;
  expect(
    await ensureDemoPeople(ctx, [
      { ...person, username: "somchai" },
      { ...person, username: "shut.out" },
    ]),
  ).toEqual(["somchai", "shut.out"]);
  await sql`update identity.person set disabled_at = now() where username = 'shut.out'`.execute(ctx.db);
  const access = { authenticate: authenticate(ctx), isAllowed: () => true };
  app = await createServer({ ctx, metrics: createMetrics({ pool: ctx.db.pool, version: "test" }), access });
  await app.register(identityRoutes, { ctx });
});

beforeEach(() => {
  clock = START;
});

afterAll(async () => {
  await app.close();
  await database.drop();
});

describe("login", () => {
  it("answers with a bearer token for 900 seconds and puts the refresh token in a strict cookie", async () => {
    const answer = await signIn();
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({ access_token: expect.any(String), token_type: "bearer", expires_in: 900 });
    expect(answer.headers["cache-control"]).toBe("no-store");
    expect(answer.cookies).toEqual([
      {
        name: "purser_refresh",
        value: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/),
        path: "/api/v1/auth",
        expires: new Date(START + 12 * 3_600_000),
        httpOnly: true,
        secure: true,
        sameSite: "Strict",
      },
    ]);
    expect((await lastEvent()).action).toBe("session.opened");
  });

  it("takes the user name whatever its case and the spaces around it", async () => {
    expect((await signIn({ username: " SomChai " })).statusCode).toBe(200);
  });

  it("refuses a wrong password, an unknown name and a person who was shut out with one and the same answer", async () => {
    const refused = [
      await signIn({ password: "wrong" }),
      await signIn({ username: "nobody" }),
      await signIn({ username: "shut.out" }),
      await signIn({ username: "a\u0000b ' or 1=1 --" }),
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
    await signIn({ password: "wrong" });
    expect(await lastEvent()).toMatchObject({
      action: "session.refused",
      actor_name: "anonymous",
      detail: { reason: "password_wrong", username: "somchai" },
    });
    await signIn({ username: "shut.out" });
    expect(await lastEvent()).toMatchObject({ detail: { reason: "person_disabled" } });
    await signIn({ username: "canary-typed-in-the-wrong-field" });
    expect(await lastEvent()).toMatchObject({ subject: "unknown", detail: { reason: "name_unknown" } });
  });

  it.each([
    ["no password", { username: "somchai" }, 422],
    ["an empty password", { username: "somchai", password: "" }, 422],
    ["a password that is a number", { username: "somchai", password: 5 }, 422],
    ["a field more", { username: "somchai", password: PASSWORD, role: "center_admin" }, 422],
    ["a password of a thousand and one", { username: "somchai", password: "x".repeat(1_001) }, 422],
  ])("refuses %s", async (_what, payload, status) => {
    const answer = await app.inject({ method: "POST", url: "/api/v1/auth/login", payload });
    expect(answer.statusCode).toBe(status);
  });
});

describe("refreshSession", () => {
  it("trades the cookie for new tokens, and the next cookie for the next", async () => {
    const first = cookieOf(await signIn());
    const second = await refresh(first);
    expect(second.statusCode).toBe(200);
    expect(cookieOf(second)).not.toBe(first);
    expect((await refresh(cookieOf(second))).statusCode).toBe(200);
  });

  it("ends the whole session when a cookie is used a second time later on, and writes it down", async () => {
    const stolen = cookieOf(await signIn());
    const next = cookieOf(await refresh(stolen));
    clock += 5_000;
    expect(codeOf(await refresh(stolen))).toEqual([401, "SESSION_ENDED"]);
    expect(await lastEvent()).toMatchObject({ action: "session.revoked", detail: { reason: "refresh_reused" } });
    expect(codeOf(await refresh(next))).toEqual([401, "SESSION_ENDED"]);
  });

  it("ends no other session of that person", async () => {
    const [stolen, other] = [cookieOf(await signIn()), cookieOf(await signIn())];
    await refresh(stolen);
    clock += 60_000;
    await refresh(stolen);
    expect((await refresh(other)).statusCode).toBe(200);
  });

  it("gives one of eight tabs that ask at once a token and asks the others to come back, with the new cookie", async () => {
    const cookie = cookieOf(await signIn());
    const answers = await Promise.all(Array.from({ length: 8 }, async () => await refresh(cookie)));
    const good = answers.filter((answer) => answer.statusCode === 200);
    expect(good).toHaveLength(1);
    for (const answer of answers.filter((each) => each !== good[0])) {
      expect(codeOf(answer)).toEqual([503, "TRY_AGAIN"]);
      expect(answer.headers["retry-after"]).toBeDefined();
      expect(answer.cookies).toEqual([]);
    }
    expect((await refresh(cookieOf(good[0]))).statusCode).toBe(200);
  });

  it("ends after twelve hours without use, and after seven days however much it is used", async () => {
    let cookie = cookieOf(await signIn());
    clock += 12 * 3_600_000;
    expect(codeOf(await refresh(cookie))).toEqual([401, "SESSION_ENDED"]);
    clock = START;
    cookie = cookieOf(await signIn());
    for (let hours = 11; hours < 168; hours += 11) {
      clock = START + hours * 3_600_000;
      const answer = await refresh(cookie);
      expect(answer.statusCode).toBe(200);
      cookie = cookieOf(answer);
    }
    clock = START + 168 * 3_600_000;
    expect(codeOf(await refresh(cookie))).toEqual([401, "SESSION_ENDED"]);
  });

  it("reads the roles anew, and ends for a person who has been shut out", async () => {
    await ensureDemoPeople(ctx, [
      { username: "moving", displayName: "Moving", roles: ["user"], password: PASSWORD, slurmUsers: [] },
    ]);
    let answer = await signIn({ username: "moving" });
    await sql`insert into identity.role_grant (person_id, role, granted_by)
              select id, 'auditor', 'test' from identity.person where username = 'moving'`.execute(ctx.db);
    answer = await refresh(cookieOf(answer));
    expect((await me(answer.json().access_token)).json().roles).toEqual(["auditor", "user"]);
    await sql`update identity.person set disabled_at = now() where username = 'moving'`.execute(ctx.db);
    expect(codeOf(await refresh(cookieOf(answer)))).toEqual([401, "SESSION_ENDED"]);
    expect(codeOf(await me(answer.json().access_token))).toEqual([401, "UNAUTHENTICATED"]);
  });

  it("stores no token that could be used", async () => {
    const cookie = cookieOf(await signIn());
    const { rows } = await sql<{ text: string }>`select t::text as text from identity.refresh_token t`.execute(ctx.db);
    expect(rows.some((row) => row.text.includes(cookie))).toBe(false);
    expect(rows.length).toBeGreaterThan(0);
  });

  it("clears away what ended long ago when someone signs in", async () => {
    clock = START - 30 * 86_400_000;
    await signIn();
    const old = () =>
      sql<{
        n: bigint;
      }>`select count(*) as n from identity.refresh_token where issued_at < ${new Date(START - 86_400_000)}`;
    expect((await old().execute(ctx.db)).rows[0]?.n).toBe(1n);
    clock = START;
    await signIn();
    expect((await old().execute(ctx.db)).rows[0]?.n).toBe(0n);
  });

  it.each([[undefined], ["rubbish"], ["a".repeat(4_000)]])("refuses the cookie %j", async (cookie) => {
    expect(codeOf(await refresh(cookie))).toEqual([401, "SESSION_ENDED"]);
  });
});

describe.each(["refresh", "logout"])("the call %s, which relies on the cookie,", (call) => {
  const url = `/api/v1/auth/${call}`;

  it("needs the header that only a script of this origin can send", async () => {
    const cookies = { purser_refresh: cookieOf(await signIn()) };
    expect(codeOf(await app.inject({ method: "POST", url, cookies }))).toEqual([422, "VALIDATION_FAILED"]);
    const wrong = await app.inject({ method: "POST", url, cookies, headers: { "x-csrf-protection": "2" } });
    expect(codeOf(wrong)).toEqual([422, "VALIDATION_FAILED"]);
    expect((await refresh(cookies.purser_refresh)).statusCode).toBe(200);
  });

  it.each([
    [{ origin: "https://evil.example" }],
    [{ origin: "null" }],
    [{ "sec-fetch-site": "cross-site" }],
    [{ "sec-fetch-site": "same-site", origin: "http://localhost:80" }],
  ])("refuses a page elsewhere: %j", async (headers) => {
    const cookies = { purser_refresh: cookieOf(await signIn()) };
    const answer = await app.inject({ method: "POST", url, cookies, headers: { ...CSRF, ...headers } });
    expect(codeOf(answer)).toEqual([403, "FORBIDDEN"]);
    expect((await refresh(cookies.purser_refresh)).statusCode).toBe(200);
  });

  it("lets our own page through", async () => {
    const cookies = { purser_refresh: cookieOf(await signIn()) };
    const headers = { ...CSRF, host: "purser.example", origin: "https://purser.example" };
    expect((await app.inject({ method: "POST", url, cookies, headers })).statusCode).toBeLessThan(300);
  });
});

describe("logout", () => {
  it("ends the session, clears the cookie and is written down", async () => {
    const first = cookieOf(await signIn());
    const second = cookieOf(await refresh(first));
    const answer = await logout(second);
    expect([answer.statusCode, answer.body]).toEqual([204, ""]);
    expect(answer.cookies).toMatchObject([
      { name: "purser_refresh", value: "", path: "/api/v1/auth", expires: new Date(0) },
    ]);
    expect(await lastEvent()).toMatchObject({ action: "session.closed", actor_name: "somchai" });
    expect(codeOf(await refresh(second))).toEqual([401, "SESSION_ENDED"]);
  });

  it("is content where there is nothing to end", async () => {
    const before = await lastEvent();
    expect((await logout(undefined)).statusCode).toBe(204);
    expect((await logout("rubbish")).statusCode).toBe(204);
    expect(await lastEvent()).toEqual(before);
  });
});

describe("getMe", () => {
  it("says who the caller is and what they may do", async () => {
    const token = (await signIn()).json().access_token;
    expect((await me(token)).json()).toEqual({
      id: expect.any(String),
      username: "somchai",
      display_name: "สมชาย ใจดี",
      roles: ["user"],
      permissions: ["clusters:read", "runs:read", "rates:read", "receipts:read"],
      slurm_users: ["somchai"],
    });
  });

  it("refuses a token from its expiry on, even one it has seen before", async () => {
    const token = (await signIn()).json().access_token;
    expect((await me(token)).statusCode).toBe(200);
    clock += 900_000;
    expect(codeOf(await me(token))).toEqual([401, "UNAUTHENTICATED"]);
  });

  it("refuses a token with one letter changed, also right after the good one", async () => {
    const token: string = (await signIn()).json().access_token;
    await me(token);
    const changed = token.slice(0, -1) + (token.endsWith("A") ? "B" : "A");
    expect(codeOf(await me(changed))).toEqual([401, "UNAUTHENTICATED"]);
    expect(codeOf(await me(""))).toEqual([401, "UNAUTHENTICATED"]);
  });
});

describe("ensureBootstrapAdmin", () => {
  it("makes the administrator once, who can then do everything", async () => {
    expect(await ensureBootstrapAdmin(ctx)).toBe(true);
    expect(await lastEvent()).toMatchObject({ action: "person.created", actor_id: null, actor_name: "purser" });
    expect(await ensureBootstrapAdmin(ctx)).toBe(false);
    const answer = await signIn({ username: "admin", password: "canary-password-of-admin" });
    expect((await me(answer.json().access_token)).json().permissions).toContain("audit:read");
  });

  it("makes nobody where no password is configured", async () => {
    expect(await ensureBootstrapAdmin({ ...ctx, config: { ...ctx.config, adminPassword: null } })).toBe(false);
  });
});

describe("secrets", () => {
  it("are in no log line, audit record or error of all the calls above", async () => {
    const answer = await signIn({ username: "canary-as-a-name", password: "canary-as-a-password" });
    const cookie = cookieOf(await signIn());
    const token = (await refresh(cookie)).json().access_token;
    await me(token);
    const { rows } = await sql<{ text: string }>`
      select convert_from(r.canonical, 'UTF8') || r::text as text from audit.record r`.execute(ctx.db);
    const written = [...lines, answer.body, ...rows.map((row) => row.text)].join("\n");
    expect(lines.length).toBeGreaterThan(50);
    expect(written).not.toContain("canary");
    expect(written).not.toContain(cookie);
    expect(written).not.toContain(token);
    expect(written).not.toContain("$argon2id$");
  });
});

async function signIn({ username = "somchai", password = PASSWORD } = {}) {
  return await app.inject({ method: "POST", url: "/api/v1/auth/login", payload: { username, password } });
}

async function refresh(cookie: string | undefined) {
  return await app.inject(withCookie("/api/v1/auth/refresh", cookie));
}

async function logout(cookie: string | undefined) {
  return await app.inject(withCookie("/api/v1/auth/logout", cookie));
}

function withCookie(url: string, cookie: string | undefined): InjectOptions {
  return { method: "POST", url, headers: CSRF, ...(cookie !== undefined && { cookies: { purser_refresh: cookie } }) };
}

async function me(token: string) {
  return await app.inject({ url: "/api/v1/me", headers: { authorization: `Bearer ${token}` } });
}

type Answer = Awaited<ReturnType<typeof signIn>>;

function cookieOf(answer: Answer | undefined): string {
  return answer?.cookies.find((cookie) => cookie.name === "purser_refresh")?.value ?? "none";
}

function codeOf(answer: Answer): [number, string] {
  return [answer.statusCode, answer.json().error.code];
}

async function lastEvent() {
  const { rows } = await sql<{
    action: string;
    actor_id: string | null;
    actor_name: string;
    subject: string;
    detail: object;
  }>`
    select action, actor_id, actor_name, subject, detail from audit.record order by id desc limit 1`.execute(ctx.db);
  const [event] = rows;
  if (event === undefined) throw new Error("there is no audit record");
  return event;
}
