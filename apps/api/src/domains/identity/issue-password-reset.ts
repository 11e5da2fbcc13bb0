import { v7 as uuidv7 } from "uuid";
import type { RequestContext } from "../../platform/context.ts";
import { transact } from "../../platform/db.ts";
import { notFound } from "../../platform/http-errors.ts";
import { recordEvent } from "../audit/record-event.ts";
import { PasswordElsewhereError } from "./core/credential-errors.ts";
import { insertResetLink, lockPasswordHolder, withdrawResetLinks } from "./passwords.queries.ts";
import { hashSecretToken, newSecretToken } from "./secret-token.ts";

/** How long a link is good for. */
const RESET_LINK_MS = 24 * 3_600_000;

export interface ResetLink {
  /** Shown this once. It belongs behind the `#` of an address, which browsers do not send. */
  readonly token: string;
  readonly expiresAt: Date;
}

/**
 * Makes a link with which a person sets a new password, for 24 hours and once; an earlier one is withdrawn.
 *
 * @throws {HttpError} `NOT_FOUND`.
 * @throws {PasswordElsewhereError} `PASSWORD_NOT_LOCAL` for somebody whose password is kept in the directory.
 */
export async function issuePasswordReset(ctx: RequestContext, personId: string): Promise<ResetLink> {
  const token = newSecretToken();
  const issuedAt = ctx.now();
  const expiresAt = new Date(issuedAt.getTime() + RESET_LINK_MS);
  await transact(ctx.db, async (tx) => {
    const person = await lockPasswordHolder(tx, personId);
    if (person === undefined) throw notFound();
    if (person.source !== "local") throw new PasswordElsewhereError("PASSWORD_NOT_LOCAL");
    await withdrawResetLinks(tx, personId, issuedAt);
    const id = uuidv7();
    const link = { id, personId, tokenHash: hashSecretToken(token), issuedAt, issuedBy: ctx.actor.username, expiresAt };
    await insertResetLink(tx, link);
    const detail = { username: person.username, expires_at: expiresAt.toISOString() };
    await recordEvent(tx, ctx, {
      action: "password.reset_link_issued",
      subject: personId,
      subjectType: "person",
      detail,
    });
  });
  return { token, expiresAt };
}
