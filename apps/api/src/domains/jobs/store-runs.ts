import type { Tx } from "../../platform/db.ts";
import { mergeRun } from "./core/merge-run.ts";
import type { Run } from "./core/run.ts";
import { isEnded } from "./core/run-state.ts";
import {
  archiveRuns,
  copyRuns,
  findNews,
  findOldNews,
  type KnownRun,
  type KnownSpan,
  readKnownSpan,
  readRuns,
  refreshStatistics,
  replaceRuns,
} from "./jobs.queries.ts";
import { withKnownIds } from "./known-run-ids.ts";
import { noteAccounting } from "./note-accounting.ts";
import type { IdentifiedRun, IncomingRun } from "./prepare-run.ts";
import { encodeBody, encodeRun, type RunReferences, withReferences } from "./run-line.ts";

export interface StoredRun extends IdentifiedRun {
  readonly runId: string;
}

/** A run that was there before, as it is now and as it was. */
export interface ChangedRun extends StoredRun {
  readonly before: KnownRun;
}

export interface StoreRuns {
  readonly runs: readonly IncomingRun[];
  readonly batchId: string;
  /** The fields that the source had columns for: the others keep what is known of a run already. */
  readonly present: ReadonlySet<keyof Run>;
  readonly at: Date;
  /** They are of runs that events have told of, and are taken over whatever was told; by default some may be. */
  readonly areTold?: boolean;
}

/** What a record did: it added its run, changed it, or said nothing new. */
export type RecordOutcome = "added" | "changed" | "unchanged";

/** What became of a record. */
export interface StoredRecord {
  readonly runId: string;
  readonly outcome: RecordOutcome;
}

export interface StoredRuns {
  /** Runs that were not there before, as they are now. */
  readonly added: readonly StoredRun[];
  /** Runs that only events had told of before, as accounting tells them: new to it, and yet they have a verdict. */
  readonly completed: readonly StoredRun[];
  /** Runs that were there before and have changed. */
  readonly changed: readonly ChangedRun[];
  /** Records, not runs: one that adds a run, each that changes one, and the rest. */
  readonly counts: Readonly<Record<RecordOutcome, number>>;
  /** One for each record, in their order. */
  readonly records: readonly StoredRecord[];
}

/**
 * Upserts runs by run key. A record that was seen before, also one that a later record has replaced since, changes
 * nothing; one that says something new changes the run and leaves what it said before in `jobs.run_version`.
 * The caller holds the ingest lock, so nobody else adds the same runs meanwhile.
 */
export async function storeRuns(
  tx: Tx,
  { runs, batchId, present, at, areTold = false }: StoreRuns,
): Promise<StoredRuns> {
  const known = await readKnownSpan(tx, spanOf(runs));
  const identified = await withKnownIds(tx, runs, known);
  const isRenamed = identified.some(({ runId }, index) => runId !== runs[index]?.runId);
  let until = isRenamed || areTold ? FOREVER : lastKnown(runs, known);
  const tally = new Tally(identified);
  for (const round of inRounds(identified)) {
    const { added: fresh, differing } = await sortOut(tx, round, until);
    // The next round repeats runs of this one, which are known from here on.
    until = FOREVER;
    await copyRuns(tx, fresh, batchId);
    for (const run of fresh) tally.add(run);
    if (differing.length === 0) continue;
    const changed = await changeRuns(tx, differing, { batchId, present, at, areTold });
    for (const [told, run] of changed) tally.change(told, run);
  }
  await refreshStatistics(tx, known);
  const stored = tally.stored();
  await noteAccounting(tx, [...stored.completed, ...stored.changed], { batchId, at });
  return stored;
}

/** What became of records, and of the runs they are of. */
class Tally {
  readonly #added = new Map<string, StoredRun>();
  readonly #completed = new Map<string, StoredRun>();
  readonly #changed = new Map<string, ChangedRun>();
  readonly #counts: Record<RecordOutcome, number>;
  readonly #records: Map<IncomingRun, { readonly runId: string; outcome: RecordOutcome }>;

  constructor(runs: readonly IncomingRun[]) {
    this.#counts = { added: 0, changed: 0, unchanged: runs.length };
    this.#records = new Map(runs.map((run) => [run, { runId: run.runId, outcome: "unchanged" }]));
  }

  add(run: IncomingRun): void {
    this.#added.set(run.runId, run);
    this.#note(run, "added");
  }

