import { DomainError, type ErrorKind } from "@purser/kernel/domain-error";

/** Why an event, or a change of a run by hand, is refused. */
export type JobErrorCode =
  | "JOB_TERMINAL_FROZEN"
  | "JOB_EXISTS"
  | "JOB_IS_ACCOUNTED"
  | "JOB_STATE_NOT_FINAL"
  | "JOB_TIME_INVALID"
  | "JOB_NODE_LIST_INVALID"
  | "EVENTS_BUSY"
  | "LIVE_STREAMS_OWN"
  | "LIVE_STREAMS_BUSY";

const CONFLICTS: ReadonlySet<JobErrorCode> = new Set(["JOB_TERMINAL_FROZEN", "JOB_EXISTS", "JOB_IS_ACCOUNTED"]);

/** What the state of a run, or of the program, does not allow. */
export class JobError extends DomainError<JobErrorCode> {
  override readonly name = "JobError";
  readonly kind: ErrorKind = kindOf(this.code);
}

function kindOf(code: JobErrorCode): ErrorKind {
  if (CONFLICTS.has(code)) return "conflict";
  if (code === "LIVE_STREAMS_OWN") return "throttled";
  return code === "EVENTS_BUSY" || code === "LIVE_STREAMS_BUSY" ? "unavailable" : "invalid";
}
