import { Writable } from "node:stream";
import type { InjectOptions, LightMyRequestResponse } from "fastify";
import { sql } from "kysely";
import { v7 as uuidv7 } from "uuid";
import { type Config, readConfig } from "../config.ts";
import { authenticate } from "../domains/identity/authenticate.ts";
import { ensureDemoPeople } from "../domains/identity/bootstrap-admin.ts";
import { signAccessToken } from "../domains/identity/core/access-token.ts";
import { isFresh } from "../domains/identity/core/session.ts";
import { localPasswords } from "../domains/identity/credentials.ts";
import { identityRoutes } from "../domains/identity/identity.routes.ts";
import { lockRoutes } from "../domains/identity/locks.routes.ts";
import { mfaRoutes } from "../domains/identity/mfa.routes.ts";
import { passwordRoutes } from "../domains/identity/passwords.routes.ts";
import { sessionRoutes } from "../domains/identity/sessions.routes.ts";
import type { Actor, AppContext } from "../platform/context.ts";
import { createServer } from "../platform/http-server.ts";
import { createLog } from "../platform/log.ts";
import { createMetrics } from "../platform/metrics.ts";
import { checkAnswer } from "./contract-check.ts";
import { createTestDatabase, type TestDatabase } from "./database.ts";

export const JWT_KEYS = "k1=canary-jwt-secret-that-nobody-may-ever-read";
export const PASSWORD = "canary-password-of-somchai";
export const ADMIN_PASSWORD = "canary-password-of-admin";
export const COOKIE = "__Host-purser_refresh";
export const CSRF = { "x-csrf-protection": "1" };

export interface AuditedEvent {
  readonly action: string;
  readonly actor_id: string | null;
  readonly actor_name: string;
  readonly subject: string;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly session_hash: string | null;
}

export type SignInApp = Awaited<ReturnType<typeof startSignInApp>>;

export interface SignInAppOptions {
  readonly start: number;
  readonly trustProxy?: string | false;
  /** `JWT_KEYS`. */
  readonly jwtKeys?: string;
  /** Another app's, as of a second process. */
  readonly database?: TestDatabase;
  readonly config?: Partial<Config>;
}

