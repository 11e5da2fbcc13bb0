import { IngestError } from "./core/errors.ts";
import { type ParsedBatch, SacctReader, type SacctReaderOptions } from "./core/sacct-reader.ts";
import { addTo, type Chunk, emptyChunk } from "./read-chunks.ts";
import { stretchesOf } from "./reject-stretches.ts";
import type { RejectedLine } from "./rejects.queries.ts";

/** What rejects are read with: the header of their text, and what was known of it. */
export interface RejectReading extends SacctReaderOptions {
  readonly header: string;
  /** Told of the lines that are about to be read; those of them that do not become rejects again are taken in. */
  readonly tried: (lines: readonly number[]) => void;
}

/** Rejects read once more, in the numbers of the lines that they had. A stretch that breaks off stays aside whole. */
export async function* readRejects(
  rejects: AsyncIterable<RejectedLine>,
  reading: RejectReading,
): AsyncGenerator<Chunk> {
  let chunk = emptyChunk();
  for await (const stretch of stretchesOf(rejects)) {
    const parsed = stretch === null ? null : readStretch(stretch, reading);
    if (parsed === null || stretch === null) continue;
    reading.tried(stretch.map(({ line }) => line));
    for (const part of parsed) addTo(chunk, part);
    chunk.linesRead += stretch.length;
    if (chunk.linesRead < LINES_PER_CHUNK) continue;
    yield chunk;
    chunk = emptyChunk();
  }
  yield chunk;
}

const LINES_PER_CHUNK = 4_000;

function readStretch(lines: readonly RejectedLine[], { header, ...options }: RejectReading): ParsedBatch[] | null {
  const reader = new SacctReader(options);
  const text = [header, ...lines.map(({ raw }) => raw)].map((line) => `${line}\n`).join("");
  // The header is line 1 for the reader.
  const asBefore = <T extends { readonly line: number }>(found: T): T => ({
    ...found,
    line: lines[found.line - 2]?.line ?? found.line,
  });
  try {
    return [reader.push(Buffer.from(text)), reader.end()].map((parsed) => ({
      ...{ runs: parsed.runs.map(asBefore), straySteps: parsed.straySteps.map(asBefore) },
      ...{ rejects: parsed.rejects.map(asBefore), linesRead: 0, stepsMerged: parsed.stepsMerged },
    }));
  } catch (error) {
    if (error instanceof IngestError && error.code === "INGEST_TRUNCATED") return null;
    throw error;
  }
}
