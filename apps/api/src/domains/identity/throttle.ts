import { createHmac } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Config } from "../../config.ts";
import { type Tx, transact } from "../../platform/db.ts";
import { recordEvent } from "../audit/record-event.ts";
import { addressGroup } from "./address-group.ts";
import { ANONYMOUS, type AnonymousContext } from "./anonymous-context.ts";
import { LoginLockedError, SignInRaceError } from "./core/errors.ts";
import { type AttemptOutcome, admit, isForgettable, secondsUntil, settle } from "./core/throttle.ts";
import { normaliseUserName } from "./core/user-name.ts";
import { holdThrottle, removeThrottle, saveThrottle, type ThrottlePair } from "./throttle.queries.ts";

/** What somebody tries to prove, and as whom: each purpose is counted for itself. */
export interface Attempt {
  readonly purpose: "password" | "second_factor";
  readonly username: string;
}

/** What became of the check; whose name it was, where somebody has it; and what to answer. */
export interface CheckedAttempt<T> {
  readonly outcome: AttemptOutcome;
  readonly personId: string | null;
  readonly answer: T;
}

const PATIENCE_MS = 3_000;
const PAUSE_MS = 40;

/**
 * Has a proof checked unless its pair of user name and address is locked. The fifth failure within a minute locks the
 * pair for five minutes, and then nothing is checked, right or wrong. Attempts that come together wait for one
 * another, so that of any number of guesses at most five are checked.
 *
 * @throws {LoginLockedError} `LOGIN_LOCKED`.
 * @throws {SignInRaceError} `TRY_AGAIN` where others on the same pair took too long.
 */
export async function underThrottle<T>(
  ctx: AnonymousContext,
  attempt: Attempt,
  check: () => Promise<CheckedAttempt<T>>,
): Promise<T> {
  const pair = pairOf(ctx, attempt);
  const startedAt = await beAdmitted(ctx, pair);
  let checked: CheckedAttempt<T> | undefined;
  try {
    checked = await check();
    return checked.answer;
  } finally {
    const { outcome = "undecided", personId = null } = checked ?? {};
    await transact(ctx.db, async (tx) => await settleAttempt(tx, ctx, pair, { startedAt, outcome, personId }));
  }
}

/**
 * The name under which a pair is counted. Names that nobody has may be passwords, so it is hashed with a key. The key
 * comes from the oldest of `JWT_KEYS`, so that adding a new one in front of it forgets nothing.
 */
function pairOf(
  { config, client }: { readonly config: Pick<Config, "jwtKeys"> } & Pick<AnonymousContext, "client">,
  { purpose, username }: Attempt,
): ThrottlePair {
  const address = addressGroup(client?.ip ?? "unknown");
  const oldest = config.jwtKeys.at(-1) ?? config.jwtKeys[0];
  const key = createHmac("sha256", oldest.secret).update("sign-in throttle").digest();
  const named = JSON.stringify([purpose, normaliseUserName(username), address]);
  return { hash: createHmac("sha256", key).update(named).digest(), address };
}

async function beAdmitted(ctx: AnonymousContext, pair: ThrottlePair): Promise<Date> {
  const since = performance.now();
  for (;;) {
    const startedAt = await transact(ctx.db, async (tx) => await tryAdmission(tx, ctx, pair));
    if (startedAt !== null) return startedAt;
    if (performance.now() - since > PATIENCE_MS) throw new SignInRaceError("TRY_AGAIN");
    await sleep(PAUSE_MS * (0.5 + Math.random()));
  }
}

/** When the attempt began, by the database's clock; null where it has to wait. */
async function tryAdmission(tx: Tx, ctx: AnonymousContext, pair: ThrottlePair): Promise<Date | null> {
  const held = await holdThrottle(tx, pair);
  const admission = admit(held, held.now);
  if (admission.kind === "locked") {
    const seconds = secondsUntil(admission.until, held.now);
    throw new LoginLockedError("LOGIN_LOCKED", { seconds });
  }
  if (admission.kind === "wait") return null;
  if (held.lockedUntil !== null) await recordUnlocked(tx, ctx, { ...held, address: pair.address });
  await saveThrottle(tx, pair.hash, { ...admission.state, personId: held.lockedUntil === null ? held.personId : null });
  return held.now;
}

async function settleAttempt(
  tx: Tx,
  ctx: AnonymousContext,
  pair: ThrottlePair,
  { startedAt, outcome, personId }: { startedAt: Date; outcome: AttemptOutcome; personId: string | null },
): Promise<void> {
  const held = await holdThrottle(tx, pair);
  const state = settle(held, startedAt, outcome, held.now);
  if (isForgettable(state)) return await removeThrottle(tx, pair.hash);
  await saveThrottle(tx, pair.hash, { ...state, personId: personId ?? held.personId });
  if (held.lockedUntil !== null || state.lockedUntil === null) return;
  const detail = { lock: held.id, address: pair.address, until: state.lockedUntil.toISOString() };
  const event = { action: "sign_in.locked", subject: personId ?? "unknown", detail };
  await recordEvent(tx, { ...ctx, actor: ANONYMOUS }, event);
}

interface LockThatEnded {
  readonly id: string;
  readonly personId: string | null;
  readonly address: string;
}

/** Writes down that a lock's time was over. */
export async function recordUnlocked(
  tx: Tx,
  ctx: Pick<AnonymousContext, "config" | "requestId">,
  { id, personId, address }: LockThatEnded,
): Promise<void> {
  const detail = { reason: "expired", lock: id, address };
  const event = { action: "sign_in.unlocked", subject: personId ?? "unknown", detail };
  await recordEvent(tx, { ...ctx, actor: ANONYMOUS }, event);
}
