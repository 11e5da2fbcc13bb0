/** All that can go wrong between Purser and a source of accounting. */
export type SourceErrorCode =
  | "SOURCE_ADDRESS_REFUSED"
  | "SOURCE_UNREACHABLE"
  | "SOURCE_CERTIFICATE"
  | "SOURCE_TOKEN_UNAVAILABLE"
  | "SOURCE_TOKEN_REFUSED"
  | "SOURCE_ACCESS_DENIED"
  | "SOURCE_REDIRECTED"
  | "SOURCE_VERSION_UNKNOWN"
  | "SOURCE_CLUSTER_UNKNOWN"
  | "SOURCE_TIMED_OUT"
  | "SOURCE_CONNECTION_LOST"
  | "SOURCE_ANSWER_TOO_LARGE"
  | "SOURCE_ANSWER_UNREADABLE"
  | "SOURCE_REQUEST_REFUSED"
  | "SOURCE_SERVER_ERROR"
  | "SOURCE_PROGRAM_MISSING"
  | "SOURCE_PROGRAM_FAILED"
  | "SOURCE_COLUMN_MISSING"
  | "SOURCE_FILE_UNREADABLE"
  | "SOURCE_CONFIGURATION_INVALID";

/** What is known of a failure, for the log and the page. None is a secret. */
export interface SourceErrorFacts {
  /** The HTTP status. */
  readonly status?: number;
  /** The number Slurm gives the error. */
  readonly slurmError?: number;
  readonly exitCode?: number;
  /** What the network, TLS or the system calls it: `ECONNREFUSED`. */
  readonly reason?: string;
  /** The beginning of what the source said, in one line and without the token. */
  readonly text?: string;
}

/** A source of accounting gave no answer that can be relied on. Says nothing about runs. */
export class SourceError extends Error {
  override readonly name = "SourceError";
  readonly code: SourceErrorCode;
  readonly facts: SourceErrorFacts;

  /** There is no cause: what lies below may hold the token, or the arguments of the program that prints it. */
  constructor(code: SourceErrorCode, facts: SourceErrorFacts = {}) {
    super(code);
    this.code = code;
    this.facts = facts;
  }
}
