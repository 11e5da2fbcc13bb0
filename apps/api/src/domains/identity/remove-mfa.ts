import type { RequestContext } from "../../platform/context.ts";
import { transact } from "../../platform/db.ts";
import { notFound } from "../../platform/http-errors.ts";
import { recordEvent } from "../audit/record-event.ts";
import { MfaStateError } from "./core/credential-errors.ts";
import { findPerson } from "./identity.queries.ts";
import { deleteTotp } from "./mfa.queries.ts";
import { endSessions } from "./sessions.queries.ts";

/**
 * Takes the second step away from somebody who has lost their device. Their sessions end, since the device may be in
 * other hands.
 *
 * @throws {HttpError} `NOT_FOUND`.
 * @throws {MfaStateError} `MFA_NOT_SET_UP`.
 */
export async function removeMfa(ctx: RequestContext, personId: string): Promise<void> {
  await transact(ctx.db, async (tx) => {
    const person = await findPerson(tx, personId);
    if (person === undefined) throw notFound();
    if (!(await deleteTotp(tx, personId))) throw new MfaStateError("MFA_NOT_SET_UP");
    const ended = await endSessions(tx, { personId }, "ended_by_administrator", ctx.now());
    const detail = { username: person.username, ended_sessions: ended.length };
    await recordEvent(tx, ctx, { action: "mfa.removed", subject: personId, subjectType: "person", detail });
  });
}
