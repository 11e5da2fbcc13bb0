/** Why a line is set aside instead of being taken for a run. */
export const REJECT_REASONS = [
  "RECORD_FIELD_COUNT",
  "RECORD_AMBIGUOUS",
  "RECORD_TOO_LONG",
  "JOB_ID_INVALID",
  "CLUSTER_MISSING",
  "CLUSTER_INVALID",
  "USER_MISSING",
  "STATE_MISSING",
  "SUBMIT_MISSING",
  "TIME_INVALID",
  "TIME_AMBIGUOUS",
  "TIME_IN_FUTURE",
  "END_BEFORE_START",
  "END_BEFORE_SUBMIT",
  "NUMBER_INVALID",
  "NUMBER_TOO_LARGE",
  "DURATION_INVALID",
  "TRES_INVALID",
  "TEXT_TOO_LONG",
  "VALUE_INVALID",
  "JSON_INVALID",
  "RECORD_TOO_DEEP",
  "VALUE_MISSING",
  "FIELD_UNKNOWN",
] as const;
export type RejectReason = (typeof REJECT_REASONS)[number];

/**
 * One physical line that was set aside, as it stood. Every line of a record that cannot be read is a reject of its own. Of
 * JSON it is a job or a step.
 */
export interface Reject {
  /** Counted from 1, the header being line 1. In JSON, where lines say nothing, jobs and steps are counted in their order. */
  readonly line: number;
  readonly reason: RejectReason;
  /** The sacct column at fault, or the place in the JSON record, where it is one. */
  readonly field: string | null;
  readonly raw: string;
}

/** Thrown by whatever reads one field, and caught where the record is: never leaves the reader. */
export class FieldFault extends Error {
  override readonly name = "FieldFault";
  readonly reason: RejectReason;
  readonly field: string | null;

  constructor(reason: RejectReason, field: string | null) {
    super(reason);
    this.reason = reason;
    this.field = field;
  }
}
