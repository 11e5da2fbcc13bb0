import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { operations } from "@purser/contract/operations";
import type { Actor, AppContext } from "../../platform/context.ts";
import { notFound } from "../../platform/http-errors.ts";
import { requestContext } from "../../platform/http-server.ts";
import { DEFAULT_LIMIT, decodeCursor, encodeCursor } from "../../platform/page-cursor.ts";
import { seesAll } from "../identity/core/permissions.ts";
import { findRunJson, listRunsJson, type RunScope } from "./jobs-read.queries.ts";

const JSON_TYPE = "application/json; charset=utf-8";

export const jobRoutes: FastifyPluginAsyncTypebox<{ ctx: AppContext }> = async (app, { ctx }) => {
  app.route({
    ...operations.listRuns,
    handler: async (request, reply) => {
      const { limit = DEFAULT_LIMIT, cursor, ...filters } = request.query;
      const scope = scopeOf(requestContext(ctx, request).actor);
      const key = decodeCursor(cursor, 2);
      const after = key === undefined ? null : { submittedAt: String(key[0]), runId: String(key[1]) };
      const { json, last } = await listRunsJson(ctx.db, scope, filters, { limit, after });
      const next = last === null ? "null" : JSON.stringify(encodeCursor([last.submittedAt, last.runId]));
      // PostgreSQL has written the JSON; it goes out as it is.
      return await reply.type(JSON_TYPE).send(`{"data":${json},"next_cursor":${next}}` as never);
    },
  });
  app.route({
    ...operations.getRun,
    handler: async (request, reply) => {
      const json = await findRunJson(ctx.db, scopeOf(requestContext(ctx, request).actor), request.params.run_id);
      if (json === undefined) throw notFound();
      return await reply.type(JSON_TYPE).send(json as never);
    },
  });
};

function scopeOf(actor: Actor): RunScope {
  return seesAll(actor) ? { all: true } : { slurmUsers: actor.slurmUsers };
}
