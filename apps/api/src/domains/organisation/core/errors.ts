import { DomainError } from "@purser/kernel/domain-error";

/** A billing account that does not exist, or that the caller may not know of. */
export class BillingAccountNotFound extends DomainError<"NOT_FOUND"> {
  override readonly name = "BillingAccountNotFound";
  readonly kind = "not-found";
}

/** A change of a billing account that is not allowed. */
export class BillingAccountError extends DomainError<"TIER_UNKNOWN"> {
  override readonly name = "BillingAccountError";
  readonly kind = "invalid";
}

/** A billing account that cannot be opened under this code. */
export class AccountCodeError extends DomainError<"ACCOUNT_CODE_UNREADABLE"> {
  override readonly name = "AccountCodeError";
  readonly kind = "invalid";
}

/** Another billing account has the code. */
export class AccountCodeTaken extends DomainError<"ACCOUNT_CODE_TAKEN"> {
  override readonly name = "AccountCodeTaken";
  readonly kind = "conflict";
}

/** Terms of a binding that name what is not there, or no time at all. */
export class BindingTermsError extends DomainError<
  "CLUSTER_UNKNOWN" | "BINDING_ACCOUNT_UNKNOWN" | "BINDING_UNKNOWN" | "BINDING_PERIOD_EMPTY"
> {
  override readonly name = "BindingTermsError";
  readonly kind = "invalid";
}

/** A change of bindings that the state of things does not allow. */
export class BindingConflict extends DomainError<
  "BINDING_OVERLAPS" | "BINDING_WITHDRAWN" | "BINDING_PREVIEW_OUTDATED" | "BINDING_TOO_MANY_RUNS"
> {
  override readonly name = "BindingConflict";
  readonly kind = "conflict";
}

/** A binding that does not exist. */
export class BindingNotFound extends DomainError<"NOT_FOUND"> {
  override readonly name = "BindingNotFound";
  readonly kind = "not-found";
}
