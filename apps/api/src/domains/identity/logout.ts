import { transact } from "../../platform/db.ts";
import { recordEvent } from "../audit/record-event.ts";
import { findPerson, lockRefreshToken, revokeFamily } from "./identity.queries.ts";
import { hashRefreshToken } from "./issue-tokens.ts";
import { ANONYMOUS, type AnonymousContext } from "./login.ts";

/**
 * Ends the session of a refresh token, whichever of its tokens it is. Without one, or where the session is over
 * already, there is nothing to do: whoever signs out is signed out.
 */
export async function logout(ctx: AnonymousContext, refreshToken: string | undefined): Promise<void> {
  if (refreshToken === undefined) return;
  await transact(ctx.db, async (tx) => {
    const token = await lockRefreshToken(tx, hashRefreshToken(refreshToken));
    if (token === undefined || !(await revokeFamily(tx, token.familyId, ctx.now()))) return;
    const actor = (await findPerson(tx, token.personId)) ?? ANONYMOUS;
    const event = { action: "session.closed", subject: token.personId, detail: { session: token.familyId } };
    await recordEvent(tx, { ...ctx, actor }, event);
  });
}
