import { createHash } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import { type Tx, transact } from "../../platform/db.ts";
import { notFound } from "../../platform/http-errors.ts";
import { onceIn } from "../../platform/idempotency.ts";
import { recordEvent } from "../audit/record-event.ts";
import { clusterTimeZones } from "../inventory/cluster-time-zones.ts";
import type { Batch } from "./core/batch.ts";
import { RejectError } from "./core/errors.ts";
import { parseHeader, presentFields } from "./core/sacct-header.ts";
import { takeResolvedRejects } from "./keep-coverage.queries.ts";
import { readRejects } from "./read-rejects.ts";
import {
  findRejectOrigin,
  insertResolutions,
  listRejects,
  type RejectedLine,
  type RejectOrigin,
} from "./rejects.queries.ts";
import type { UsageContext } from "./run-pricer.ts";
import { allowSlowReading, insertBatch, lockIngest } from "./usage.queries.ts";
import { writeText } from "./write-text.ts";

export interface RetryRejectsInput {
  readonly batchId: string;
  readonly idempotencyKey: string | null;
}

/** An origin whose rejects can be read again. */
type Readable = RejectOrigin & { readonly header: string };

/**
 * Reads the open rejects of a batch again, with the program, the clock and the zones of today, as a batch of its own. What
 * can be read now is stored and priced, and its rejects are marked as resolved by the new batch; the others stay open
 * where they are and are not kept twice. Holds the ingest lock, so that two who retry take each line in once.
 *
 * @throws {RejectError} `REJECTS_NOT_RETRYABLE` if the header of the text was not kept, `REJECTS_NONE_OPEN`.
 */
export async function retryRejects(
  ctx: UsageContext,
  { batchId, idempotencyKey: key }: RetryRejectsInput,
): Promise<Batch> {
  return await transact(ctx.db, async (tx) => {
    await allowSlowReading(tx);
    const call = { actorId: ctx.actor.id, operation: "retryUsageRejects", key, request: { batchId } };
    return await onceIn(tx, call, async () => {
      const origin = await findRejectOrigin(tx, batchId);
      if (origin === undefined) throw notFound();
      const { header } = origin;
      if (header === null) throw new RejectError("REJECTS_NOT_RETRYABLE");
      await lockIngest(tx);
      return await retryInto(ctx, tx, { ...origin, header });
    });
  });
}

async function retryInto(ctx: UsageContext, tx: Tx, origin: Readable): Promise<Batch> {
  const batchId = uuidv7();
  const at = ctx.now();
  const zoneOfCluster = await clusterTimeZones(tx, ctx.config);
  const { header, cluster, read_zone: readZone } = origin;
  const timeZone = readZone ?? zoneOfCluster;
  const seen = { bytes: 0, hash: createHash("sha256") };
  const outcome = { tried: [] as number[], failed: new Set<number>() };
  const rejects = openRejects(tx, origin.id, (raw) => {
    seen.bytes += raw.length;
    seen.hash.update(raw);
  });
  const tried = (lines: readonly number[]) => void outcome.tried.push(...lines);
  const reject = async (lines: readonly RejectedLine[]) => {
    for (const { line } of lines) outcome.failed.add(line);
    return lines.length;
  };
  const columns = presentFields(parseHeader(header, cluster).columns);
  const writing = { tx, batchId, at, timeZone, present: () => columns, reject, ownRejects: false };
  const counts = await writeText(ctx, writing, readRejects(rejects, { header, cluster, timeZone, now: at, tried }));
  if (seen.bytes === 0) throw new RejectError("REJECTS_NONE_OPEN");
  const resolved = outcome.tried.filter((line) => !outcome.failed.has(line));
  const batch: Batch = {
    ...{ id: batchId, source: "retry", source_name: origin.source_name, cluster },
    ...{ format: "text", api_version: null, warnings: [] },
    time_zone: readZone ?? zoneOfCluster(cluster ?? ""),
    bytes_read: seen.bytes,
    ...counts,
    ...{ started_at: at.toISOString(), finished_at: ctx.now().toISOString(), ingested_by: ctx.actor.username },
    ...{ retry_of: origin.id, can_retry: false, pull_id: null },
  };
  await insertBatch(tx, batch, { sha256: seen.hash.digest(), header: null, readZone });
  await insertResolutions(tx, { batchId: origin.id, resolvedBy: batchId, lines: resolved });
  if (resolved.length > 0) await takeResolvedRejects(tx, origin.id, resolved.length);
  const detail = { retry_of: origin.id, resolved: resolved.length, still_open: counts.lines_read - resolved.length };
  await recordEvent(tx, ctx, { action: "usage.rejects_retried", subject: batchId, detail: { ...detail, ...counts } });
  return batch;
}

const PAGE = 2_000;

/** The open rejects of a batch by line. Those that were cut because of their length are not whole and cannot be read. */
async function* openRejects(tx: Tx, batchId: string, seen: (raw: Buffer) => void): AsyncGenerator<RejectedLine> {
  for (let after = 0; ; ) {
    const rejects = await listRejects(tx, { batchId, limit: PAGE, after, state: "open" });
    for (const reject of rejects) {
      if (reject.reason === "RECORD_TOO_LONG") continue;
      seen(Buffer.from(`${reject.raw}\n`));
      yield reject;
    }
    const last = rejects.at(-1);
    if (last === undefined || rejects.length < PAGE) return;
    after = last.line;
  }
}
