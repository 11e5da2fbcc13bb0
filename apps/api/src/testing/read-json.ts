import { JsonReader, type JsonReaderOptions } from "../domains/usage/core/json-reader.ts";
import type { ParsedBatch } from "../domains/usage/core/run-collector.ts";
import { jobLifter } from "../integrations/slurm/job-lifter.ts";

/** A reader of the day on which everything was recorded. */
export function jsonReader(options: Partial<JsonReaderOptions> = {}): JsonReader {
  const now = new Date("2026-11-21T04:00:00Z");
  return new JsonReader({ cluster: null, now, lifter: jobLifter, version: null, ...options });
}

/** Reads a whole document in pieces of `size` bytes, by default in one. */
export function readJson(
  content: Buffer | string,
  options: Partial<JsonReaderOptions> = {},
  size = Number.MAX_SAFE_INTEGER,
): ParsedBatch {
  return readPieces(jsonReader(options), Buffer.from(content), size);
}

/** What a reader makes of all the bytes, in pieces of `size`. */
export function readPieces(reader: JsonReader, bytes: Buffer, size: number): ParsedBatch {
  const batches: ParsedBatch[] = [];
  for (let at = 0; at < bytes.length; at += size) batches.push(reader.push(bytes.subarray(at, at + size)));
  batches.push(reader.end());
  return {
    runs: batches.flatMap((batch) => [...batch.runs]),
    straySteps: batches.flatMap((batch) => [...batch.straySteps]),
    rejects: batches.flatMap((batch) => [...batch.rejects]),
    linesRead: batches.reduce((sum, batch) => sum + batch.linesRead, 0),
    stepsMerged: batches.reduce((sum, batch) => sum + batch.stepsMerged, 0),
  };
}
