import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { operations } from "@purser/contract/operations";
import type { ReceiptAdjustment } from "@purser/contract/schemas";
import { formatMicros } from "@purser/kernel/money";
import type { AppContext } from "../../platform/context.ts";
import { HttpError } from "../../platform/http-errors.ts";
import { requestContext } from "../../platform/http-server.ts";
import { DEFAULT_LIMIT, decodeCursor, encodeCursor, uuidPart } from "../../platform/page-cursor.ts";
import type { PdfPool } from "../../platform/pdf/pdf-pool.ts";
import { itemAnswer } from "./core/item-answer.ts";
import { summaryAnswer } from "./core/receipt-answer.ts";
import { drawReceipt, readLogo } from "./draw-receipt.ts";
import { issueReceipts } from "./issue-receipts.ts";
import { payReceipt } from "./pay-receipt.ts";
import { previewReceipts } from "./preview-receipts.ts";
import { answerFor, readReceipt, scopeOf } from "./read-receipt.ts";
import { type AdjustmentRow, listAdjustments, listItems, listReceipts } from "./receipts.queries.ts";
import { voidReceipt } from "./void-receipt.ts";

type ReceiptsAppContext = AppContext & { readonly pdf: PdfPool };

type Routes = FastifyPluginAsyncTypebox<{ ctx: ReceiptsAppContext }>;

export const receiptRoutes: Routes = async (app, options) => {
  await app.register(readingRoutes, options);
  await app.register(changingRoutes, options);
};

const readingRoutes: Routes = async (app, { ctx }) => {
  const logoPng = await readLogo(ctx.config.seller.logoFile, ctx.log);
  app.route({
    ...operations.listReceipts,
    handler: async (request) => {
      const { limit = DEFAULT_LIMIT, cursor, month = null, status = null, search = null } = request.query;
      const filter = { month, status, search, accountId: request.query.account_id ?? null };
      const key = decodeKey(cursor);
      const after = key === null ? null : { issuedAt: key.at, id: key.id };
      const scope = scopeOf(requestContext(ctx, request).actor);
      const rows = await listReceipts(ctx.db, scope, filter, { limit: limit + 1, after });
      const page = rows.slice(0, limit);
      const last = rows.length > limit ? page.at(-1) : undefined;
      return { data: page.map(summaryAnswer), next_cursor: nextCursor(last?.issued_at, last?.id) };
    },
  });
  app.route({
    ...operations.previewReceipts,
    handler: async (request) => {
      const { month, account_id: accountId = null } = request.query;
      return await previewReceipts(ctx, { month, accountId });
    },
  });
  app.route({
    ...operations.getReceipt,
    handler: async (request) => {
      const { actor } = requestContext(ctx, request);
      return answerFor(actor, await readReceipt(ctx.db, actor, request.params.receipt_id));
    },
  });
  app.route({
    ...operations.listReceiptItems,
    handler: async (request) => {
      const { limit = DEFAULT_LIMIT, cursor } = request.query;
      const { id } = await readReceipt(ctx.db, requestContext(ctx, request).actor, request.params.receipt_id);
      const key = decodeKey(cursor);
      const after = key === null ? null : { endedAt: key.at, runId: key.id };
      const rows = await listItems(ctx.db, id, { limit: limit + 1, after });
      const page = rows.slice(0, limit);
      const last = rows.length > limit ? page.at(-1) : undefined;
      return { data: page.map(itemAnswer), next_cursor: nextCursor(last?.ended_at, last?.run_id) };
    },
  });
  app.route({
    ...operations.listReceiptAdjustments,
    handler: async (request) => {
      const { limit = DEFAULT_LIMIT, cursor } = request.query;
      const { id } = await readReceipt(ctx.db, requestContext(ctx, request).actor, request.params.receipt_id);
      const key = decodeCursor(cursor, 1);
      const after = key === undefined ? null : uuidPart(key[0]);
      const rows = await listAdjustments(ctx.db, id, { limit: limit + 1, after });
      const page = rows.slice(0, limit);
      const last = rows.length > limit ? page.at(-1) : undefined;
      return { data: page.map(adjustmentAnswer), next_cursor: last ? encodeCursor([last.adjustment_id]) : null };
    },
  });
  app.route({
    ...operations.getReceiptPdf,
    handler: async (request, reply) => {
      const { actor } = requestContext(ctx, request);
      const wanted = { receiptId: request.params.receipt_id, language: request.query.lang ?? "en" };
      const { fileName, bytes } = await drawReceipt({ ...ctx, actor, logoPng }, wanted);
      reply.type("application/pdf").header("content-disposition", `inline; filename="${fileName}"`);
      reply.header("cache-control", "private, no-cache");
      return await reply.send(Buffer.from(bytes) as never); // bytes are what the contract calls a binary string
    },
  });
};

const changingRoutes: Routes = async (app, { ctx }) => {
  app.route({
    ...operations.issueReceipts,
    handler: async (request, reply) => {
      const { month, account_id: accountId = null } = request.body;
      const idempotencyKey = request.headers["idempotency-key"] ?? null;
      const answer = await issueReceipts(requestContext(ctx, request), { month, accountId, idempotencyKey });
      return await reply.code(201).send(answer);
    },
  });
  app.route({
    ...operations.payReceipt,
    handler: async (request) => {
      const { method, reference, paid_on: paidOn } = request.body;
      const receiptId = request.params.receipt_id;
      const idempotencyKey = request.headers["idempotency-key"] ?? null;
      const input = { receiptId, method, reference, paidOn, idempotencyKey };
      return await payReceipt(requestContext(ctx, request), input);
    },
  });
  app.route({
    ...operations.voidReceipt,
    handler: async (request) => {
      const receiptId = request.params.receipt_id;
      const idempotencyKey = request.headers["idempotency-key"] ?? null;
      const input = { receiptId, reason: request.body.reason, idempotencyKey };
      return await voidReceipt(requestContext(ctx, request), input);
    },
  });
};

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The time and id of the last record of the page before; null for the first page. */
function decodeKey(cursor: string | undefined): { at: string; id: string } | null {
  const key = decodeCursor(cursor, 2);
  if (key === undefined) return null;
  const [at, id] = key.map(String);
  if (at === undefined || id === undefined || !isInstant(at) || !UUID.test(id)) {
    throw new HttpError("CURSOR_INVALID", "malformed");
  }
  return { at, id };
}

function adjustmentAnswer({ micros, ended_at, ...adjustment }: AdjustmentRow): ReceiptAdjustment {
  return { ...adjustment, ended_at: ended_at?.toISOString() ?? null, amount: formatMicros(BigInt(micros)) };
}

function isInstant(text: string): boolean {
  const time = new Date(text);
  return !Number.isNaN(time.getTime()) && time.toISOString() === text && /^\d{4}-/.test(text);
}

function nextCursor(at: Date | undefined, id: string | undefined): string | null {
  return at === undefined || id === undefined ? null : encodeCursor([at.toISOString(), id]);
}