  change(told: IncomingRun, run: ChangedRun): void {
    const { runId, before } = run;
    const isCompleted = before.contentHash === null;
    if (this.#added.has(runId)) this.#added.set(runId, run);
    else if (isCompleted || this.#completed.has(runId)) this.#completed.set(runId, run);
    else this.#changed.set(runId, { ...run, before: this.#changed.get(runId)?.before ?? before });
    this.#note(told, isCompleted ? "added" : "changed");
  }

  stored(): StoredRuns {
    return {
      added: [...this.#added.values()],
      completed: [...this.#completed.values()],
      changed: [...this.#changed.values()],
      counts: this.#counts,
      records: [...this.#records.values()],
    };
  }

  #note(told: IncomingRun, outcome: RecordOutcome): void {
    const record = this.#records.get(told);
    if (record !== undefined) record.outcome = outcome;
    this.#counts[outcome] += 1;
    this.#counts.unchanged -= 1;
  }
}

/**
 * What is new and what differs; the rest is known word for word. Only runs that were submitted no later than the last
 * known one of their time (epoch seconds) are looked up: the submit time is part of the run key, unless Slurm names the
 * run itself.
 */
async function sortOut(
  tx: Tx,
  candidates: readonly IncomingRun[],
  lastKnown: number,
): Promise<{ added: IncomingRun[]; differing: IncomingRun[] }> {
  const later = candidates.filter(({ run }) => run.submittedAt > lastKnown);
  const doubtful = later.length === 0 ? candidates : candidates.filter(({ run }) => run.submittedAt <= lastKnown);
  if (doubtful.length === 0) return { added: later, differing: [] };
  const news = await findNews(tx, doubtful);
  const pick = (indexes: readonly number[]) =>
    indexes.map((index) => doubtful[index]).filter((candidate) => candidate !== undefined);
  return { added: [...pick(news.added), ...later], differing: pick(news.differing) };
}

const FOREVER = Number.POSITIVE_INFINITY;

/** The last time, in epoch seconds, at which one of these may be known to have been submitted. */
function lastKnown(runs: readonly IncomingRun[], { lastSubmitted }: KnownSpan): number {
  if (runs.some(({ run }) => run.sluid !== null)) return FOREVER;
  return lastSubmitted ?? Number.NEGATIVE_INFINITY;
}

/** The first and the last submit time of some runs, in epoch seconds. */
function spanOf(runs: readonly IncomingRun[]): { from: number; to: number } {
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { run } of runs) {
    from = Math.min(from, run.submittedAt);
    to = Math.max(to, run.submittedAt);
  }
  return { from, to };
}

/**
 * The records in rounds that hold each run once, in the order they came: several records of one run are stored one after
 * the other, so that each is kept in the history and it makes no difference where a text is cut into chunks. A record
 * that repeats the one before it word for word is left out.
 */
function inRounds(runs: readonly IncomingRun[]): IncomingRun[][] {
  const rounds: IncomingRun[][] = [];
  const latest = new Map<string, IncomingRun>();
  const repeated = new Map<string, number>();
  for (const next of runs) {
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

/** A record of a run under way, of which events have told the end since: it is left for the record of the end. */
function saysLessThanEvents({ run, contentHash }: KnownRun, incoming: IncomingRun): boolean {
  if (contentHash !== null) return false;
  return isEnded(run.rawState, run.endedAt) && !isEnded(incoming.run.rawState, incoming.run.endedAt);
}

/** What events know of a run where the text of accounting has no column for it. None of it is priced. */
const TOLD_BY_EVENTS = [
  "name",
  "nodes",
  "nodeCount",
  "exitCode",
  "exitSignal",
] as const satisfies readonly (keyof Run)[];

/** The first record of a run that events told of. Accounting is the authority: nothing that is priced is taken from events. */
function takeOver(before: KnownRun, incoming: IncomingRun, present: ReadonlySet<keyof Run>): IdentifiedRun {
  const told = TOLD_BY_EVENTS.filter((field) => !present.has(field)).map((field) => [field, before.run[field]]);
  return { run: { ...incoming.run, ...Object.fromEntries(told) }, ids: incoming.ids };
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

/** The slow path, for runs that are known with other content. Gives the runs as they are now by the records that changed them. */
async function changeRuns(
  tx: Tx,
  candidates: readonly IncomingRun[],
  { batchId, present, at, areTold }: Required<Omit<StoreRuns, "runs">>,
): Promise<ReadonlyMap<IncomingRun, ChangedRun>> {
  const oldNews = await findOldNews(tx, candidates);
  const news = candidates.filter((_, index) => !oldNews.has(index));
  const existing = await readRuns(
    tx,
    news.map(({ runId }) => runId),
  );
  const changed = new Map<IncomingRun, IncomingRun & ChangedRun>();
  for (const incoming of news) {
    const before = existing.get(incoming.runId);
    if (before === undefined || (!areTold && saysLessThanEvents(before, incoming))) continue;
    const merged =
      before.contentHash === null ? takeOver(before, incoming, present) : mergeInto(before, incoming, present);
    const body = encodeBody(merged.run);
    const isSame =
      before.contentHash !== null && withReferences(body, merged.ids) === encodeRun(before.run, before.ids);
    if (!isSame) changed.set(incoming, { ...incoming, ...merged, body, before });
  }
  if (changed.size > 0) {
    const rows = [...changed.values()];
    await archiveRuns(tx, { runIds: rows.map(({ runId }) => runId), replacedBy: batchId, at });
    await replaceRuns(tx, rows, batchId);
  }
  return changed;
}
