import type { ClusterSources } from "./cluster-sources.ts";
import type { AccountingSource, SourceCheck, SourceKind } from "./core/accounting-source.ts";
import type { SourceFailure } from "./core/source-failure.ts";
import { failureOf } from "./read-stretch.ts";
import type { UsageContext } from "./run-pricer.ts";

/** What trying one source gave. */
export interface CheckedSource {
  readonly source: SourceKind;
  /** Null: it did not answer. */
  readonly check: SourceCheck | null;
  readonly milliseconds: number;
  readonly failure: SourceFailure | null;
}

const PATIENCE_MS = 30_000;

/** Tries the connection to each source of a cluster, all at the same time; reads nothing of the accounting. */
export async function checkSources(ctx: UsageContext, { sources }: ClusterSources): Promise<CheckedSource[]> {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  return await Promise.all(sources.map(async (source) => await checkSource(ctx, source, signal)));
}

async function checkSource(ctx: UsageContext, source: AccountingSource, signal: AbortSignal): Promise<CheckedSource> {
  const started = performance.now();
  const taken = () => Math.round(performance.now() - started);
  try {
    return { source: source.kind, check: await source.check(signal), milliseconds: taken(), failure: null };
  } catch (error) {
    const late = { source: source.kind, code: "SOURCE_TIMED_OUT", facts: {}, at: ctx.now().toISOString() };
    const failure = signal.aborted ? late : failureOf(source, error, ctx.now());
    if (failure === null) throw error;
    return { source: source.kind, check: null, milliseconds: taken(), failure };
  }
}
