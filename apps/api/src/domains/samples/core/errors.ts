import { DomainError } from "@purser/kernel/domain-error";

/** Why one sample is not stored. */
export type SampleFault =
  | "SAMPLE_INVALID"
  | "SAMPLE_RUN_UNKNOWN"
  | "SAMPLE_AFTER_END"
  | "SAMPLE_BEFORE_SUBMIT"
  | "SAMPLE_IN_FUTURE"
  | "SAMPLE_TOO_OLD";

/** A single sample that is not stored, where it is the whole call. */
export class SampleRefused extends DomainError<SampleFault> {
  override readonly name = "SampleRefused";
  readonly kind = "invalid";
}

/** A sample of a run that had ended: the run stays as it is. */
export class SampleAfterEnd extends DomainError<"SAMPLE_AFTER_END"> {
  override readonly name = "SampleAfterEnd";
  readonly kind = "conflict";
}

/** More samples wait to be written than are taken on. */
export class SamplesBusy extends DomainError<"SAMPLES_BUSY"> {
  override readonly name = "SamplesBusy";
  readonly kind = "unavailable";
}
