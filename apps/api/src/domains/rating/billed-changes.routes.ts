import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { operations } from "@purser/contract/operations";
import type { RunAdjustment as AdjustmentAnswer } from "@purser/contract/schemas";
import { formatMicros } from "@purser/kernel/money";
import type { AppContext } from "../../platform/context.ts";
import { HttpError, notFound } from "../../platform/http-errors.ts";
import { requestContext } from "../../platform/http-server.ts";
import { DEFAULT_LIMIT, decodeCursor, encodeCursor, uuidPart } from "../../platform/page-cursor.ts";
import { seesAll } from "../identity/core/permissions.ts";
import {
  type BilledChangePage,
  findLatestNotice,
  listAdjustmentsOf,
  listSuperseded,
  type RunAdjustment,
} from "./billed-changes.queries.ts";
import { decideBilledChange } from "./decide-billed-change.ts";
import { type BilledChange, listBilledChanges } from "./list-billed-changes.ts";
import { readStandingRuns } from "./rated-runs.queries.ts";

/** Charges that did not stay as they were: superseded before they were billed, adjusted after. */
export const billedChangeRoutes: FastifyPluginAsyncTypebox<{ ctx: AppContext }> = async (app, { ctx }) => {
  app.route({
    ...operations.listBilledChanges,
    handler: async (request) => {
      const { limit = DEFAULT_LIMIT, cursor, status = null } = request.query;
      const { account_id: accountId = null, run_id: runId = null } = request.query;
      const page = { limit: limit + 1, after: keyIn(cursor), status, accountId, runId };
      const rows = await listBilledChanges(ctx.db, page);
      const last = rows.length > limit ? rows[limit - 1] : undefined;
      const next = last && encodeCursor([last.noticed_at.toISOString(), last.run_id, last.batch_id]);
      return { data: rows.slice(0, limit).map(changeAnswer), next_cursor: next ?? null };
    },
  });
  app.route({
    ...operations.decideBilledChange,
    handler: async (request) => {
      const { batch_id: batchId, outcome, note } = request.body;
      const idempotencyKey = request.headers["idempotency-key"] ?? null;
      const input = { runId: request.params.run_id, batchId, outcome, note, idempotencyKey };
      return await decideBilledChange(requestContext(ctx, request), input);
    },
  });
  app.route({
    ...operations.getChargeHistory,
    handler: async (request) => {
      const { actor } = requestContext(ctx, request);
      const runId = request.params.run_id;
      const scope = seesAll(actor, "runs:read") ? null : actor.slurmUsers;
      if ((await readStandingRuns(ctx.db, [runId], scope)).length === 0) throw notFound();
      const superseded = await listSuperseded(ctx.db, runId);
      const adjustments = await listAdjustmentsOf(ctx.db, [runId]);
      const notice = await findLatestNotice(ctx.db, runId);
      const isOpen = notice?.is_held === true && !notice.is_decided;
      const mayName = ({ account_slurm_user: owner }: RunAdjustment) =>
        scope === null || (owner !== null && scope.includes(owner));
      return {
        change_noticed_at: isOpen ? notice.noticed_at.toISOString() : null,
        superseded: superseded.map(({ superseded_at, micros, ...charge }) => ({
          ...{ ...charge, superseded_at: superseded_at.toISOString(), total: formatMicros(BigInt(micros)) },
        })),
        adjustments: adjustments.map((adjustment) => adjustmentAnswer(adjustment, mayName(adjustment))),
      };
    },
  });
};

function keyIn(cursor: string | undefined): BilledChangePage["after"] {
  const key = decodeCursor(cursor, 3);
  if (key === undefined) return null;
  const noticedAt = String(key[0]);
  if (!/^\d{4}-/.test(noticedAt) || Number.isNaN(Date.parse(noticedAt)))
    throw new HttpError("CURSOR_INVALID", "malformed");
  return { noticedAt, runId: uuidPart(key[1]), batchId: uuidPart(key[2]) };
}

function changeAnswer({ noticed_at, decided_at, parts, ...change }: BilledChange) {
  const times = { noticed_at: noticed_at.toISOString(), decided_at: decided_at?.toISOString() ?? null };
  return { ...change, ...times, parts: [...parts] };
}

/** The receipt of an account that is none of the caller's stays unnamed. */
function adjustmentAnswer(adjustment: RunAdjustment, seesReceipt: boolean): AdjustmentAnswer {
  const { id, account_id, account_name, currency, reason, receipt_id, receipt_number } = adjustment;
  return {
    ...{ id, account_id, account_name, currency },
    reason: reason as AdjustmentAnswer["reason"], // the column's own check
    ...{ amount: formatMicros(BigInt(adjustment.micros)), made_at: adjustment.made_at.toISOString() },
    billed: receipt_id !== null,
    ...(seesReceipt ? { receipt_id, receipt_number } : { receipt_id: null, receipt_number: null }),
  };
}
