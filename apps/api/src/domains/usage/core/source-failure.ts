import type { SourceKind } from "./accounting-source.ts";

/** That a source gave no answer that could be read, and why; nothing of it is a secret. */
export interface SourceFailure {
  readonly source: SourceKind;
  /** Of `SourceErrorCode` or `IngestErrorCode`. */
  readonly code: string;
  readonly facts: Readonly<Record<string, string | number>>;
  /** RFC 3339, in UTC. */
  readonly at: string;
}
