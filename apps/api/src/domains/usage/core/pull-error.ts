import { DomainError, type ErrorKind } from "@purser/kernel/domain-error";

export type PullErrorCode = "NOT_FOUND" | "PULL_RANGE_INVALID" | "PULL_OPEN" | "PULL_STATE" | "CLUSTER_RETIRED";

const KINDS: Readonly<Record<PullErrorCode, ErrorKind>> = {
  NOT_FOUND: "not-found",
  PULL_RANGE_INVALID: "invalid",
  PULL_OPEN: "conflict",
  PULL_STATE: "conflict",
  CLUSTER_RETIRED: "conflict",
};

/** A pull that cannot be asked for, or not be stopped or gone on with. */
export class PullError extends DomainError<PullErrorCode> {
  override readonly name = "PullError";
  readonly kind: ErrorKind = KINDS[this.code];
}
