import type { Run } from "../../jobs/core/run.ts";
import type { ParsedBatch } from "./run-collector.ts";

/** What a source looks like: the text of `sacct`, or the JSON of `sacct --json` and slurmrestd. */
export type SourceFormat = "text" | "json";

/** What should be looked at, though everything could be read. */
export type SourceWarning = "VERSION_UNKNOWN";

/**
 * Makes runs of bytes that come in pieces of any size: what comes out does not depend on how they were cut.
 *
 * Every call may throw an `IngestError`: then nothing of the source may be kept.
 */
export interface AccountingReader {
  push(chunk: Buffer): ParsedBatch;
  /** What is left when the last piece has been pushed. */
  end(): ParsedBatch;
  /** The fields of a run that the source can supply; none as long as that cannot be told. */
  readonly presentFields: ReadonlySet<keyof Run>;
  /** The zones in which times have been read so far, in the order of their names. */
  readonly timeZones: readonly string[];
  readonly format: SourceFormat;
  /** `v0.0.42`, for JSON that says its version. */
  readonly apiVersion: string | null;
  readonly warnings: readonly SourceWarning[];
  /** What rejects of the source are read again with: the first line of a text. Null before it has been read, and of JSON. */
  readonly headerText: string | null;
}
