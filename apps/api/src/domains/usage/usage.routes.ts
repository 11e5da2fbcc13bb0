import { Readable } from "node:stream";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { operations } from "@purser/contract/operations";
import type { AppContext } from "../../platform/context.ts";
import { HttpError, notFound } from "../../platform/http-errors.ts";
import { requestContext } from "../../platform/http-server.ts";
import { DEFAULT_LIMIT, decodeCursor, encodeCursor, uuidPart } from "../../platform/page-cursor.ts";
import { askedWindow } from "./core/asked-window.ts";
import { ingestUsage } from "./ingest-usage.ts";
import type { UsageContext } from "./run-pricer.ts";
import { findBatch, listBatches } from "./usage.queries.ts";

type UsageAppContext = AppContext & Pick<UsageContext, "pricer" | "lifter">;

export const usageRoutes: FastifyPluginAsyncTypebox<{ ctx: UsageAppContext }> = async (app, { ctx }) => {
  app.route({
    ...operations.uploadUsageBatch,
    bodyLimit: ctx.config.maxUploadBytes,
    handler: async (request, reply) => {
      const { cluster = null, time_zone: timeZone = null, source_name: sourceName = "upload" } = request.query;
      const idempotencyKey = request.headers["idempotency-key"] ?? null;
      const content = bodyStream(request.body);
      const window = askedWindow(request.query.read_from, request.query.read_until);
      const input = { source: "upload" as const, sourceName, content, cluster, timeZone, idempotencyKey };
      return await reply.code(201).send(await ingestUsage(requestContext(ctx, request), { ...input, ...window }));
    },
  });
  app.route({
    ...operations.listUsageBatches,
    handler: async (request) => {
      const { limit = DEFAULT_LIMIT, cursor } = request.query;
      const key = decodeCursor(cursor, 1);
      const before = key === undefined ? null : uuidPart(key[0]);
      const batches = await listBatches(ctx.db, { limit: limit + 1, before });
      const page = batches.slice(0, limit);
      const last = page.at(-1);
      return { data: page, next_cursor: batches.length > limit && last !== undefined ? encodeCursor([last.id]) : null };
    },
  });
  app.route({
    ...operations.getUsageBatch,
    handler: async (request) => {
      const batch = await findBatch(ctx.db, request.params.batch_id);
      if (batch === undefined) throw notFound();
      return batch;
    },
  });
};

/**
 * The body as it streams in; the content types of this operation are never parsed before. Where reading ends early, the
 * rest is let go of unread: the answer can go out on a connection that lives on.
 */
function bodyStream(body: unknown): AsyncIterable<Buffer> {
  if (!(body instanceof Readable)) throw new HttpError("BODY_MALFORMED", "malformed");
  return untilEnough(body);
}

async function* untilEnough(body: Readable): AsyncGenerator<Buffer> {
  try {
    yield* body.iterator({ destroyOnReturn: false });
  } finally {
    body.resume();
  }
}
