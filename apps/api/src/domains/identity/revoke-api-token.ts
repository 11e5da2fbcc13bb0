import type { RequestContext } from "../../platform/context.ts";
import { transact } from "../../platform/db.ts";
import { recordEvent } from "../audit/record-event.ts";
import { type ApiTokenOwner, type ApiTokenRow, lockToken, markTokenRevoked } from "./api-tokens.queries.ts";
import { ApiTokenNotFoundError } from "./core/errors.ts";

/**
 * Ends one of the owner's API tokens for good; every process refuses it within a second. One that was revoked before
 * stays as it is.
 *
 * @throws {ApiTokenNotFoundError} `NOT_FOUND`, also where it is somebody else's.
 */
export async function revokeApiToken(
  ctx: RequestContext,
  { tokenId, owner }: { readonly tokenId: string; readonly owner: ApiTokenOwner },
): Promise<ApiTokenRow> {
  return await transact(ctx.db, async (tx) => {
    const token = await lockToken(tx, owner, tokenId);
    if (token === undefined) throw new ApiTokenNotFoundError("NOT_FOUND");
    if (token.revokedAt !== null) return token;
    const revokedAt = ctx.now();
    const revokedBy = ctx.actor.username;
    await markTokenRevoked(tx, token.id, revokedAt, revokedBy);
    const whose = token.username === null ? { kind: "service" } : { kind: "person", username: token.username };
    await recordEvent(tx, ctx, {
      action: "api_token.revoked",
      subject: token.id,
      detail: { ...whose, name: token.name },
    });
    return { ...token, revokedAt, revokedBy };
  });
}
