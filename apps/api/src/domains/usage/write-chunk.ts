import { isDatabaseAnswer, retriedSavepoint, type Tx } from "../../platform/db.ts";
import { clusterTimeZones } from "../inventory/cluster-time-zones.ts";
import { ensureCluster } from "../inventory/ensure-cluster.ts";
import type { Run } from "../jobs/core/run.ts";
import { ensureLabels } from "../jobs/ensure-labels.ts";
import { findTwins, joinTwins } from "../jobs/join-twins.ts";
import { keepStraySteps, mergeStraySteps } from "../jobs/merge-stray-steps.ts";
import type { IncomingRun } from "../jobs/prepare-run.ts";
import type { RunReferences } from "../jobs/run-line.ts";
import { type StoredRecord, type StoredRun, type StoredRuns, storeRuns } from "../jobs/store-runs.ts";
import { ensurePersonAccounts } from "../organisation/ensure-person-accounts.ts";
import { IngestError } from "./core/errors.ts";
import { type CoverageTally, countChunk, meetClusters } from "./keep-coverage.ts";
import { packRecords } from "./pack-records.ts";
import type { Chunk } from "./read-chunks.ts";
import { insertPack } from "./records.queries.ts";
import type { RejectedLine } from "./rejects.queries.ts";
import type { OpenPricer, RunToPrice, UsageContext } from "./run-pricer.ts";

/** What the chunks of one batch are written with, and what is known already of the names in them. */
export interface ChunkWriter {
  readonly ctx: UsageContext;
  readonly tx: Tx;
  readonly pricer: OpenPricer;
  readonly batchId: string;
  readonly at: Date;
  /** The zone of the text's local times: one for all of it, or that of each cluster. */
  readonly timeZone: string | ((cluster: string) => string);
  /** The fields of a run that the text has columns for. */
  readonly present: () => ReadonlySet<keyof Run>;
  /** Takes the lines that could not be read; gives back how many of them it keeps. */
  readonly reject: (lines: readonly RejectedLine[]) => Promise<number>;
  readonly clusters: Map<string, number>;
  readonly labels: Map<string, number>;
  readonly accounts: Map<string, { readonly accountId: string; readonly tier: string }>;
  readonly coverage: CoverageTally;
}

export interface WrittenChunk {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly stepsMerged: number;
  readonly rejected: number;
  /** What became of each run of the chunk, in their order. */
  readonly records: readonly StoredRecord[];
}

/**
 * Stores and prices the runs of a chunk and keeps its rejects. A conflict is answered by writing the chunk again: the
 * text itself cannot be read a second time.
 */
export async function writeChunk(writer: ChunkWriter, chunk: Chunk): Promise<WrittenChunk> {
  const write = async () => {
    try {
      return await writeOnce(writer, chunk);
    } catch (error) {
      if (!isDatabaseAnswer(error) || error.code !== "23505") throw error;
      // An event has told of a run of the chunk after it had been looked for: a serialisation failure by another name.
      throw Object.assign(new Error("an event told of a run meanwhile", { cause: error }), { code: "40001" });
    }
  };
  const { stored, written } = await retriedSavepoint(writer.tx, write, () => forgetNames(writer));
  countChunk(writer.coverage, writer.clusters, chunk, stored);
  return written;
}

/** What was added to the dictionaries went with the savepoint. */
function forgetNames({ clusters, labels, accounts }: ChunkWriter): void {
  for (const known of [clusters, labels, accounts]) known.clear();
}

async function writeOnce(
  writer: ChunkWriter,
  chunk: Chunk,
): Promise<{ readonly stored: StoredRuns; readonly written: WrittenChunk }> {
  const { pricer, tx, batchId, at } = writer;
  await learnNames(
    writer,
    chunk.runs.map(({ run }) => run),
  );
  const runs = chunk.runs.map((prepared): IncomingRun => ({ ...prepared, ids: referencesOf(writer, prepared.run) }));
  const stored = await storeRuns(tx, { runs, batchId, present: writer.present(), at });
  const pack = packRecords(chunk, stored); // deflated while the database writes charges
  if (stored.added.length > 0) await pricer.rate(toPrice(writer, stored.added));
  await rerate(writer, [...stored.completed, ...stored.changed]);
  await keepStraySteps(tx, chunk.straySteps);
  const rejected = await writer.reject(chunk.rejects);
  const packed = await pack;
  if (packed !== null) await insertPack(tx, batchId, packed);
  const { counts, records } = stored;
  return { stored, written: { ...counts, records, stepsMerged: chunk.stepsMerged, rejected } };
}

type WrittenSteps = Pick<WrittenChunk, "changed" | "stepsMerged" | "rejected">;

/**
 * Merges the steps that the chunks set aside, once the whole text is known: what they used changes their runs, and those
 * without a run become rejects. Conflicts are answered as those of a chunk.
 */
export async function writeStraySteps(writer: ChunkWriter): Promise<WrittenSteps> {
  const merge = async () => await mergeOnce(writer);
  return await retriedSavepoint(writer.tx, merge, () => forgetNames(writer));
}

