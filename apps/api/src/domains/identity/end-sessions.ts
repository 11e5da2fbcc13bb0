import type { RequestContext } from "../../platform/context.ts";
import { type Tx, transact } from "../../platform/db.ts";
import { notFound } from "../../platform/http-errors.ts";
import { type AuditContext, recordEvents } from "../audit/record-event.ts";
import { SessionError } from "./core/errors.ts";
import type { EndReason } from "./core/session.ts";
import { findPerson } from "./identity.queries.ts";
import { type EndedSessions, endSessions } from "./sessions.queries.ts";

interface EndContext extends AuditContext {
  readonly now: () => Date;
}

/**
 * Ends sessions of a person and writes each down; returns how many were still alive. Their refresh tokens are good for
 * nothing from then on, their access tokens within a second.
 */
export async function closeSessions(tx: Tx, ctx: EndContext, which: EndedSessions, reason: EndReason): Promise<number> {
  const ended = await endSessions(tx, which, reason, ctx.now());
  const subject = which.personId;
  await recordEvents(
    tx,
    ctx,
    ended.map((session) => ({ action: "session.closed", subjectType: "person", subject, detail: { session, reason } })),
  );
  return ended.length;
}

/** Signs the caller out wherever they are signed in, here as well. */
export async function signOutEverywhere(ctx: RequestContext): Promise<void> {
  const which = { personId: ctx.actor.id };
  await transact(ctx.db, async (tx) => await closeSessions(tx, ctx, which, "signed_out_everywhere"));
}

/**
 * Ends one session of the caller's own.
 *
 * @throws {SessionError} `NOT_FOUND` where it is over, or was never theirs.
 */
export async function endOwnSession(ctx: RequestContext, id: string): Promise<void> {
  const which = { personId: ctx.actor.id, id };
  const ended = await transact(ctx.db, async (tx) => await closeSessions(tx, ctx, which, "ended_by_person"));
  if (ended === 0) throw new SessionError("NOT_FOUND");
}

/**
 * Signs a person out wherever they are signed in, as an administrator; does nothing where they are signed in nowhere.
 *
 * @throws {HttpError} `NOT_FOUND`.
 */
export async function signOutPerson(ctx: RequestContext, personId: string): Promise<void> {
  await transact(ctx.db, async (tx) => {
    if ((await findPerson(tx, personId)) === undefined) throw notFound();
    await closeSessions(tx, ctx, { personId }, "ended_by_administrator");
  });
}

/**
 * Ends one session of a person, as an administrator.
 *
 * @throws {SessionError} `NOT_FOUND` where it is over, or was never theirs.
 */
export async function endPersonSession(ctx: RequestContext, which: { personId: string; id: string }): Promise<void> {
  const ended = await transact(ctx.db, async (tx) => await closeSessions(tx, ctx, which, "ended_by_administrator"));
  if (ended === 0) throw new SessionError("NOT_FOUND");
}
