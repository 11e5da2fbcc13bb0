import { v7 as uuidv7 } from "uuid";
import type { Tx } from "../../platform/db.ts";
import { recordEvent } from "../audit/record-event.ts";
import type { AnonymousContext } from "./anonymous-context.ts";
import { SignInError } from "./core/errors.ts";
import { refreshExpiry, sessionEnd } from "./core/session.ts";
import { holdPerson } from "./identity.queries.ts";
import { issueTokens, type Session } from "./issue-tokens.ts";
import { insertSession, removeEndedSessions } from "./sessions.queries.ts";

/**
 * Begins a session of somebody who has just proved who they are, with all the proof that is asked of them.
 *
 * @throws {SignInError} `INVALID_CREDENTIALS` if they were shut out meanwhile.
 */
export async function openSession(tx: Tx, ctx: AnonymousContext, personId: string): Promise<Session> {
  const person = await holdPerson(tx, personId);
  if (person === undefined || person.disabled) throw new SignInError("INVALID_CREDENTIALS");
  const now = ctx.now();
  const [id, endsAt] = [uuidv7(), sessionEnd(now)];
  await removeEndedSessions(tx, now);
  const expiresAt = refreshExpiry(now, endsAt);
  await insertSession(tx, { id, personId, startedAt: now, expiresAt, endsAt, client: ctx.client });
  const detail = { username: person.username, session: id };
  await recordEvent(
    tx,
    { ...ctx, actor: { ...person, session: { id } } },
    { action: "session.opened", subjectType: "person", subject: personId, detail },
  );
  const session = { id, personId, authenticatedAt: now, endsAt, generation: 1 };
  return await issueTokens(tx, ctx, { person, session });
}
