import { v7 as uuidv7 } from "uuid";
import type { Config } from "../config.ts";
import { signAccessToken } from "../domains/identity/core/access-token.ts";
import { ROLES, type Role, SCOPED_ROLES } from "../domains/identity/core/permissions.ts";
import { createPerson } from "../domains/identity/create-person.ts";
import { findPersonByUsername } from "../domains/identity/identity.queries.ts";
import { type Actor, SYSTEM_ACTOR } from "../platform/context.ts";
import { type Db, transact } from "../platform/db.ts";

export interface SignedIn {
  readonly actor: Actor;
  readonly token: string;
  /** Ready for `app.inject({ headers })`. */
  readonly headers: { readonly authorization: string };
}

/** What everybody proves themselves with whom `signInAs` makes. */
export const TEST_PASSWORD = "canary-password-of-the-tests";
export const PASSWORD_HASH =
  "$argon2id$v=19$m=19456,t=2,p=1$u9jvUrdSyr8akh4iPBYvsw$sOToWp8hXydD7lBykSWfT+nO42D6rxXxgCriogJTqgk";

interface TokenContext {
  readonly db: Db;
  readonly config: Pick<Config, "auditKeys" | "jwtKeys">;
  readonly now: () => Date;
}

/** What those with a scoped role are over, where a test does not say. */
export const OWN_SCOPE = "own-scope";

const SCOPED: readonly Role[] = SCOPED_ROLES;

interface SignInOptions {
  readonly username?: string;
  readonly slurmUsers?: readonly string[];
  readonly scope?: string;
}

/**
 * A person with one role, made in the test's database if need be, and a bearer token for them. Their
 * password is hashed already, which would cost each test a second; tests of signing in make their own people.
 */
export async function signInAs(
  ctx: TokenContext,
  role: Role,
  { username = role.replace("_", "-"), slurmUsers = [], scope = OWN_SCOPE }: SignInOptions = {},
): Promise<SignedIn> {
  const grants = [{ role, scope: SCOPED.includes(role) ? scope : null }];
  const person = { username, displayName: username, grants, passwordHash: PASSWORD_HASH, slurmUsers };
  await transact(ctx.db, async (tx) => {
    await createPerson(tx, { config: ctx.config, actor: SYSTEM_ACTOR, requestId: null }, person);
  });
  const found = await findPersonByUsername(ctx.db, username);
  if (found === undefined) throw new Error(`${username} was not made`);
  // Signed in at this moment, but for the password. No session is stored, since none of them ends it.
  const session = { id: uuidv7(), signedInAt: ctx.now(), generation: 1, mfaOwed: false };
  const { id, roles, grants: held } = found;
  const actor = { id, username, roles, grants: held, slurmUsers: found.slurmUsers, session, apiToken: null };
  const token = signAccessToken(actor, ctx.config.jwtKeys[0], ctx.now());
  return { actor, token, headers: { authorization: `Bearer ${token}` } };
}

/** One person of each role. */
export async function signInAsEach(ctx: TokenContext): Promise<Readonly<Record<Role, SignedIn>>> {
  const entries: [Role, SignedIn][] = [];
  for (const role of ROLES) entries.push([role, await signInAs(ctx, role)]);
  return Object.fromEntries(entries) as Record<Role, SignedIn>; // one entry for each of ROLES
}
