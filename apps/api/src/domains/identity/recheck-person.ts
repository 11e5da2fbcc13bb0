import { transact } from "../../platform/db.ts";
import { recordEvent } from "../audit/record-event.ts";
import { ANONYMOUS, type AnonymousContext } from "./anonymous-context.ts";
import { findTokenHolder, type PersonOfSource } from "./ldap.queries.ts";
import type { SignInContext } from "./prove-credentials.ts";
import { endSessions } from "./sessions.queries.ts";
import { withdrawDirectoryGrants } from "./take-over-directory-person.ts";

/**
 * Asks where somebody signed in whether they may go on, before their refresh token is traded in. Where they may not,
 * all their sessions end. It asks only for a token that may be traded in, so that nobody can make it ask without one,
 * and outside of the transaction that trades it, which must not wait for a server elsewhere.
 *
 * @throws {DirectoryError} `DIRECTORY_UNAVAILABLE`; nothing has changed then.
 */
export async function recheckPerson(ctx: SignInContext, tokenHash: Buffer): Promise<void> {
  const person = await findTokenHolder(ctx.db, tokenHash, ctx.now());
  if (person === undefined) return;
  const backend = ctx.backends.find(({ name }) => name === person.source);
  // Nobody vouches for people of a source that is not asked any more.
  const mayGoOn = backend !== undefined && (await backend.vouches(ctx, person));
  if (!mayGoOn) await signOutUnvouched(ctx, person);
}

/** Ends all sessions of somebody whom nobody vouches for any more, and takes away what the directory gave them. */
export async function signOutUnvouched(ctx: AnonymousContext, person: PersonOfSource): Promise<void> {
  await transact(ctx.db, async (tx) => {
    if (person.source === "ldap") await withdrawDirectoryGrants(tx, ctx, person);
    const ended = await endSessions(tx, { personId: person.id }, "person_disabled", ctx.now());
    if (ended.length === 0) return;
    const detail = { reason: "not_vouched_for", username: person.username, source: person.source, sessions: ended };
    const event = { action: "session.revoked", subjectType: "person", subject: person.id, detail };
    await recordEvent(tx, { ...ctx, actor: ANONYMOUS }, event);
  });
}
