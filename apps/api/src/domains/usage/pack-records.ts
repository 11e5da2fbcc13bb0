import { promisify } from "node:util";
import { deflateRaw } from "node:zlib";
import type { StoredRuns } from "../jobs/store-runs.ts";
import { joinRecords } from "./core/record-pack.ts";
import type { Chunk } from "./read-chunks.ts";
import type { RecordPack } from "./records.queries.ts";

const deflated = promisify(deflateRaw);
/** The quickest: a better level saves a sixth of the bytes and takes twice the time. */
const QUICKEST = 1;

/** Deflates the records that have added or changed a run, on a thread of its own; null where there are none. */
export async function packRecords(
  { runs, records }: Pick<Chunk, "runs" | "records">,
  { records: outcomes, counts }: Pick<StoredRuns, "records" | "counts">,
): Promise<RecordPack | null> {
  if (counts.added + counts.changed === 0) return null;
  const kept: Parameters<typeof joinRecords>[0][number][] = [];
  let [firstLine, firstSubmitted, lastSubmitted] = [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, 0];
  for (const [index, { run, contentHash }] of runs.entries()) {
    const record = records[index];
    if (record === undefined || outcomes[index]?.outcome === "unchanged") continue;
    kept.push({ key: { jobId: run.jobId, contentHash }, raw: record.raw });
    firstLine = Math.min(firstLine, record.line);
    firstSubmitted = Math.min(firstSubmitted, run.submittedAt);
    lastSubmitted = Math.max(lastSubmitted, run.submittedAt);
  }
  const content = await deflated(joinRecords(kept), { level: QUICKEST });
  return { firstLine, firstSubmitted, lastSubmitted, content };
}
