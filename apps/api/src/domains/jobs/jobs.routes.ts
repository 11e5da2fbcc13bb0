import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { operations } from "@purser/contract/operations";
import type { Actor, AppContext } from "../../platform/context.ts";
import { HttpError, notFound } from "../../platform/http-errors.ts";
import { requestContext } from "../../platform/http-server.ts";
import { DEFAULT_LIMIT, decodeCursor, encodeCursor, uuidPart, wholePart } from "../../platform/page-cursor.ts";
import { seesAll } from "../identity/core/permissions.ts";
import { findRunJson, listRunsJson, type RunScope } from "./jobs-read.queries.ts";

/** The end of the year 9999, in epoch seconds: the last time that RFC 3339 can write. */
const LATEST = 253_402_300_799;
const JSON_TYPE = "application/json; charset=utf-8";

export const jobRoutes: FastifyPluginAsyncTypebox<{ ctx: AppContext }> = async (app, { ctx }) => {
  app.route({
    ...operations.listRuns,
    handler: async (request, reply) => {
      const { limit = DEFAULT_LIMIT, cursor, from, to, ...names } = request.query;
      const scope = scopeOf(requestContext(ctx, request).actor);
      const key = decodeCursor(cursor, 2);
      const after = key && { submittedAt: wholePart(key[0], LATEST), runId: uuidPart(key[1]) };
      const filters = { ...names, from: secondsOf("from", from), to: secondsOf("to", to) };
      const { json, last } = await listRunsJson(ctx.db, scope, filters, { limit, after: after ?? null });
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

/**
 * A time of a filter in epoch seconds. PostgreSQL does not read every time that RFC 3339 allows, such as year 0; a leap
 * second is the end of its minute.
 */
function secondsOf(field: string, time: string | undefined): number | undefined {
  if (time === undefined) return undefined;
  const leap = /^(.{17})60/.exec(time);
  const milliseconds = Date.parse(leap === null ? time : `${leap[1]}59${time.slice(19)}`);
  const seconds = milliseconds / 1000 + (leap === null ? 0 : 1);
  if (Number.isNaN(seconds)) {
    const details = [{ field, issue: "is not a time", in: "querystring" }];
    throw new HttpError("VALIDATION_FAILED", "invalid", { details });
  }
  return seconds;
}

function scopeOf(actor: Actor): RunScope {
  return seesAll(actor, "runs:read") ? { all: true } : { slurmUsers: actor.slurmUsers };
}
