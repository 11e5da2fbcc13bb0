import { Readable } from "node:stream";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { operations } from "@purser/contract/operations";
import type { AppContext } from "../../platform/context.ts";
import { preferredLanguage } from "../../platform/error-texts.ts";
import { notFound } from "../../platform/http-errors.ts";
import { requestContext } from "../../platform/http-server.ts";
import { DEFAULT_LIMIT, decodeCursor, encodeCursor, wholePart } from "../../platform/page-cursor.ts";
import { seesAll } from "../identity/core/permissions.ts";
import { rejectText } from "./core/reject-texts.ts";
import { rejectLines, rejectRows } from "./export-rejects.ts";
import { listRunRecords } from "./list-run-records.ts";
import { listRejects } from "./rejects.queries.ts";
import { retryRejects } from "./retry-rejects.ts";
import type { UsageContext } from "./run-pricer.ts";
import { findBatch } from "./usage.queries.ts";

type RejectAppContext = AppContext & Pick<UsageContext, "pricer" | "lifter">;

/** Lines as they came: those that could not be read, and those that runs were made of. */
export const rejectRoutes: FastifyPluginAsyncTypebox<{ ctx: RejectAppContext }> = async (app, { ctx }) => {
  const known = async (batchId: string) => {
    if ((await findBatch(ctx.db, batchId)) === undefined) throw notFound();
    return batchId;
  };
  app.route({
    ...operations.listUsageRejects,
    handler: async (request) => {
      const { limit = DEFAULT_LIMIT, cursor, state = null } = request.query;
      const batchId = await known(request.params.batch_id);
      const key = decodeCursor(cursor, 1);
      const after = key === undefined ? 0 : wholePart(key[0], Number.MAX_SAFE_INTEGER);
      const rejects = await listRejects(ctx.db, { batchId, limit: limit + 1, after, state });
      const page = rejects.slice(0, limit);
      const last = rejects.length > limit ? page.at(-1) : undefined;
      const language = preferredLanguage(request.headers["accept-language"]);
      const data = page.map(({ line, reason, field, raw, resolvedBy }) => ({
        ...{ line_number: line, reason, field, raw, resolved_by: resolvedBy },
        message: rejectText(reason, language),
      }));
      return { data, next_cursor: last === undefined ? null : encodeCursor([last.line]) };
    },
  });
  app.route({
    ...operations.downloadUsageRejects,
    handler: async (request, reply) => {
      const choice = { batchId: await known(request.params.batch_id), state: request.query.state ?? null };
      reply.header("content-disposition", 'attachment; filename="rejects.txt"');
      return await reply.type("text/plain; charset=utf-8").send(streamed(rejectLines(ctx.db, choice)));
    },
  });
  app.route({
    ...operations.exportUsageRejects,
    handler: async (request, reply) => {
      const choice = { batchId: await known(request.params.batch_id), state: request.query.state ?? null };
      const language = preferredLanguage(request.headers["accept-language"]);
      reply.header("content-disposition", 'attachment; filename="rejects.csv"');
      return await reply.type("text/csv; charset=utf-8").send(streamed(rejectRows(ctx.db, choice, language)));
    },
  });
  app.route({
    ...operations.retryUsageRejects,
    handler: async (request, reply) => {
      const idempotencyKey = request.headers["idempotency-key"] ?? null;
      const input = { batchId: request.params.batch_id, idempotencyKey };
      return await reply.code(201).send(await retryRejects(requestContext(ctx, request), input));
    },
  });
  app.route({
    ...operations.listRunRecords,
    handler: async (request) => {
      const { actor } = requestContext(ctx, request);
      const scope = seesAll(actor, "runs:read") ? null : actor.slurmUsers;
      const data = await listRunRecords(ctx.db, request.params.run_id, scope);
      if (data === undefined) throw notFound();
      return { data };
    },
  });
};

/** The contract's type for bytes is that of bytes in memory; Fastify takes a stream of them as well. */
function streamed(text: AsyncIterable<string>): Uint8Array {
  return Readable.from(text, { objectMode: false }) as unknown as Uint8Array;
}
