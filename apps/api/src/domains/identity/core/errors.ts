import { DomainError } from "@purser/kernel/domain-error";

/** The caller could not prove who they are. Which part was wrong is told to nobody. */
export class SignInError extends DomainError<"INVALID_CREDENTIALS" | "SESSION_ENDED" | "UNAUTHENTICATED"> {
  override readonly name = "SignInError";
  readonly kind = "unauthenticated";
}

/** Too many failures on this pair of user name and address: for a while nothing is checked, be it right or wrong. */
export class LoginLockedError extends DomainError<"LOGIN_LOCKED"> {
  override readonly name = "LoginLockedError";
  readonly kind = "throttled";
}

/** Others are being checked for the same user name and address, and it takes long. */
export class SignInRaceError extends DomainError<"TRY_AGAIN"> {
  override readonly name = "SignInRaceError";
  readonly kind = "unavailable";
}

/** There is no such lock, or it is over. */
export class LockError extends DomainError<"NOT_FOUND"> {
  override readonly name = "LockError";
  readonly kind = "not-found";
}

/** There is no such session of the caller's, or it is over. */
export class SessionError extends DomainError<"NOT_FOUND"> {
  override readonly name = "SessionError";
  readonly kind = "not-found";
}

/** A call that relies on the cookie came from a page of another origin. */
export class OriginError extends DomainError<"FORBIDDEN"> {
  override readonly name = "OriginError";
  readonly kind = "forbidden";
}

/** The same refresh token was traded in a moment ago: the new one is in the browser's cookie by the next try. */
export class RefreshRaceError extends DomainError<"TRY_AGAIN"> {
  override readonly name = "RefreshRaceError";
  readonly kind = "unavailable";
}

/** An API token came from an address that its owner has not allowed. */
export class TokenAddressError extends DomainError<"ADDRESS_NOT_ALLOWED"> {
  override readonly name = "TokenAddressError";
  readonly kind = "forbidden";
}

/** What was asked for in an API token does not fit together. */
export class ApiTokenError extends DomainError<
  "TOKEN_SCOPE_TOO_WIDE" | "TOKEN_ADDRESS_INVALID" | "TOKEN_SLURM_USERS_MISPLACED"
> {
  override readonly name = "ApiTokenError";
  readonly kind = "invalid";
}

/** The API tokens that there are leave no room for another. */
export class ApiTokenConflictError extends DomainError<"TOKEN_NAME_TAKEN" | "TOKEN_LIMIT_REACHED"> {
  override readonly name = "ApiTokenConflictError";
  readonly kind = "conflict";
}

/** There is no such API token, or it is somebody else's: nobody can tell which. */
export class ApiTokenNotFoundError extends DomainError<"NOT_FOUND"> {
  override readonly name = "ApiTokenNotFoundError";
  readonly kind = "not-found";
}
