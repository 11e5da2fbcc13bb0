import type { Run } from "../jobs/core/run.ts";
import { isLonelyStep, JobElements, type JobElementsOptions, parsed } from "./core/job-elements.ts";
import { groupPush, type PushedRecord } from "./push-groups.ts";
import { addTo, type Chunk, emptyChunk } from "./read-chunks.ts";
import type { RejectedLine } from "./rejects.queries.ts";

/** Told of a reject that is about to be read, and of the highest number that its records have in the chunks. */
type Tried = (line: number, upTo: number) => void;

export interface JobReading extends JobElementsOptions {
  /** The last number of the version that the records were told in; null: their shape tells. */
  readonly version: number | null;
  readonly tried: Tried;
}

export interface PushReading {
  readonly cluster: string;
  readonly now: Date;
  readonly tried: Tried;
  /** Told of the fields that the runs of the next chunk speak of. */
  readonly present: (fields: ReadonlySet<keyof Run>) => void;
}

const RECORDS_PER_CHUNK = 4_000;
/** Records are as long as their authors like, and a chunk is in memory. */
const TEXT_PER_CHUNK = 8 * 1024 * 1024;

/** Job records that were set aside, and steps that were without their job, read once more. Each stands for itself. */
export async function* readRejectedJobs(
  rejects: AsyncIterable<RejectedLine>,
  { version, tried, ...options }: JobReading,
): AsyncGenerator<Chunk> {
  const elements = new JobElements(options);
  for await (const records of inPieces(rejects)) {
    const chunk = emptyChunk();
    for (const reject of records) {
      const bytes = Buffer.from(reject.raw);
      if (isLonelyStep(reject)) elements.lonelyStep(bytes);
      else elements.job(bytes, version);
      addTo(chunk, { ...elements.takeLast(), linesRead: 1 });
      tried(reject.line, elements.number);
    }
    yield chunk;
  }
}

/** Pushed records that were set aside, read once more. A record that was cut because of its length is no JSON any more. */
export async function* readRejectedPushes(
  rejects: AsyncIterable<RejectedLine>,
  { tried, present, ...context }: PushReading,
): AsyncGenerator<Chunk> {
  let number = 0;
  for await (const records of inPieces(rejects)) {
    const first = number;
    for (const { line } of records) tried(line, ++number);
    const read = records.map(({ raw }): PushedRecord => ({ value: parsed(raw), json: raw }));
    for (const group of groupPush(read, context)) {
      present(group.present);
      yield {
        ...group.chunk,
        rejects: group.chunk.rejects.map((reject) => ({ ...reject, line: first + reject.line })),
      };
    }
  }
}

async function* inPieces(rejects: AsyncIterable<RejectedLine>): AsyncGenerator<RejectedLine[]> {
  let piece: RejectedLine[] = [];
  let characters = 0;
  for await (const reject of rejects) {
    piece.push(reject);
    characters += reject.raw.length;
    if (piece.length < RECORDS_PER_CHUNK && characters < TEXT_PER_CHUNK) continue;
    yield piece;
    piece = [];
    characters = 0;
  }
  if (piece.length > 0) yield piece;
}
