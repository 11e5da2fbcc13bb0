import { DomainError } from "@purser/kernel/domain-error";

/** The caller could not prove who they are. Which part was wrong is told to nobody. */
export class SignInError extends DomainError<"INVALID_CREDENTIALS" | "SESSION_ENDED" | "UNAUTHENTICATED"> {
  override readonly name = "SignInError";
  readonly kind = "unauthenticated";
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
