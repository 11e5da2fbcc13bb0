import { createHash } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import { type Tx, transact } from "../../platform/db.ts";
import { notFound } from "../../platform/http-errors.ts";
import { onceIn } from "../../platform/idempotency.ts";
import { recordEvent } from "../audit/record-event.ts";
import { clusterTimeZones } from "../inventory/cluster-time-zones.ts";
import type { Batch } from "./core/batch.ts";
import { RejectError } from "./core/errors.ts";
import { takeResolvedRejects } from "./keep-coverage.queries.ts";
import { lockIngest } from "./lock-ingest.ts";
import { rejectReading } from "./reject-reading.ts";
import {
  findRejectOrigin,
  insertResolutions,
  listRejects,
  type RejectedLine,
  type RejectOrigin,
} from "./rejects.queries.ts";
import type { UsageContext } from "./run-pricer.ts";
import { allowSlowReading, insertBatch } from "./usage.queries.ts";
import { writeText } from "./write-text.ts";

export interface RetryRejectsInput {
  readonly batchId: string;
  readonly idempotencyKey: string | null;
}

/**
 * Reads the open rejects of a batch again, with the program, the clock and the zones of today, as a batch of its own. What
 * can be read now is stored and priced, and its rejects are marked as resolved by the new batch; the others stay open
 * where they are and are not kept twice. Holds the ingest lock, so that two who retry take each line in once.
 *
 * @throws {RejectError} `REJECTS_NOT_RETRYABLE` if what reading them takes was not kept, `REJECTS_NONE_OPEN`.
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
      await lockIngest(tx);
      return await retryInto(ctx, tx, origin);
    });
  });
}

async function retryInto(ctx: UsageContext, tx: Tx, origin: RejectOrigin): Promise<Batch> {
  const batchId = uuidv7();
  const at = ctx.now();
  const zoneOfCluster = await clusterTimeZones(tx, ctx.config);
  const reading = rejectReading(origin, { lifter: ctx.lifter, now: at, zoneOfCluster });
  if (reading === null) throw new RejectError("REJECTS_NOT_RETRYABLE");
  const seen = { bytes: 0, hash: createHash("sha256") };
  const failed = new Set<number>();
  const rejects = openRejects(tx, { batchId: origin.id, page: reading.page }, (raw) => {
    seen.bytes += raw.length;
    seen.hash.update(raw);
  });
  const reject = async (lines: readonly RejectedLine[]) => {
    for (const { line } of lines) failed.add(reading.lineOf(line));
    return lines.length;
  };
  const { timeZone, present } = reading;
  const writing = { tx, batchId, at, timeZone, present, reject, ownRejects: false };
  const written = await writeText(ctx, writing, reading.chunks(rejects));
  if (seen.bytes === 0) throw new RejectError("REJECTS_NONE_OPEN");
  // Of a job that is told in one line several steps may fail.
  const counts = { ...written, rejected: failed.size };
  const resolved = reading.tried.filter((line) => !failed.has(line));
  const { cluster, read_zone: readZone, source_name } = origin;
  const isText = origin.format === "text";
  const batch: Batch = {
    ...{ id: batchId, source: "retry", source_name, cluster, warnings: [] },
    ...{ format: isText ? "text" : "json", api_version: origin.api_version },
    time_zone: isText ? (readZone ?? zoneOfCluster(cluster ?? "")) : "UTC",
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

/** Their records were not kept whole. */
const CUT: ReadonlySet<string> = new Set(["RECORD_TOO_LONG", "RECORD_TOO_DEEP"]);

/** The open rejects of a batch by line, but for those that were cut and cannot be read. */
async function* openRejects(
  tx: Tx,
  { batchId, page }: { readonly batchId: string; readonly page: number },
  seen: (raw: Buffer) => void,
): AsyncGenerator<RejectedLine> {
  for (let after = 0; ; ) {
    const rejects = await listRejects(tx, { batchId, limit: page, after, state: "open" });
    for (const reject of rejects) {
      if (CUT.has(reject.reason)) continue;
      seen(Buffer.from(`${reject.raw}\n`));
      yield reject;
    }
    const last = rejects.at(-1);
    if (last === undefined || rejects.length < page) return;
    after = last.line;
  }
}
