import { createHash, type Hash } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import { retriedSavepoint, type Tx, transactOnce } from "../../platform/db.ts";
import { onceIn } from "../../platform/idempotency.ts";
import { recordEvent } from "../audit/record-event.ts";
import { clusterTimeZones } from "../inventory/cluster-time-zones.ts";
import type { Run } from "../jobs/core/run.ts";
import type { Batch } from "./core/batch.ts";
import type { Span } from "./core/coverage.ts";
import { SourceReader } from "./core/source-reader.ts";
import { addReadSpan } from "./keep-coverage.queries.ts";
import { type ReadClaim, untilNow } from "./keep-coverage.ts";
import { leavingOut } from "./leaving-out.ts";
import { plainText } from "./plain-text.ts";
import { PullTakenOver } from "./pull-taken-over.ts";
import { addAnswerToPull, type Claim } from "./pulls.queries.ts";
import { readAhead, readChunks } from "./read-chunks.ts";
import { insertPulledRejects, insertRejects, type RejectedLine } from "./rejects.queries.ts";
import type { UsageContext } from "./run-pricer.ts";
import { allowSlowReading, type BatchOrigin, insertBatch } from "./usage.queries.ts";
import { type Counts, writeText } from "./write-text.ts";

export interface IngestInput {
  readonly source: Batch["source"];
  readonly sourceName: string;
  /** The text or the JSON of sacct, or an answer of slurmrestd; plain or gzip. */
  readonly content: AsyncIterable<Buffer>;
  /** Named where the text has no Cluster column. */
  readonly cluster: string | null;
  /** The zone of the text's local times; null: the cluster's. */
  readonly timeZone: string | null;
  readonly idempotencyKey: string | null;
  /** The time that Slurm was asked for, where the caller says it: all of it then counts as read, of every cluster of the text. */
  readonly window?: Span;
  /** The last number of the version that slurmrestd was asked in; by default a source says itself what it is. */
  readonly version?: number;
  /** The pull that fetches it, which it is counted for. What it brings that changes nothing leaves no batch. */
  readonly pull?: Claim;
  /** Says which runs are not to be taken from here; their steps are left out with them. */
  readonly leaveOut?: (run: Run) => boolean;
  /** How many runs are written at once; tests make it small. */
  readonly runsPerChunk?: number;
}

/**
 * Reads what a source sends and stores and prices its runs, all in one transaction: a text that turns out to be broken
 * leaves nothing behind, and the same text again changes nothing. Memory does not grow with the text.
 *
 * @throws {IngestError} if the text as a whole cannot be read; single lines that cannot are kept as rejects.
 * @throws {PullTakenOver} if it is fetched for a pull that somebody else works on by now.
 */
export async function ingestUsage(ctx: UsageContext, input: IngestInput): Promise<Batch> {
  const { cluster, timeZone, sourceName } = input;
  return await transactOnce(ctx.db, [], async (tx) => {
    await allowSlowReading(tx);
    const request = { cluster, timeZone, sourceName, ...(input.window !== undefined && { window: input.window }) };
    const call = { actorId: ctx.actor.id, operation: "uploadUsageBatch", key: input.idempotencyKey, request };
    return await onceIn(tx, call, async () => await ingestInto(ctx, tx, input));
  });
}

async function ingestInto(ctx: UsageContext, tx: Tx, input: IngestInput): Promise<Batch> {
  const batchId = uuidv7();
  const at = ctx.now();
  const zoneOfCluster = await clusterTimeZones(tx, ctx.config);
  const timeZone = input.timeZone ?? zoneOfCluster;
  const { lifter } = ctx;
  const reader = new SourceReader({
    cluster: input.cluster,
    timeZone,
    now: at,
    lifter,
    version: input.version ?? null,
  });
  const present = () => reader.presentFields;
  const reject = async (lines: readonly RejectedLine[]) =>
    input.pull === undefined
      ? await insertRejects(tx, batchId, lines)
      : await insertPulledRejects(tx, { batchId, cluster: input.cluster, header: reader.headerText }, lines);
  const seen = { bytes: 0, hash: createHash("sha256") };
  const text = observed(plainText(input.content, ctx.config.maxUploadBytes), seen);
  const writing = { tx, batchId, at, timeZone, present, reject, claim: claimOf(input) };
  const chosen = input.leaveOut === undefined ? reader : leavingOut(reader, input.leaveOut);
  const counts = await writeText(ctx, writing, readAhead(readChunks(chosen, text, input.runsPerChunk)));
  await keepEmptyWindow(tx, input, { counts, at });
  const batch: Batch = {
    id: batchId,
    source: input.source,
    source_name: input.sourceName,
    cluster: input.cluster,
    format: reader.format,
    api_version: reader.apiVersion,
    warnings: reader.warnings,
    time_zone: reader.timeZones.join(", ") || zoneOfCluster(input.cluster ?? ""),
    bytes_read: seen.bytes,
    ...counts,
    started_at: at.toISOString(),
    finished_at: ctx.now().toISOString(),
    ingested_by: ctx.actor.username,
    retry_of: null,
    can_retry: reader.format === "json" || reader.headerText !== null,
    pull_id: input.pull?.id ?? null,
  };
  const batches = input.pull === undefined || changedAnything(batch) ? 1 : 0;
  const origin = { sha256: seen.hash.digest(), header: reader.headerText, readZone: input.timeZone };
  if (batches === 1) await retriedSavepoint(tx, async () => await keepBatch(ctx, tx, { batch, origin }));
  // Last, so that whoever has lost the pull meanwhile leaves nothing behind, and the pull's row is held for a moment only.
  if (input.pull !== undefined && !(await addAnswerToPull(tx, input.pull, { ...batch, batches })))
    throw new PullTakenOver();
  return batch;
}

async function keepBatch(ctx: UsageContext, tx: Tx, kept: { batch: Batch; origin: BatchOrigin }): Promise<void> {
  await insertBatch(tx, kept.batch, kept.origin);
  const { id, source, source_name, retry_of, can_retry, ...detail } = kept.batch;
  await recordEvent(tx, ctx, { action: "usage.ingested", subject: id, detail: { source, source_name, ...detail } });
}

/** A pull asks every few minutes, mostly for what is known: such an answer is counted in the pull and is no batch of its own. */
function changedAnything({ runs_new, runs_changed, rejected }: Batch): boolean {
  return runs_new + runs_changed + rejected > 0;
}

/** What a pull asked for is read whatever comes of it; a file that it found says no more than any other. */
function claimOf({ window, pull, source }: IngestInput): ReadClaim {
  if (window !== undefined) return window;
  return pull === undefined || source === "file" ? "text" : "nothing";
}

/** Where a text has no runs, only its caller can say whose time it was that had none. */
async function keepEmptyWindow(
  tx: Tx,
  { window, cluster }: IngestInput,
  { counts, at }: { counts: Counts; at: Date },
): Promise<void> {
  const runs = counts.runs_new + counts.runs_changed + counts.runs_unchanged;
  if (window === undefined || cluster === null || runs > 0) return;
  await addReadSpan(tx, cluster, { span: untilNow(window, at), lastRunAt: null });
}

async function* observed(text: AsyncIterable<Buffer>, seen: { bytes: number; hash: Hash }): AsyncGenerator<Buffer> {
  for await (const chunk of text) {
    seen.bytes += chunk.length;
    seen.hash.update(chunk);
    yield chunk;
  }
}
