import { v7 as uuidv7 } from "uuid";
import type { AppContext } from "../../platform/context.ts";
import { transact } from "../../platform/db.ts";
import { recordEvent } from "../audit/record-event.ts";
import { SignInError } from "./core/errors.ts";
import { sessionEnd } from "./core/session.ts";
import { findPersonByUsername, type Person, removeEndedSessions } from "./identity.queries.ts";
import { issueTokens, type Session } from "./issue-tokens.ts";
import { isPassword } from "./password.ts";

/** A call of someone who has not proven yet who they are. */
export interface AnonymousContext extends AppContext {
  readonly requestId: string | null;
}

/** Who acts where nobody has proven to be anybody. */
export const ANONYMOUS = { id: null, username: "anonymous" } as const;

/** What the database takes for a user name; nobody has another. */
const USERNAME = /^[a-z0-9][a-z0-9._-]{1,39}$/;

/**
 * Signs a person in with their password and begins a session. A wrong password, a name that nobody has and a person
 * who was shut out are refused with the same answer after the same work; the audit log alone knows which it was.
 *
 * @throws {SignInError} `INVALID_CREDENTIALS`.
 */
export async function login(
  ctx: AnonymousContext,
  { username, password }: { username: string; password: string },
): Promise<Session> {
  const name = username.trim().toLowerCase();
  const person = USERNAME.test(name) ? await findPersonByUsername(ctx.db, name) : undefined;
  const matches = await isPassword(password, person?.passwordHash ?? null);
  if (person === undefined || !matches || person.disabled) {
    await recordRefusal(ctx, person, matches);
    throw new SignInError("INVALID_CREDENTIALS");
  }
  return await transact(ctx.db, async (tx) => {
    await removeEndedSessions(tx, ctx.now());
    const familyId = uuidv7();
    const session = await issueTokens(tx, ctx, { person, familyId, familyEndsAt: sessionEnd(ctx.now()) });
    const detail = { username: person.username, session: familyId };
    await recordEvent(tx, { ...ctx, actor: person }, { action: "session.opened", subject: person.id, detail });
    return session;
  });
}

/**
 * A name that nobody has is not written down: people type their password where the name belongs, and the audit log
 * forgets nothing.
 */
async function recordRefusal(ctx: AnonymousContext, person: Person | undefined, matches: boolean): Promise<void> {
  const known = person === undefined ? {} : { username: person.username };
  const reason = person === undefined ? "name_unknown" : matches ? "person_disabled" : "password_wrong";
  const event = { action: "session.refused", subject: person?.id ?? "unknown", detail: { reason, ...known } };
  await transact(ctx.db, async (tx) => await recordEvent(tx, { ...ctx, actor: ANONYMOUS }, event));
}
