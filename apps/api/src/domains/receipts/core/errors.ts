import { DomainError } from "@purser/kernel/domain-error";

/** What a receipt's state, or the state of its month, does not allow. */
export class ReceiptError extends DomainError<
  | "RECEIPT_MONTH_NOT_OVER"
  | "RECEIPT_NOTHING_TO_BILL"
  | "RECEIPT_ALREADY_ISSUED"
  | "RECEIPT_MIXED_CURRENCIES"
  | "RECEIPT_ALREADY_PAID"
  | "RECEIPT_VOID"
> {
  override readonly name = "ReceiptError";
  readonly kind = "conflict";
}

/** A day of payment that cannot be right. */
export class PaymentDayError extends DomainError<"RECEIPT_PAYMENT_IN_FUTURE" | "RECEIPT_PAYMENT_BEFORE_ISSUE"> {
  override readonly name = "PaymentDayError";
  readonly kind = "invalid";
}

/** A receipt or an account that is not there, or that is somebody else's: nobody can tell which. */
export class ReceiptNotFoundError extends DomainError<"NOT_FOUND"> {
  override readonly name = "ReceiptNotFoundError";
  readonly kind = "not-found";
}
