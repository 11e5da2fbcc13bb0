import { DomainError } from "@purser/kernel/domain-error";

/** Someone tries to hand on, or to take away, more than they hold. */
export class GrantExceedsOwnError extends DomainError<"GRANT_EXCEEDS_OWN"> {
  override readonly name = "GrantExceedsOwnError";
  readonly kind = "forbidden";
}

/** What is said of a grant or a person does not fit together. */
export class GrantInvalidError extends DomainError<"GRANT_SCOPE_MISMATCH" | "GRANT_UNTIL_PAST" | "PERSON_UNKNOWN"> {
  override readonly name = "GrantInvalidError";
  readonly kind = "invalid";
}

/** The state of a person or of a grant does not allow it. */
export class PeopleConflictError extends DomainError<
  | "GRANT_EXISTS"
  | "GRANT_ENDED"
  | "GRANT_FROM_DIRECTORY"
  | "GRANT_TOO_MANY"
  | "LAST_CENTER_ADMIN"
  | "OWN_CENTER_ADMIN"
  | "PERSON_DISABLED"
  | "PERSON_SELF_DISABLE"
  | "USERNAME_TAKEN"
> {
  override readonly name = "PeopleConflictError";
  readonly kind = "conflict";
}

/** There is no such person or grant, or none that the caller may see. */
export class PeopleNotFoundError extends DomainError<"NOT_FOUND"> {
  override readonly name = "PeopleNotFoundError";
  readonly kind = "not-found";
}
