import { promisify } from "node:util";
import { deflateRaw } from "node:zlib";
import type { Run } from "../jobs/core/run.ts";
import type { StoredRuns } from "../jobs/store-runs.ts";
import { joinRecords } from "./core/record-pack.ts";
import type { Chunk } from "./read-chunks.ts";
import type { RecordPack } from "./records.queries.ts";

const deflated = promisify(deflateRaw);
/** The quickest: a better level saves a sixth of the bytes and takes twice the time. */
const QUICKEST = 1;

/**
 * Deflates the records that have added or changed a run, on a thread of its own; null where there are none. Where only
 * some of a chunk are news, a record that was known already may go with another of its run.
 */
export async function packRecords(
  { runs, records }: Pick<Chunk, "runs" | "records">,
  { added, changed, counts }: StoredRuns,
): Promise<RecordPack | null> {
  if (counts.added + counts.changed === 0) return null;
  const news = counts.unchanged === 0 ? null : new Set([...added, ...changed].map(({ run }) => nameOf(run)));
  const kept: Parameters<typeof joinRecords>[0][number][] = [];
  let [firstLine, firstSubmitted, lastSubmitted] = [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, 0];
  for (const [index, { run, contentHash }] of runs.entries()) {
    const record = records[index];
    if (record === undefined || (news !== null && !news.has(nameOf(run)))) continue;
    kept.push({ key: { jobId: run.jobId, contentHash }, raw: record.raw });
    firstLine = Math.min(firstLine, record.line);
    firstSubmitted = Math.min(firstSubmitted, run.submittedAt);
    lastSubmitted = Math.max(lastSubmitted, run.submittedAt);
  }
  const content = await deflated(joinRecords(kept), { level: QUICKEST });
  return { firstLine, firstSubmitted, lastSubmitted, content };
}

/** What never changes of a run. */
function nameOf({ cluster, jobId, submittedAt }: Run): string {
  return `${jobId} ${submittedAt} ${cluster}`;
}
