import type { Batch } from "./core/batch.ts";
import type { Chunk } from "./read-chunks.ts";
import type { UsageContext } from "./run-pricer.ts";
import { lockIngest } from "./usage.queries.ts";
import { type ChunkWriter, writeChunk, writeStraySteps } from "./write-chunk.ts";

/** What a text held and what it changed. */
export type Counts = Pick<
  Batch,
  "lines_read" | "runs_new" | "runs_changed" | "runs_unchanged" | "steps_merged" | "rejected"
>;

/** What a text is written with. */
export type TextWriting = Pick<ChunkWriter, "tx" | "batchId" | "at" | "timeZone" | "present" | "reject">;

/**
 * Stores and prices the chunks of a text one after the other, and the steps that stood away from their runs at the end.
 * Waits for other ingests with the first chunk.
 */
export async function writeText(
  ctx: UsageContext,
  writing: TextWriting,
  chunks: AsyncIterable<Chunk>,
): Promise<Counts> {
  const writer: ChunkWriter = { ctx, ...writing, clusters: new Map(), labels: new Map(), accounts: new Map() };
  const counts = { lines_read: 0, runs_new: 0, runs_changed: 0, runs_unchanged: 0, steps_merged: 0, rejected: 0 };
  let locked = false;
  let hasStraySteps = false;
  for await (const chunk of chunks) {
    // Taken when there is something to write, so that a slow upload does not hold up the others from its beginning.
    if (!locked) await lockIngest(writer.tx);
    locked = true;
    const written = await writeChunk(writer, chunk);
    counts.lines_read += chunk.linesRead;
    counts.runs_new += written.added;
    counts.runs_changed += written.changed;
    counts.runs_unchanged += written.unchanged;
    counts.steps_merged += written.stepsMerged;
    counts.rejected += written.rejected;
    hasStraySteps ||= chunk.straySteps.length > 0;
  }
  if (!hasStraySteps) return counts;
  const late = await writeStraySteps(writer);
  counts.runs_changed += late.changed;
  counts.steps_merged += late.stepsMerged;
  counts.rejected += late.rejected;
  return counts;
}
