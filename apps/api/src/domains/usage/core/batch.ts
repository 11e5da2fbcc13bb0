import type { SourceFormat, SourceWarning } from "./accounting-reader.ts";

/** What one ingest read and what it changed, in the words of the contract and the database alike. */
export interface Batch {
  readonly id: string;
  readonly source: "file" | "upload" | "demo" | "retry" | "push" | "slurmrestd" | "sacct";
  /** The file's name, never its path. */
  readonly source_name: string;
  /** The cluster that was named for a text without a Cluster column. */
  readonly cluster: string | null;
  readonly format: SourceFormat;
  /** `v0.0.42`, of JSON that said so. */
  readonly api_version: string | null;
  readonly warnings: readonly SourceWarning[];
  readonly time_zone: string;
  /** Of the text, after decompression. */
  readonly bytes_read: number;
  readonly lines_read: number;
  readonly runs_new: number;
  readonly runs_changed: number;
  readonly runs_unchanged: number;
  readonly steps_merged: number;
  readonly rejected: number;
  readonly started_at: string;
  readonly finished_at: string;
  readonly ingested_by: string;
  /** The batch whose rejects this one has read again. */
  readonly retry_of: string | null;
  /** Whether what reading its rejects again takes was kept. */
  readonly can_retry: boolean;
  /** The pull that fetched it; null: it was brought. */
  readonly pull_id: string | null;
}
