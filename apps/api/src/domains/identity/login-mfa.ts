import { type Tx, transact } from "../../platform/db.ts";
import { recordEvent } from "../audit/record-event.ts";
import { ANONYMOUS, type AnonymousContext } from "./anonymous-context.ts";
import { MfaChallengeError } from "./core/credential-errors.ts";
import type { AttemptOutcome } from "./core/throttle.ts";
import { findPerson, type Person } from "./identity.queries.ts";
import type { Session } from "./issue-tokens.ts";
import {
  findChallengedName,
  lockChallenge,
  markChallengeUsed,
  saveChallengeFailures,
} from "./mfa-challenge.queries.ts";
import { openSession } from "./open-session.ts";
import { refuseCode } from "./refuse-code.ts";
import { hashSecretToken } from "./secret-token.ts";
import { type CodeCheck, spendCode } from "./spend-code.ts";
import { underThrottle } from "./throttle.ts";

/** After so many wrong codes the password is asked for again. */
const MOST_FAILURES = 5;

type Answer = { readonly personId: string } & ({ readonly session: Session } | { readonly refused: CodeCheck });

/**
 * Takes the second step of a sign-in: a challenge, and a code of the app or of the list. Of several calls with one
 * challenge, or with one code, one begins a session.
 *
 * @throws {MfaChallengeError} `MFA_CHALLENGE_ENDED`.
 * @throws {MfaCodeError} `MFA_CODE_WRONG`.
 * @throws {LoginLockedError} `LOGIN_LOCKED` after too many wrong codes from one address.
 * @throws {MfaLockedError} `MFA_LOCKED` after too many from anywhere.
 */
export async function loginMfa(
  ctx: AnonymousContext,
  { challenge, code }: { challenge: string; code: string },
): Promise<Session> {
  const tokenHash = hashSecretToken(challenge);
  const username = await findChallengedName(ctx.db, tokenHash);
  if (username === undefined) throw new MfaChallengeError("MFA_CHALLENGE_ENDED");
  const answer = await underThrottle(ctx, { purpose: "second_factor", username }, async () => {
    // Wrong codes are counted and committed, so refusals are thrown only after the transaction.
    const taken = await transact(ctx.db, async (tx) => await takeCode(tx, ctx, { tokenHash, code }));
    return { outcome: outcomeOf(taken), personId: taken.personId, answer: taken };
  });
  if ("session" in answer) return answer.session;
  refuseCode(answer.refused, ctx.now());
  throw new MfaChallengeError("MFA_CHALLENGE_ENDED");
}

/** A code that was not looked at is not counted as wrong. */
function outcomeOf(answer: Answer): AttemptOutcome {
  if ("session" in answer) return "proven";
  return answer.refused.state === "wrong" ? "failed" : "undecided";
}

async function takeCode(
  tx: Tx,
  ctx: AnonymousContext,
  { tokenHash, code }: { tokenHash: Buffer; code: string },
): Promise<Answer> {
  const now = ctx.now();
  const challenge = await lockChallenge(tx, tokenHash);
  if (
    challenge === undefined ||
    challenge.usedAt !== null ||
    challenge.expiresAt <= now ||
    challenge.failures >= MOST_FAILURES
  )
    throw new MfaChallengeError("MFA_CHALLENGE_ENDED");
  const person = await findPerson(tx, challenge.personId);
  if (person === undefined || person.disabled) throw new MfaChallengeError("MFA_CHALLENGE_ENDED");
  const check = await spendCode(tx, ctx, person.id, code);
  if (check.state !== "app" && check.state !== "recovery") {
    await saveChallengeFailures(tx, tokenHash, challenge.failures + 1);
    await recordRefusal(tx, ctx, person, check);
    return { personId: person.id, refused: check };
  }
  await markChallengeUsed(tx, tokenHash, now);
  if (check.state === "recovery") await recordRecovery(tx, ctx, person);
  return { personId: person.id, session: await openSession(tx, ctx, person.id) };
}

async function recordRecovery(tx: Tx, ctx: AnonymousContext, person: Person): Promise<void> {
  const event = {
    action: "mfa.recovery_code_used",
    subject: person.id,
    subjectType: "person",
    detail: { username: person.username },
  };
  await recordEvent(tx, { ...ctx, actor: person }, event);
}

async function recordRefusal(tx: Tx, ctx: AnonymousContext, person: Person, { state }: CodeCheck): Promise<void> {
  const locked = state === "locked";
  const detail = { reason: locked ? "codes_locked" : "code_wrong", username: person.username };
  await recordEvent(
    tx,
    { ...ctx, actor: ANONYMOUS },
    { action: "session.refused", subjectType: "person", subject: person.id, status: locked ? 429 : 422, detail },
  );
}