interface SignIn {
  readonly username?: string;
  readonly password?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * The routes of identity on a database of their own, with a clock to set, all that was logged, and two people:
 * `somchai`, and `shut.out`, who is. Every answer is held against the contract.
 */
export async function startSignInApp({
  start,
  trustProxy = false,
  jwtKeys = JWT_KEYS,
  database: shared,
  config = {},
}: SignInAppOptions) {
  const clock = { now: start };
  const lines: string[] = [];
  const database = shared ?? (await createTestDatabase());
  const made = signInContext({ db: database.db, clock, lines, trustProxy, jwtKeys });
  const ctx = { ...made, config: { ...made.config, ...config } };
  const person = { displayName: "สมชาย ใจดี", roles: ["user"], password: PASSWORD, slurmUsers: ["somchai"] } as const;
  await ensureDemoPeople(ctx, [
    { ...person, username: "somchai" },
    { ...person, username: "shut.out" },
  ]);
  await sql`update identity.person set disabled_at = now() where username = 'shut.out'`.execute(ctx.db);
  const access = {
    authenticate: authenticate(ctx),
    isAllowed: () => true,
    isFresh: (actor: Actor) => isFresh(actor, ctx.now()),
  };
  const server = await createServer({ ctx, metrics: createMetrics({ pool: ctx.db.pool, version: "test" }), access });
  const signIn = { ...ctx, backends: [localPasswords] };
  await server.register(identityRoutes, { ctx: signIn });
  await server.register(sessionRoutes, { ctx: signIn });
  await server.register(lockRoutes, { ctx });
  await server.register(passwordRoutes, { ctx });
  await server.register(mfaRoutes, { ctx });

  const call = async (options: InjectOptions & { readonly url: string }) => {
    const answer = await server.inject(options);
    const { statusCode: status, headers, body } = answer;
    checkAnswer({ method: options.method?.toUpperCase() ?? "GET", url: options.url, status, headers, body });
    return answer;
  };
  const withCookie = async (url: string, cookie: string | undefined) =>
    await call({
      method: "POST",
      url,
      headers: CSRF,
      ...(cookie !== undefined && { cookies: { [COOKIE]: cookie } }),
    });
  return {
    ctx,
    clock,
    lines,
    call,
    database,
    signIn: async ({ username = "somchai", password = PASSWORD, headers = {} }: SignIn = {}) =>
      await call({ method: "POST", url: "/api/v1/auth/login", headers, payload: { username, password } }),
    /** Somebody of the directory, whose password is not here, with a token as they would have it after a sign-in. */
    somebodyOfDirectory: async () => {
      const id = uuidv7();
      const username = `directory.${id.slice(-12)}`;
      await sql`insert into identity.person (id, username, display_name, slurm_users, source)
                values (${id}, ${username}, 'ผู้ใช้', '{}', 'ldap')`.execute(ctx.db);
      const session = { id: uuidv7(), signedInAt: ctx.now(), generation: 1, mfaOwed: false };
      const subject = {
        id,
        username,
        roles: ["user"],
        grants: [{ role: "user", scope: null }],
        slurmUsers: [],
        session,
      };
      return { id, username, token: signAccessToken(subject, ctx.config.jwtKeys[0], ctx.now()) };
    },
    refresh: async (cookie: string | undefined) => await withCookie("/api/v1/auth/refresh", cookie),
    logout: async (cookie: string | undefined) => await withCookie("/api/v1/auth/logout", cookie),
    /** With the cookie that an answer gave. */
    refreshOf: async (answer: LightMyRequestResponse) => await withCookie("/api/v1/auth/refresh", cookieOf(answer)),
    logoutOf: async (answer: LightMyRequestResponse) => await withCookie("/api/v1/auth/logout", cookieOf(answer)),
    me: async (token: string) => await call({ url: "/api/v1/me", headers: { authorization: `Bearer ${token}` } }),
    lastEvent: async (): Promise<AuditedEvent> => {
      const { rows } = await sql<AuditedEvent>`
        select action, actor_id, actor_name, subject, session_hash, detail from audit.record order by id desc limit 1`.execute(
        ctx.db,
      );
      const [event] = rows;
      if (event === undefined) throw new Error("there is no audit record");
      return event;
    },
    async [Symbol.asyncDispose]() {
      await server.close();
      if (shared === undefined) await database.drop();
    },
  };
}

interface SignInSettings {
  readonly clock: { now: number };
  readonly lines: string[];
  readonly trustProxy: string | false;
  readonly jwtKeys: string;
}

function signInContext({ db, clock, lines, trustProxy, jwtKeys }: Pick<AppContext, "db"> & SignInSettings): AppContext {
  const read = readConfig({
    APP_ENV: "test",
    JWT_KEYS: jwtKeys,
    AUDIT_KEYS: "k1=canary-audit-secret-that-nobody-may-read",
    SECRETS_KEYS: "k1=canary-key-of-secrets-that-nobody-may-read",
    ADMIN_PASSWORD,
    RATE_LIMIT_SIGN_IN_PER_MINUTE: "100000", // everybody here signs in from one address
  });
  const config = { ...read, trustProxy };
  const destination = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  return { db, config, log: createLog({ level: "trace", destination }), now: () => new Date(clock.now) };
}

/** The refresh token that an answer put into the cookie jar. */
export function cookieOf(answer: LightMyRequestResponse | undefined): string {
  return answer?.cookies.find((cookie) => cookie.name === COOKIE)?.value ?? "none";
}

/** The status and the code of a refusal. */
export function codeOf(answer: LightMyRequestResponse): [number, string] {
  return [answer.statusCode, answer.json().error.code];
}
