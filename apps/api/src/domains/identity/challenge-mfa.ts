import { transact } from "../../platform/db.ts";
import { recordEvent } from "../audit/record-event.ts";
import type { AnonymousContext } from "./anonymous-context.ts";
import { MfaRequiredError } from "./core/credential-errors.ts";
import type { Person } from "./identity.queries.ts";
import { insertChallenge } from "./mfa-challenge.queries.ts";
import { hashSecretToken, newSecretToken } from "./secret-token.ts";

const CHALLENGE_SECONDS = 300;

/**
 * Asks somebody who has just proven their password for the code they owe, if they owe one. The challenge is good for
 * five minutes, for one sign-in and for nothing else; its SHA-256 alone is stored.
 *
 * @throws {MfaRequiredError} `MFA_REQUIRED`, with the challenge in its details.
 */
export async function challengeMfa(ctx: AnonymousContext, person: Person): Promise<void> {
  if (!person.mfaEnrolled) return;
  const challenge = newSecretToken();
  const issuedAt = ctx.now();
  const expiresAt = new Date(issuedAt.getTime() + CHALLENGE_SECONDS * 1000);
  await transact(ctx.db, async (tx) => {
    await insertChallenge(tx, { tokenHash: hashSecretToken(challenge), personId: person.id, issuedAt, expiresAt });
    const event = {
      action: "session.code_asked",
      subjectType: "person",
      subject: person.id,
      status: 401,
      detail: { username: person.username },
    };
    await recordEvent(tx, { ...ctx, actor: person }, event);
  });
  throw new MfaRequiredError(
    "MFA_REQUIRED",
    {},
    { details: [{ issue: "mfa_required", challenge, expires_in: CHALLENGE_SECONDS }] },
  );
}
