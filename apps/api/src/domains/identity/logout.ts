import { transact } from "../../platform/db.ts";
import { ANONYMOUS, type AnonymousContext } from "./anonymous-context.ts";
import { closeSessions } from "./end-sessions.ts";
import { findPerson } from "./identity.queries.ts";
import { hashRefreshToken } from "./issue-tokens.ts";
import { lockRefreshToken } from "./sessions.queries.ts";

/**
 * Ends the session of a refresh token, whichever of its tokens it is. Without one, or where the session is over
 * already, there is nothing to do: whoever signs out is signed out.
 */
export async function logout(ctx: AnonymousContext, refreshToken: string | undefined): Promise<void> {
  if (refreshToken === undefined) return;
  await transact(ctx.db, async (tx) => {
    const token = await lockRefreshToken(tx, hashRefreshToken(refreshToken));
    if (token === undefined) return;
    const { id, personId } = token.session;
    const actor = (await findPerson(tx, personId)) ?? ANONYMOUS;
    await closeSessions(tx, { ...ctx, actor }, { personId, id }, "signed_out");
  });
}
