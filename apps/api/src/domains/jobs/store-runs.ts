import type { Tx } from "../../platform/db.ts";
import { mergeRun } from "./core/merge-run.ts";
import type { Run } from "./core/run.ts";
import { archiveRuns, copyRuns, findNews, findOldNews, lastSubmitted, readRuns, replaceRuns } from "./jobs.queries.ts";
import { withKnownIds } from "./known-run-ids.ts";
import type { IdentifiedRun, IncomingRun } from "./prepare-run.ts";
import { encodeRun, type RunReferences, withReferences } from "./run-line.ts";

export interface StoredRun extends IdentifiedRun {
  readonly runId: string;
}

export interface StoreRuns {
  readonly runs: readonly IncomingRun[];
  readonly batchId: string;
  /** The fields that the source had columns for: the others keep what is known of a run already. */
  readonly present: ReadonlySet<keyof Run>;
  readonly at: Date;
}

export interface StoredRuns {
  /** Runs that were not there before, as they are now. */
  readonly added: readonly StoredRun[];
  /** Runs that were there before and have changed, as they are now. */
  readonly changed: readonly StoredRun[];
  /** Records, not runs: one that adds a run, each that changes one, and the rest. */
  readonly counts: { readonly added: number; readonly changed: number; readonly unchanged: number };
}

interface Candidate extends StoredRun {
  readonly line: string;
  readonly contentHash: string;
}

/**
 * Upserts runs by run key. A record that was seen before, also one that a later record has replaced since, changes
 * nothing; one that says something new changes the run and leaves what it said before in `jobs.run_version`.
 * The caller holds the ingest lock, so nobody else adds the same runs meanwhile.
 */
export async function storeRuns(tx: Tx, { runs, batchId, present, at }: StoreRuns): Promise<StoredRuns> {
  const added = new Map<string, StoredRun>();
  const changed = new Map<string, StoredRun>();
  const counts = { added: 0, changed: 0, unchanged: runs.length };
  for (const round of inRounds(await withKnownIds(tx, runs))) {
    const { added: fresh, differing } = await sortOut(tx, round);
    await copyRuns(tx, fresh, batchId);
    for (const run of fresh) added.set(run.runId, run);
    const raised = differing.length === 0 ? [] : await changeRuns(tx, differing, { batchId, present, at });
    for (const run of raised) (added.has(run.runId) ? added : changed).set(run.runId, run);
    counts.added += fresh.length;
    counts.changed += raised.length;
    counts.unchanged -= fresh.length + raised.length;
  }
  return { added: [...added.values()], changed: [...changed.values()], counts };
}

/**
 * What is new and what differs; the rest is known word for word. Only runs that were submitted no later than the last
 * known one of their time are looked up: the submit time is part of the run key, unless Slurm names the run itself.
 */
async function sortOut(
  tx: Tx,
  candidates: readonly Candidate[],
): Promise<{ added: Candidate[]; differing: Candidate[] }> {
  const known = await lastKnown(tx, candidates);
  const later = candidates.filter(({ run }) => run.submittedAt > known);
  const doubtful = later.length === 0 ? candidates : candidates.filter(({ run }) => run.submittedAt <= known);
  if (doubtful.length === 0) return { added: later, differing: [] };
  const news = await findNews(tx, doubtful);
  const pick = (indexes: readonly number[]) =>
    indexes.map((index) => doubtful[index]).filter((candidate) => candidate !== undefined);
  return { added: [...pick(news.added), ...later], differing: pick(news.differing) };
}

/** The last time, in epoch seconds, at which a run is known to have been submitted among these. */
async function lastKnown(tx: Tx, candidates: readonly Candidate[]): Promise<number> {
  if (candidates.some(({ run }) => run.sluid !== null)) return Number.POSITIVE_INFINITY;
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { run } of candidates) {
    from = Math.min(from, run.submittedAt);
    to = Math.max(to, run.submittedAt);
  }
  return (await lastSubmitted(tx, { from, to })) ?? Number.NEGATIVE_INFINITY;
}

/**
 * The records in rounds that hold each run once, in the order they came: several records of one run are stored one after
 * the other, so that each is kept in the history and it makes no difference where a text is cut into chunks. A record
 * that repeats the one before it word for word is left out.
 */
function inRounds(runs: readonly IncomingRun[]): Candidate[][] {
  const rounds: Candidate[][] = [];
  const latest = new Map<string, Candidate>();
  const repeated = new Map<string, number>();
  for (const incoming of runs) {
    const { runId, run, ids, contentHash } = incoming;
    const next = { runId, run, ids, contentHash, line: withReferences(incoming.body, ids) };
    const before = latest.get(next.runId);
    if (before?.contentHash === next.contentHash) continue;
    const round = before === undefined ? 0 : (repeated.get(next.runId) ?? 0) + 1;
    if (round > 0) repeated.set(next.runId, round);
    latest.set(next.runId, next);
    rounds[round] ??= [];
    rounds[round].push(next);
  }
  return rounds;
}

function mergeInto(before: IdentifiedRun, incoming: IdentifiedRun, present: ReadonlySet<keyof Run>): IdentifiedRun {
  const run = mergeRun(before.run, incoming.run, present);
  return { run, ids: mergedReferences(before, incoming, run) };
}

/** The reference of each name follows the side that the name was taken from. */
function mergedReferences(before: IdentifiedRun, incoming: IdentifiedRun, run: Run): RunReferences {
  const pick = (field: "user" | "account" | "partition" | "qos", id: keyof RunReferences) =>
    run[field] === incoming.run[field] ? incoming.ids[id] : before.ids[id];
  return {
    clusterId: incoming.ids.clusterId,
    userLabel: pick("user", "userLabel"),
    accountLabel: pick("account", "accountLabel"),
    partitionLabel: pick("partition", "partitionLabel"),
    qosLabel: pick("qos", "qosLabel"),
  };
}

/** The slow path, for runs that are known with other content. */
async function changeRuns(
  tx: Tx,
  candidates: readonly Candidate[],
  { batchId, present, at }: Omit<StoreRuns, "runs">,
): Promise<StoredRun[]> {
  const oldNews = await findOldNews(tx, candidates);
  const existing = await readRuns(
    tx,
    candidates.filter((_, index) => !oldNews.has(index)).map(({ runId }) => runId),
  );
  const changed: Candidate[] = [];
  for (const [index, incoming] of candidates.entries()) {
    const before = oldNews.has(index) ? undefined : existing.get(incoming.runId);
    if (before === undefined) continue;
    const merged = mergeInto(before, incoming, present);
    const line = encodeRun(merged.run, merged.ids);
    if (line !== encodeRun(before.run, before.ids)) changed.push({ ...incoming, ...merged, line });
  }
  if (changed.length > 0) {
    await archiveRuns(tx, { runIds: changed.map(({ runId }) => runId), replacedBy: batchId, at });
    await replaceRuns(tx, changed, batchId);
  }
  return changed;
}
