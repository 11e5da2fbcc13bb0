import type { Span } from "./coverage.ts";
import { IngestError } from "./errors.ts";

/**
 * The time that Slurm was asked for, where the caller says it.
 *
 * @throws {IngestError} `INGEST_WINDOW_INVALID` if it has one side only, or ends before it begins.
 */
export function askedWindow(from: string | undefined, until: string | undefined): { readonly window?: Span } {
  if (from === undefined && until === undefined) return {};
  if (from === undefined || until === undefined) throw new IngestError("INGEST_WINDOW_INVALID");
  const window = { from: Date.parse(from) / 1000, to: Date.parse(until) / 1000 };
  if (window.from >= window.to) throw new IngestError("INGEST_WINDOW_INVALID");
  return { window };
}
