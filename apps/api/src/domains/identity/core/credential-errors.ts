import { DomainError } from "@purser/kernel/domain-error";

/** A new password that is too easy to guess, or a current one that is not the person's. */
export class PasswordError extends DomainError<
  "PASSWORD_TOO_SHORT" | "PASSWORD_TOO_COMMON" | "PASSWORD_HAS_USERNAME" | "PASSWORD_WRONG"
> {
  override readonly name = "PasswordError";
  readonly kind = "invalid";
}

/** The person's password is kept elsewhere, so that it is changed there. */
export class PasswordElsewhereError extends DomainError<"PASSWORD_NOT_LOCAL"> {
  override readonly name = "PasswordElsewhereError";
  readonly kind = "conflict";
}

/** A link that was used, has expired, was withdrawn or never was: which, is told to nobody. */
export class ResetLinkError extends DomainError<"RESET_LINK_INVALID"> {
  override readonly name = "ResetLinkError";
  readonly kind = "invalid";
}

/** A code that is wrong, was taken before or is too old: which, is told to nobody. */
export class MfaCodeError extends DomainError<"MFA_CODE_WRONG"> {
  override readonly name = "MfaCodeError";
  readonly kind = "invalid";
}

/** What was asked for does not fit where the person's second step stands. */
export class MfaStateError extends DomainError<"MFA_NOT_SET_UP" | "MFA_NOT_STARTED" | "MFA_DEMANDED_BY_ROLE"> {
  override readonly name = "MfaStateError";
  readonly kind = "conflict";
}

/** The password was right; the code is still owed, and `details` hold what lets the caller send it. */
export class MfaRequiredError extends DomainError<"MFA_REQUIRED"> {
  override readonly name = "MfaRequiredError";
  readonly kind = "unauthenticated";
}

/** A challenge that was used, has expired or met too many wrong codes: the password is asked for again. */
export class MfaChallengeError extends DomainError<"MFA_CHALLENGE_ENDED"> {
  override readonly name = "MfaChallengeError";
  readonly kind = "unauthenticated";
}

/** Too many wrong codes; for a while none is looked at. */
export class MfaLockedError extends DomainError<"MFA_LOCKED"> {
  override readonly name = "MfaLockedError";
  readonly kind = "throttled";
}
