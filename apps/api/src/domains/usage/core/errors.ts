import { DomainError, type ErrorKind } from "@purser/kernel/domain-error";

/** Why a whole file is refused. Nothing of such a file is taken over. */
export type IngestErrorCode =
  | "INGEST_EMPTY"
  | "INGEST_BINARY"
  | "INGEST_HEADER_MISSING"
  | "INGEST_DELIMITER_UNKNOWN"
  | "INGEST_COLUMN_MISSING"
  | "INGEST_COLUMN_DUPLICATE"
  | "INGEST_TRUNCATED"
  | "INGEST_CLUSTER_MISSING"
  | "INGEST_TIME_ZONE_UNKNOWN"
  | "INGEST_TOO_LARGE"
  | "INGEST_WINDOW_INVALID"
  | "INGEST_COMPRESSION_BROKEN"
  | "INGEST_JSON_INVALID"
  | "INGEST_JSON_NO_JOBS"
  | "INGEST_SLURM_ERROR"
  | "TRY_AGAIN";

/** What is no text, or not all of it; every other refusal is about what the text says. */
const MALFORMED: ReadonlySet<IngestErrorCode> = new Set([
  "INGEST_BINARY",
  "INGEST_TRUNCATED",
  "INGEST_COMPRESSION_BROKEN",
  "INGEST_JSON_INVALID",
]);

/** A file that cannot be read as accounting at all, so that the batch is refused as a whole. */
export class IngestError extends DomainError<IngestErrorCode> {
  override readonly name = "IngestError";
  readonly kind: ErrorKind = kindOf(this.code);
}

/** Rejects of a batch that cannot be read again, or none that are left to be. */
export class RejectError extends DomainError<"REJECTS_NOT_RETRYABLE" | "REJECTS_NONE_OPEN"> {
  override readonly name = "RejectError";
  readonly kind = "conflict";
}

/** Coverage that is not to be read: of a period that is too long or over before it begins, or of a cluster that is none. */
export class CoverageError extends DomainError<"COVERAGE_PERIOD_INVALID" | "CLUSTER_UNKNOWN"> {
  override readonly name = "CoverageError";
  readonly kind = "invalid";
}

function kindOf(code: IngestErrorCode): ErrorKind {
  if (code === "INGEST_TOO_LARGE") return "too-large";
  if (code === "TRY_AGAIN") return "unavailable";
  return MALFORMED.has(code) ? "malformed" : "invalid";
}
