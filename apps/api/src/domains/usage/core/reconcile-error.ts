import { DomainError, type ErrorKind } from "@purser/kernel/domain-error";

export type ReconcileErrorCode =
  | "RECONCILE_PERIOD_INVALID"
  | "RECONCILE_REPORT_UNREADABLE"
  | "RECONCILE_REPORT_CUT"
  | "RECONCILE_UNIT_UNKNOWN"
  | "RECONCILE_OTHER_PERIOD"
  | "RECONCILE_OTHER_CLUSTER"
  | "RECONCILE_NO_SREPORT"
  | "RECONCILE_SOURCE_FAILED"
  | "RECONCILE_TOO_MANY_RUNS"
  | "CLUSTER_UNKNOWN";

/** A report of Slurm that cannot be compared with what is in Purser, or cannot be had. */
export class ReconcileError extends DomainError<ReconcileErrorCode> {
  override readonly name = "ReconcileError";
  readonly kind: ErrorKind = kindOf(this.code);
}

function kindOf(code: ReconcileErrorCode): ErrorKind {
  if (code === "RECONCILE_NO_SREPORT") return "conflict";
  return code === "RECONCILE_SOURCE_FAILED" ? "unavailable" : "invalid";
}
