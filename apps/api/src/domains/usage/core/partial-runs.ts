import type { Run } from "../../jobs/core/run.ts";
import type { TimeWindow } from "./accounting-source.ts";

type RunTimes = Pick<Run, "jobId" | "startedAt" | "endedAt">;

/**
 * Of a run that reaches over the edge of a window, an answer has only the steps inside. This gathers such runs, to be
 * asked for by number when the stretch of time that the windows lie in has been read.
 */
export class PartialRuns {
  readonly #stretch: TimeWindow;
  readonly #isLast: boolean;
  readonly #jobIds = new Set<number>();
  #from = Number.POSITIVE_INFINITY;
  #to: number;

  /** @param isLast whether no later stretch will find what ends after this one */
  constructor(stretch: TimeWindow, isLast: boolean) {
    this.#stretch = stretch;
    this.#isLast = isLast;
    this.#to = stretch.to;
  }

  /** Whether an answer for a window has this run only in part. Times are in seconds since 1970. */
  note({ jobId, startedAt, endedAt }: RunTimes, window: TimeWindow): boolean {
    if (startedAt === null) return false;
    if (startedAt >= window.from && (endedAt === null || endedAt <= window.to)) return false;
    const endsLater = endedAt === null || endedAt > this.#stretch.to;
    if (endsLater && !this.#isLast) return true;
    this.#jobIds.add(jobId);
    this.#from = Math.min(this.#from, startedAt);
    this.#to = Math.max(this.#to, (endedAt ?? 0) + 1);
    return true;
  }

  /** The runs that are to be read as a whole, and the window that reaches over all of them; null: there is none. */
  toRead(): { readonly jobIds: readonly number[]; readonly window: TimeWindow } | null {
    if (this.#jobIds.size === 0) return null;
    return { jobIds: [...this.#jobIds], window: { from: this.#from, to: this.#to } };
  }
}
