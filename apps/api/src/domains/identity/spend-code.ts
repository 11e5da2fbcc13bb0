import type { Config } from "../../config.ts";
import type { Tx } from "../../platform/db.ts";
import { openSecret, sealSecret } from "../../platform/sealed-secret.ts";
import { codesLockedUntil, withCodeFailure } from "./core/code-failures.ts";
import { hashRecoveryCode, readRecoveryCode } from "./core/recovery-code.ts";
import { claimRecoveryCode, lockTotp, resealTotp, saveCodeFailures, saveTotpStep, type Totp } from "./mfa.queries.ts";
import { matchTotp } from "./totp.ts";

/** What became of a code: taken, from the app or from the list; wrong; not looked at; or there is nothing to compare it with. */
export type CodeCheck =
  | { readonly state: "app" | "recovery" | "wrong" | "not_set_up" }
  | { readonly state: "locked"; readonly until: Date };

interface CodeContext {
  readonly config: Pick<Config, "secretsKeys">;
  readonly now: () => Date;
}

/** Whose the secret of an authenticator app is, for `sealSecret`. */
export function totpOwner(personId: string): string {
  return `totp:${personId}`;
}

/**
 * Takes a person's code, of their authenticator app or of their list, once. A wrong one is counted, so the caller
 * commits the transaction whatever the answer is, and refuses afterwards.
 */
export async function spendCode(tx: Tx, ctx: CodeContext, personId: string, typed: string): Promise<CodeCheck> {
  const totp = await lockTotp(tx, personId);
  if (totp === undefined) return { state: "not_set_up" };
  const until = codesLockedUntil(totp, ctx.now());
  if (until !== null) return { state: "locked", until };
  if (await spendAppCode(tx, ctx, { personId, totp, code: typed.replaceAll(/\s/g, "") })) return { state: "app" };
  const recovery = readRecoveryCode(typed);
  if (recovery !== null && (await claimRecoveryCode(tx, personId, hashRecoveryCode(recovery), ctx.now()))) {
    await saveTotpStep(tx, personId, totp.lastStep);
    return { state: "recovery" };
  }
  await saveCodeFailures(tx, personId, withCodeFailure(totp, ctx.now()));
  return { state: "wrong" };
}

async function spendAppCode(
  tx: Tx,
  { config, now }: CodeContext,
  { personId, totp, code }: { personId: string; totp: Totp; code: string },
): Promise<boolean> {
  const secret = openSecret(totp, config.secretsKeys, totpOwner(personId));
  const step = matchTotp(code, { secret, now: now(), lastStep: totp.lastStep });
  if (step === null) return false;
  await saveTotpStep(tx, personId, step);
  // The older key of a keyring is let go of as people sign in.
  if (totp.keyId !== config.secretsKeys[0].id)
    await resealTotp(tx, personId, sealSecret(secret, config.secretsKeys, totpOwner(personId)));
  return true;
}
