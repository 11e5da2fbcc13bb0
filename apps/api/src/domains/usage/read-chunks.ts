import { type PreparedRun, prepareRun } from "../jobs/prepare-run.ts";
import type { ParsedBatch, SacctReader, StepUsage } from "./core/sacct-reader.ts";
import type { RejectedLine } from "./usage.queries.ts";

/** A piece of a text of accounting data: enough to make statements cheap, little enough to keep memory flat. */
export interface Chunk {
  readonly runs: PreparedRun[];
  readonly straySteps: StepUsage[];
  readonly rejects: RejectedLine[];
  linesRead: number;
  stepsMerged: number;
}

/** So few that most of a chunk dies young: with 8,000, the heap grew by 500 MiB before the engine collected it. */
const RUNS_PER_CHUNK = 1_000;
const REJECTS = 2_000;
const STEPS = 20_000;

/** The text in chunks, as the reader makes them of it. What comes out in the end does not depend on their size. */
export async function* readChunks(
  reader: SacctReader,
  text: AsyncIterable<Buffer>,
  runsPerChunk = RUNS_PER_CHUNK,
): AsyncGenerator<Chunk> {
  let chunk = emptyChunk();
  for await (const bytes of text) {
    add(chunk, reader.push(bytes));
    if (chunk.runs.length < runsPerChunk && chunk.rejects.length < REJECTS && chunk.straySteps.length < STEPS) continue;
    yield chunk;
    chunk = emptyChunk();
  }
  add(chunk, reader.end());
  yield chunk;
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

function emptyChunk(): Chunk {
  return { runs: [], straySteps: [], rejects: [], linesRead: 0, stepsMerged: 0 };
}

function add(chunk: Chunk, parsed: ParsedBatch): void {
  for (const { run } of parsed.runs) chunk.runs.push(prepareRun(run));
  for (const step of parsed.straySteps) chunk.straySteps.push(step);
  for (const reject of parsed.rejects) chunk.rejects.push(reject);
  chunk.linesRead += parsed.linesRead;
  chunk.stepsMerged += parsed.stepsMerged;
}
