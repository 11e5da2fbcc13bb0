/** A half-open stretch of time, in whole seconds since 1970. */
export interface TimeWindow {
  readonly from: number;
  readonly to: number;
}

/**
 * Which runs of a window an answer holds: `active`, those that waited, ran or ended in it; `unstarted`, those that ended
 * in it before they might have begun, which Slurm leaves out of the others; `whole`, those that were asked for by name, or
 * all that a file holds.
 *
 * Of a run that is `active` there are only the steps that lie in the window or reach into it, so that what it used may
 * be more than an answer says; an answer for the `whole` of it has all.
 */
export type Coverage = "active" | "unstarted" | "whole";

/** One answer of a source, as its bytes come. */
export interface SourceAnswer {
  /** What the bytes are: an answer of slurmrestd in the API version `v0.0.<apiVersion>`, text of sacct, or what a file holds. */
  readonly format:
    | { readonly kind: "slurmrestd"; readonly apiVersion: number }
    | { readonly kind: "sacct" }
    | { readonly kind: "file"; readonly name: string };
  readonly coverage: Coverage;
  readonly window: TimeWindow;
  /** Throws a `SourceError` where the answer breaks off: what came before it is then not to be kept. */
  readonly bytes: AsyncIterable<Buffer>;
}

/** What a source says of itself when its connection is tried. */
export interface SourceCheck {
  /** As Slurm writes it: `24.11.5`; null where it does not say. */
  readonly slurmVersion: string | null;
  /** `v0.0.42`; null for the program sacct. */
  readonly apiVersion: string | null;
  /** The clusters that the source holds accounts of, by name; empty where it does not say. */
  readonly clusters: readonly string[];
  /** Columns that this version of sacct does not have, so that runs are without what they say. */
  readonly missingColumns: readonly string[];
  /** Whether the token crosses a network without TLS. */
  readonly tokenInClear: boolean;
}

/** Takes one answer over, all of it or, where its bytes throw, nothing. */
export type TakeAnswer = (answer: SourceAnswer) => Promise<void>;

export type SourceKind = "slurmrestd" | "sacct" | "file";

/** Where the accounting of a cluster is asked for. Filled by `integrations/slurm`. */
export interface AccountingSource {
  readonly kind: SourceKind;

  /** @throws {SourceError} saying why nothing can be read from it. */
  check(signal: AbortSignal): Promise<SourceCheck>;

  /**
   * Reads all runs of a window, in as many answers as it takes. A window whose answer is too big or too slow is asked
   * for again in halves, and one that broke off is asked for again, so that `take` may see a window, or a run, more than
   * once. What `take` itself throws comes through, and nothing more is asked.
   *
   * @throws {SourceError} where a part of the window cannot be had; the window must then not be taken for read.
   */
  read(window: TimeWindow, take: TakeAnswer, signal: AbortSignal): Promise<void>;

  /**
   * Reads runs again with all their steps: those that began before the window they ended in. `jobIds` are Slurm's raw
   * numbers, and `window` reaches from the first start among the runs to the last end. Otherwise as `read`.
   */
  readWhole(jobIds: readonly number[], window: TimeWindow, take: TakeAnswer, signal: AbortSignal): Promise<void>;

  /**
   * What `sreport cluster AccountUtilizationByUser` says of a window, in seconds, with its title in UTC. Only of sources
   * that can ask Slurm's own reports.
   *
   * @throws {SourceError} where the report cannot be had.
   */
  readonly reportUsage?: (window: TimeWindow, signal: AbortSignal) => Promise<string>;
}
