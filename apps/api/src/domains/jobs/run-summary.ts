import type { AppContext } from "../../platform/context.ts";
import { transact } from "../../platform/db.ts";
import { summarizeRuns } from "./events.queries.ts";
import type { EventResult } from "./offered-event.ts";

/** After so many new runs the summary is brought up to date. */
const WORTH_SUMMARIZING = 500;

/**
 * Keeps up to date by what runs are found by their jobs, while events bring new ones: PostgreSQL does so by itself once a
 * minute, and until then each group of events would read all that have come since. Nobody waits for it.
 */
export class RunSummary implements AsyncDisposable {
  readonly #ctx: Pick<AppContext, "db" | "log">;
  #added = 0;
  #working: Promise<void> | null = null;

  constructor(ctx: Pick<AppContext, "db" | "log">) {
    this.#ctx = ctx;
  }

  /** Takes note of what became of a group of events, once it is committed. */
  note(results: readonly EventResult[]): void {
    for (const { status } of results) if (status === "created") this.#added += 1;
    if (this.#added < WORTH_SUMMARIZING || this.#working !== null) return;
    this.#added = 0;
    this.#working = this.#summarize().finally(() => {
      this.#working = null;
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#working;
  }

  async #summarize(): Promise<void> {
    try {
      await transact(this.#ctx.db, summarizeRuns);
    } catch (err) {
      // Runs are found without it as well, only slower.
      this.#ctx.log.debug({ err }, "runs could not be summarised");
    }
  }
}
