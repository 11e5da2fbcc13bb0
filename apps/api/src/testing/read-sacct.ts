import { type ParsedBatch, SacctReader, type SacctReaderOptions } from "../domains/usage/core/sacct-reader.ts";

/** Reads a whole text in pieces of `sizes` bytes, the last size again and again; by default in one piece. */
export function readAll(
  content: Buffer | string,
  options: Partial<SacctReaderOptions> = {},
  sizes: readonly number[] = [],
): ParsedBatch {
  const reader = new SacctReader({
    ...{ cluster: null, timeZone: "UTC", now: new Date("2026-11-21T04:00:00Z") },
    ...options,
  });
  const bytes = Buffer.from(content);
  const batches: ParsedBatch[] = [];
  let at = 0;
  for (let piece = 0; at < bytes.length; piece += 1) {
    const size = Math.max(1, sizes[Math.min(piece, sizes.length - 1)] ?? bytes.length);
    batches.push(reader.push(bytes.subarray(at, at + size)));
    at += size;
  }
  batches.push(reader.end());
  return {
    runs: batches.flatMap((batch) => [...batch.runs]),
    straySteps: batches.flatMap((batch) => [...batch.straySteps]),
    rejects: batches.flatMap((batch) => [...batch.rejects]),
    linesRead: batches.reduce((sum, batch) => sum + batch.linesRead, 0),
    stepsMerged: batches.reduce((sum, batch) => sum + batch.stepsMerged, 0),
  };
}
