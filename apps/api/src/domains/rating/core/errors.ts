import { DomainError } from "@purser/kernel/domain-error";

/** A decision about a billed run that cannot be taken as things stand. */
export class BilledChangeError extends DomainError<
  "BILLED_CHANGE_SETTLED" | "BILLED_CHANGE_OUTDATED" | "BILLED_CHANGE_NO_DIFFERENCE"
> {
  override readonly name = "BilledChangeError";
  readonly kind = "conflict";
}

/** No billed run with this id has changed. */
export class BilledChangeNotFoundError extends DomainError<"NOT_FOUND"> {
  override readonly name = "BilledChangeNotFoundError";
  readonly kind = "not-found";
}
