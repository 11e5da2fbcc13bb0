import { MfaCodeError, MfaLockedError, MfaStateError } from "./core/credential-errors.ts";
import type { CodeCheck } from "./spend-code.ts";

/**
 * Turns a code that was not taken into its refusal; call it after the transaction that counted it is committed.
 *
 * @throws {MfaCodeError} `MFA_CODE_WRONG`.
 * @throws {MfaStateError} `MFA_NOT_SET_UP`.
 * @throws {MfaLockedError} `MFA_LOCKED`.
 */
export function refuseCode(check: CodeCheck, now: Date): void {
  switch (check.state) {
    case "app":
    case "recovery":
      return;
    case "wrong":
      throw new MfaCodeError("MFA_CODE_WRONG");
    case "not_set_up":
      throw new MfaStateError("MFA_NOT_SET_UP");
    case "locked":
      throw new MfaLockedError("MFA_LOCKED", { seconds: secondsUntil(check.until, now) });
  }
}

function secondsUntil(until: Date, now: Date): number {
  return Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 1000));
}
