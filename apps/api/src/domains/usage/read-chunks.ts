import { setImmediate as nextTurn } from "node:timers/promises";
import { type PreparedRun, prepareRun } from "../jobs/prepare-run.ts";
import type { AccountingReader } from "./core/accounting-reader.ts";
import type { RunRecord } from "./core/record-pack.ts";
import type { ParsedBatch, StepUsage } from "./core/run-collector.ts";
import type { RejectedLine } from "./rejects.queries.ts";

/** A piece of a text of accounting data: enough to make statements cheap, little enough to keep memory flat. */
export interface Chunk {
  readonly runs: PreparedRun[];
  /** The record of each of the runs. */
  readonly records: RunRecord[];
  readonly straySteps: StepUsage[];
  readonly rejects: RejectedLine[];
  linesRead: number;
  stepsMerged: number;
}

/** Enough that statements cost little, few enough that memory stays flat: with 8,000, the heap grew by 500 MiB. */
const RUNS_PER_CHUNK = 4_000;
/** The first chunk is small and each next one twice as large, so that PostgreSQL has work soon. */
const FIRST_RUNS = 500;
/** A millisecond or two of reading. */
const SLICE_BYTES = 16 * 1024;
const REJECTS = 2_000;
const STEPS = 20_000;
/** Records are kept as they stood, and each of them keeps the text around it in memory. */
const TEXT_BYTES = 8 * 1024 * 1024;

/** The text in chunks, as the reader makes them of it. What comes out in the end does not depend on their size. */
export async function* readChunks(
  reader: Pick<AccountingReader, "push" | "end">,
  text: AsyncIterable<Buffer>,
  runsPerChunk = RUNS_PER_CHUNK,
): AsyncGenerator<Chunk> {
  let chunk = emptyChunk();
  let textBytes = 0;
  let limit = Math.min(FIRST_RUNS, runsPerChunk);
  for await (const bytes of inSlices(text)) {
    addTo(chunk, reader.push(bytes));
    textBytes += bytes.length;
    if (textBytes < TEXT_BYTES && chunk.runs.length < limit && hasRoom(chunk)) continue;
    yield chunk;
    chunk = emptyChunk();
    textBytes = 0;
    limit = Math.min(2 * limit, runsPerChunk);
  }
  addTo(chunk, reader.end());
  yield chunk;
}

function hasRoom({ rejects, straySteps }: Chunk): boolean {
  return rejects.length < REJECTS && straySteps.length < STEPS;
}

/**
 * The bytes in slices of a few milliseconds' work. Between two of them whatever waits for this thread gets its turn: the
 * next statement for PostgreSQL, which would else stand still, and other people's requests.
 */
async function* inSlices(text: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const bytes of text) {
    for (let from = 0; from < bytes.length; from += SLICE_BYTES) {
      yield bytes.subarray(from, from + SLICE_BYTES);
      await nextTurn();
    }
  }
}

/** Makes the next item while the one before is in use: the text is parsed while PostgreSQL writes. */
export async function* readAhead<T>(items: AsyncGenerator<T>): AsyncGenerator<T> {
  let next = items.next();
  try {
    for (let item = await next; item.done !== true; item = await next) {
      next = items.next();
      // What it fails with is thrown when it is asked for; until then nobody is listening.
      next.catch(() => {});
      yield item.value;
    }
  } finally {
    await items.return(undefined);
  }
}

/** A chunk with nothing in it. */
export function emptyChunk(): Chunk {
  return { runs: [], records: [], straySteps: [], rejects: [], linesRead: 0, stepsMerged: 0 };
}

/** Adds what a piece of a text yielded to a chunk. */
export function addTo(chunk: Chunk, parsed: ParsedBatch): void {
  for (const { run, raw, line } of parsed.runs) {
    chunk.runs.push(prepareRun(run));
    chunk.records.push({ line, raw });
  }
  for (const step of parsed.straySteps) chunk.straySteps.push(step);
  for (const reject of parsed.rejects) chunk.rejects.push(reject);
  chunk.linesRead += parsed.linesRead;
  chunk.stepsMerged += parsed.stepsMerged;
}
