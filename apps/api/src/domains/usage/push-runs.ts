import { createHash } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import type { Tx } from "../../platform/db.ts";
import { once } from "../../platform/idempotency.ts";
import { recordEvent } from "../audit/record-event.ts";
import { clusterTimeZones } from "../inventory/cluster-time-zones.ts";
import type { RecordOutcome } from "../jobs/store-runs.ts";
import type { Batch } from "./core/batch.ts";
import { groupPush, type PushGroup } from "./push-groups.ts";
import { insertRejects } from "./rejects.queries.ts";
import type { UsageContext } from "./run-pricer.ts";
import { insertBatch } from "./usage.queries.ts";
import { type Counts, type TextWriting, writeText } from "./write-text.ts";

export interface PushRunsInput {
  readonly cluster: string;
  /** What the batch is called. */
  readonly sourceName: string;
  /** Records as they came; nothing is known of them but that they are JSON, a few levels deep. */
  readonly records: readonly unknown[];
  readonly idempotencyKey: string | null;
}

/** What became of one record. */
export type PushResult =
  | { readonly outcome: RecordOutcome; readonly runId: string }
  | { readonly outcome: "rejected"; readonly reason: string; readonly field: string | null };

export interface PushedRuns {
  readonly batch: Batch;
  /** One for each record, in their order. */
  readonly results: readonly PushResult[];
}

/**
 * Stores and prices the runs of an integrator as one batch, all in one transaction. A record that cannot be read is
 * rejected by itself and kept with the batch; the same records again change nothing. Waits for other ingests.
 */
export async function pushRuns(ctx: UsageContext, input: PushRunsInput): Promise<PushedRuns> {
  const { cluster, sourceName, records, idempotencyKey: key } = input;
  const texts = records.map((record) => JSON.stringify(record));
  const sha256 = createHash("sha256").update(texts.join("\n")).digest();
  const request = { cluster, sourceName, sha256: sha256.toString("hex") };
  const call = { actorId: ctx.actor.id, operation: "pushRuns", key, request };
  return await once(ctx.db, call, async (tx) => await pushInto(ctx, tx, { ...input, texts, sha256 }));
}

type Push = PushRunsInput & {
  /** The records as JSON. */
  readonly texts: readonly string[];
  readonly sha256: Buffer;
};

async function pushInto(ctx: UsageContext, tx: Tx, push: Push): Promise<PushedRuns> {
  const { cluster, sourceName, records, texts, sha256 } = push;
  const batchId = uuidv7();
  const at = ctx.now();
  const groups = groupPush(
    records.map((value, index) => ({ value, json: texts[index] ?? "" })),
    { cluster, now: at },
  );
  const { counts, results } = await writeGroups(ctx, { tx, batchId, at }, groups);
  const batch: Batch = {
    ...{ id: batchId, source: "push", source_name: sourceName, cluster },
    ...{ format: "json", api_version: null, warnings: [], time_zone: "UTC" },
    bytes_read: texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0),
    ...counts,
    ...{ started_at: at.toISOString(), finished_at: ctx.now().toISOString(), ingested_by: ctx.actor.username },
    ...{ retry_of: null, can_retry: true, pull_id: null },
  };
  await insertBatch(tx, batch, { sha256, header: null, readZone: null });
  const { id, source, source_name, retry_of, can_retry, ...detail } = batch;
  await recordEvent(tx, ctx, { action: "usage.ingested", subject: id, detail: { source, source_name, ...detail } });
  return { batch, results };
}

/** Writes the groups one after the other, each with the fields that its records speak of. */
async function writeGroups(
  ctx: UsageContext,
  place: Pick<TextWriting, "tx" | "batchId" | "at">,
  groups: readonly PushGroup[],
): Promise<{ counts: Counts; results: readonly PushResult[] }> {
  const results: PushResult[] = [];
  let present: PushGroup["present"] = new Set();
  const chunks = async function* () {
    for (const group of groups) {
      present = group.present;
      yield group.chunk;
      for (const { line, reason, field } of group.chunk.rejects)
        results[line - 1] = { outcome: "rejected", reason, field };
    }
  };
  const written: TextWriting["written"] = (chunk, stored) => {
    for (const [index, record] of stored.entries()) {
      const line = chunk.records[index]?.line;
      if (line !== undefined) results[line - 1] = record;
    }
  };
  const joined: TextWriting["joined"] = (ids) => {
    for (const [index, result] of results.entries()) {
      if (result.outcome === "rejected") continue;
      results[index] = { ...result, runId: ids.get(result.runId) ?? result.runId };
    }
  };
  const timeZone = await clusterTimeZones(place.tx, ctx.config);
  const reject: TextWriting["reject"] = async (lines) => await insertRejects(place.tx, place.batchId, lines);
  const counts = await writeText(
    ctx,
    { ...place, timeZone, present: () => present, reject, written, joined },
    chunks(),
  );
  return { counts, results };
}
