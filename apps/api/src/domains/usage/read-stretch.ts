import { DomainError } from "@purser/kernel/domain-error";
import type { Run } from "../jobs/core/run.ts";
import type { ClusterSources } from "./cluster-sources.ts";
import type { AccountingSource, SourceAnswer, SourceKind, TimeWindow } from "./core/accounting-source.ts";
import { PartialRuns } from "./core/partial-runs.ts";
import { SourceError } from "./core/source-error.ts";
import type { SourceFailure } from "./core/source-failure.ts";
import { ingestUsage } from "./ingest-usage.ts";
import type { Claim } from "./pulls.queries.ts";
import type { UsageContext } from "./run-pricer.ts";

/** How a stretch of a pull went: which source could be read, and why those before it could not. */
export interface StretchOutcome {
  /** Null: none could. */
  readonly source: SourceKind | null;
  readonly failures: readonly SourceFailure[];
}

interface Stretch {
  readonly window: TimeWindow;
  /** Whether nothing of the pull comes after it. */
  readonly isLast: boolean;
  readonly claim: Claim;
}

/**
 * Reads a stretch of time from the first source of a cluster that gives it whole. Each answer is ingested in a
 * transaction of its own; a source that fails in the middle leaves what it gave before, which the next one gives again.
 *
 * @throws {PullTakenOver} if somebody else works on the pull by now, or it was stopped.
 */
export async function readStretch(
  ctx: UsageContext,
  clusterSources: ClusterSources,
  stretch: Stretch,
  signal: AbortSignal,
): Promise<StretchOutcome> {
  const failures: SourceFailure[] = [];
  for (const source of clusterSources.sources) {
    try {
      await readFrom(ctx, { source, clusterSources, stretch }, signal);
      return { source: source.kind, failures };
    } catch (error) {
      signal.throwIfAborted();
      const failure = failureOf(source, error, ctx.now());
      if (failure === null) throw error;
      ctx.log.warn({ cluster: clusterSources.cluster, ...failure }, "a source of accounting could not be read");
      failures.push(failure);
    }
  }
  return { source: null, failures };
}

interface Reading {
  readonly source: AccountingSource;
  readonly clusterSources: ClusterSources;
  readonly stretch: Stretch;
}

/**
 * What an answer has only in part would look like a correction, and the whole of it like another: it is left out, and
 * asked for by its number when the rest is in.
 */
async function readFrom(ctx: UsageContext, reading: Reading, signal: AbortSignal): Promise<void> {
  const { source, clusterSources, stretch } = reading;
  const { cluster, timeZone } = clusterSources;
  const inPart = new PartialRuns(stretch.window, stretch.isLast);
  const take = async (answer: SourceAnswer) => {
    await ingestUsage(ctx, {
      ...{ source: answer.format.kind, sourceName: nameOf(answer), content: answer.bytes, cluster, timeZone },
      ...(answer.format.kind === "slurmrestd" && { version: answer.format.apiVersion }),
      ...(answer.coverage !== "whole" && { leaveOut: (run: Run) => inPart.note(run, answer.window) }),
      ...{ idempotencyKey: null, pull: stretch.claim },
    });
  };
  await source.read(stretch.window, take, signal);
  const rest = inPart.toRead();
  if (rest !== null) await source.readWhole(rest.jobIds, rest.window, take, signal);
}

/** What a source is to blame for; null for anything else, such as a database that is away. */
export function failureOf({ kind }: AccountingSource, error: unknown, now: Date): SourceFailure | null {
  const at = now.toISOString();
  if (error instanceof SourceError) return { source: kind, code: error.code, facts: { ...error.facts }, at };
  if (!(error instanceof DomainError) || error.kind === "unavailable") return null;
  return { source: kind, code: error.code, facts: { text: Object.values(error.facts).join(" ") }, at };
}

const OF = { active: "", unstarted: ", never started", whole: ", begun before" } as const;

/** A batch's name says which stretch of time it is of, where there is no file to name. */
function nameOf({ format, window, coverage }: SourceAnswer): string {
  if (format.kind === "file") return format.name;
  const [from, to] = [window.from, window.to].map((time) => new Date(time * 1000).toISOString().slice(0, 19));
  const version = format.kind === "slurmrestd" ? ` v0.0.${format.apiVersion}` : "";
  return `${format.kind}${version} ${from}Z to ${to}Z${OF[coverage]}`;
}