async function mergeOnce(writer: ChunkWriter): Promise<WrittenSteps> {
  const { tx, batchId, at } = writer;
  let changed = 0;
  let rejected = 0;
  const steps = await mergeStraySteps(
    tx,
    { batchId, at },
    {
      changed: async (runs) => {
        await rerate(writer, runs);
        changed += runs.length;
      },
      unowned: async (unowned) => {
        rejected += await writer.reject(unowned.map(strayReject));
      },
    },
  );
  return { changed, stepsMerged: steps.merged, rejected };
}

/**
 * Makes one of runs that events have begun while the batch, which they cannot see, added them: they keep the ids that the
 * events gave them. Gives these by the ids that the batch had given. Events wait from here until the transaction ends.
 */
export async function writeTwins(writer: ChunkWriter): Promise<ReadonlyMap<string, string>> {
  const join = async () => {
    const { tx, pricer, batchId, at, present } = writer;
    const twins = await findTwins(tx, batchId);
    if (twins.length > 0) {
      await pricer.forget(
        twins.map(({ takenId }) => takenId),
        batchId,
      );
      const runs = await joinTwins(tx, twins, batchId);
      const { completed } = await storeRuns(tx, { runs, batchId, present: present(), at, areTold: true });
      await rerate(writer, completed);
    }
    return new Map(twins.map(({ takenId, toldId }) => [takenId, toldId]));
  };
  return await retriedSavepoint(writer.tx, join, () => forgetNames(writer));
}

async function rerate(writer: ChunkWriter, changed: readonly StoredRun[]): Promise<void> {
  if (changed.length === 0) return;
  const { pricer, batchId, at } = writer;
  await learnNames(
    writer,
    changed.map(({ run }) => run),
  );
  await pricer.rerate({ runs: toPrice(writer, changed), batchId, at });
}

function strayReject(step: { readonly line: number; readonly raw: string }): RejectedLine {
  return { line: step.line, reason: "STEP_WITHOUT_RUN", field: "JobIDRaw", raw: step.raw };
}

/** Looks up, or adds, whatever names these runs bring that the batch has not met before. */
async function learnNames(writer: ChunkWriter, runs: readonly Run[]): Promise<void> {
  const { tx, ctx, clusters, labels, accounts, timeZone } = writer;
  const newClusters = unknownNames(clusters, runs, ["cluster"]);
  for (const name of newClusters) clusters.set(name, await learnCluster(tx, ctx, { name, timeZone }));
  if (newClusters.length > 0) await meetClusters(tx, ctx, writer);
  const newTexts = unknownNames(labels, runs, ["user", "account", "partition", "qos"]);
  for (const [text, id] of await ensureLabels(tx, newTexts)) labels.set(text, id);
  const newUsers = unknownNames(accounts, runs, ["user"]);
  if (newUsers.length === 0) return;
  for (const [user, account] of await ensurePersonAccounts(tx, ctx, newUsers)) accounts.set(user, account);
}

/**
 * The id of a cluster. Where the text was read in the zone that was on record for it, and another upload has put another
 * one on record meanwhile, what was read is wrong: it is to be read again.
 *
 * @throws {IngestError} `TRY_AGAIN`
 */
async function learnCluster(
  tx: Tx,
  ctx: UsageContext,
  { name, timeZone }: { name: string; timeZone: ChunkWriter["timeZone"] },
): Promise<number> {
  if (typeof timeZone === "string") return await ensureCluster(tx, ctx, { name, timeZone });
  const read = timeZone(name);
  const id = await ensureCluster(tx, ctx, { name, timeZone: read });
  const onRecord = await clusterTimeZones(tx, ctx.config);
  if (onRecord(name) !== read) throw new IngestError("TRY_AGAIN");
  return id;
}

/** Names in an order that is the same for everybody who adds them. */
function unknownNames(
  known: ReadonlyMap<string, unknown>,
  runs: readonly Run[],
  fields: readonly ("cluster" | "user" | "account" | "partition" | "qos")[],
): string[] {
  const unknown = new Set<string>();
  for (const run of runs) for (const field of fields) if (!known.has(run[field])) unknown.add(run[field]);
  return [...unknown].sort();
}

function referencesOf(writer: ChunkWriter, run: Run): RunReferences {
  return {
    clusterId: known(writer.clusters, run.cluster),
    userLabel: known(writer.labels, run.user),
    accountLabel: known(writer.labels, run.account),
    partitionLabel: known(writer.labels, run.partition),
    qosLabel: known(writer.labels, run.qos),
  };
}

function toPrice(writer: ChunkWriter, runs: readonly StoredRun[]): RunToPrice[] {
  return runs.map(({ runId, run, ids }) => {
    const { accountId, tier } = known(writer.accounts, run.user);
    const { partition, qos } = run;
    return { runId, accountId, tier, partition, qos, partitionLabel: ids.partitionLabel, qosLabel: ids.qosLabel, run };
  });
}

function known<T>(names: ReadonlyMap<string, T>, name: string): T {
  const value = names.get(name);
  if (value === undefined) throw new Error("a name was not looked up before it was used");
  return value;
}
