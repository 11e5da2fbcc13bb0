import { retriedSavepoint } from "../../platform/db.ts";
import type { StoredRecord } from "../jobs/store-runs.ts";
import type { Batch } from "./core/batch.ts";
import { keepCoverage, type ReadClaim } from "./keep-coverage.ts";
import { lockIngest } from "./lock-ingest.ts";
import type { Chunk } from "./read-chunks.ts";
import type { UsageContext } from "./run-pricer.ts";
import { patiently } from "./usage.queries.ts";
import { type ChunkWriter, writeChunk, writeStraySteps, writeTwins } from "./write-chunk.ts";

/** What a text held and what it changed. */
export type Counts = Pick<
  Batch,
  "lines_read" | "runs_new" | "runs_changed" | "runs_unchanged" | "steps_merged" | "rejected"
>;

/** What a text is written with. */
export interface TextWriting extends Pick<ChunkWriter, "tx" | "batchId" | "at" | "timeZone" | "present" | "reject"> {
  /** Hears what became of the runs of a chunk, once they are written. */
  readonly written?: (chunk: Chunk, records: readonly StoredRecord[]) => void;
  /** Hears by which ids runs of the text are known after all, by those that `written` was told. */
  readonly joined?: (ids: ReadonlyMap<string, string>) => void;
  /** What the text was read of; by default it claims nothing. */
  readonly claim?: ReadClaim;
  /** Whether its rejected lines are its own, and not those of another batch that are read again; by default they are. */
  readonly ownRejects?: boolean;
}

/**
 * Stores and prices the chunks of a text one after the other, and the steps that stood away from their runs at the end.
 * Waits for other ingests with the first chunk.
 */
export async function writeText(
  ctx: UsageContext,
  writing: TextWriting,
  chunks: AsyncIterable<Chunk>,
): Promise<Counts> {
  const counts = { lines_read: 0, runs_new: 0, runs_changed: 0, runs_unchanged: 0, steps_merged: 0, rejected: 0 };
  let writer: ChunkWriter | undefined;
  let hasStraySteps = false;
  for await (const chunk of chunks) {
    // Taken when there is something to write, so that a slow upload does not hold up the others from its beginning.
    writer ??= await beginWriting(ctx, writing);
    const written = await writeChunk(writer, chunk);
    writing.written?.(chunk, written.records);
    counts.lines_read += chunk.linesRead;
    counts.runs_new += written.added;
    counts.runs_changed += written.changed;
    counts.runs_unchanged += written.unchanged;
    counts.steps_merged += written.stepsMerged;
    counts.rejected += written.rejected;
    hasStraySteps ||= chunk.straySteps.length > 0;
  }
  if (writer === undefined) return counts;
  if (hasStraySteps) {
    const late = await writeStraySteps(writer);
    counts.runs_changed += late.changed;
    counts.steps_merged += late.stepsMerged;
    counts.rejected += late.rejected;
  }
  const twins = await writeTwins(writer);
  writing.joined?.(twins);
  const { tx, batchId, at, claim = "nothing", ownRejects = true } = writing;
  const kept = { batchId, at, rejected: ownRejects ? counts.rejected : 0, claim };
  const { coverage } = writer;
  await retriedSavepoint(tx, async () => await keepCoverage(tx, coverage, kept));
  return counts;
}

/** Waits for the place to write from and opens the prices there, so that no change of them falls between the two. */
async function beginWriting(ctx: UsageContext, writing: TextWriting): Promise<ChunkWriter> {
  await lockIngest(writing.tx);
  const pricer = await patiently(writing.tx, async () => await ctx.pricer.open(writing.tx));
  return { ctx, pricer, ...writing, clusters: new Map(), labels: new Map(), accounts: new Map(), coverage: new Map() };
}
