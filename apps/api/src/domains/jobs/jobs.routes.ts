import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { operations } from "@purser/contract/operations";
import type { Actor, AppContext } from "../../platform/context.ts";
import { GroupedReads } from "../../platform/grouped-reads.ts";
import { notFound } from "../../platform/http-errors.ts";
import { requestContext } from "../../platform/http-server.ts";
import { DEFAULT_LIMIT, decodeCursor, encodeCursor, uuidPart, wholePart } from "../../platform/page-cursor.ts";
import { SharedReads } from "../../platform/shared-reads.ts";
import { seesAll } from "../identity/core/permissions.ts";
import { changedFields } from "./core/run-change.ts";
import {
  findRunsJson,
  isOwn,
  type ListedRuns,
  listRunsJson,
  type RunJson,
  type RunScope,
} from "./jobs-read.queries.ts";
import { LATEST_SECOND, readSeconds } from "./read-time.ts";
import { findRelatedJson, RELATIONS } from "./related-runs.queries.ts";
import { isVisible, listChanges, type RunChangeRow } from "./run-history.queries.ts";

const JSON_TYPE = "application/json; charset=utf-8";

export const jobRoutes: FastifyPluginAsyncTypebox<{ ctx: AppContext }> = async (app, { ctx }) => {
  const runs = new GroupedReads<RunJson>(async (ids) => await findRunsJson(ctx.db, ids));
  const pages = new SharedReads<ListedRuns>();
  app.route({
    ...operations.listRuns,
    handler: async (request, reply) => {
      const { limit = DEFAULT_LIMIT, cursor, from, to, ...names } = request.query;
      const scope = scopeOf(requestContext(ctx, request).actor);
      const key = decodeCursor(cursor, 2);
      const after = key && { submittedAt: wholePart(key[0], LATEST_SECOND), runId: uuidPart(key[1]) };
      const filters = { ...names, from: secondsOf("from", from), to: secondsOf("to", to) };
      const asked = [scope, filters, { limit, after: after ?? null }] as const;
      const { json, last } = await pages.get(JSON.stringify(asked), async () => await listRunsJson(ctx.db, ...asked));
      const next = last === null ? "null" : JSON.stringify(encodeCursor([last.submittedAt, last.runId]));
      // PostgreSQL has written the JSON; it goes out as it is.
      return await reply.type(JSON_TYPE).send(`{"data":${json},"next_cursor":${next}}` as never);
    },
  });
  app.route({
    ...operations.getRun,
    handler: async (request, reply) => {
      const run = await runs.get(request.params.run_id);
      if (run === undefined || !isOwn(scopeOf(requestContext(ctx, request).actor), run)) throw notFound();
      return await reply.type(JSON_TYPE).send(run.json as never);
    },
  });
  app.route({
    ...operations.listRunHistory,
    handler: async (request) => {
      const { limit = DEFAULT_LIMIT, cursor } = request.query;
      const runId = request.params.run_id;
      const key = decodeCursor(cursor, 1);
      const before = key === undefined ? null : BigInt(wholePart(key[0], Number.MAX_SAFE_INTEGER));
      if (!(await isVisible(ctx.db, scopeOf(requestContext(ctx, request).actor), runId))) throw notFound();
      const rows = await listChanges(ctx.db, runId, { before, limit: limit + 1 });
      const last = rows.length > limit ? rows[limit - 1] : undefined;
      const data = rows.slice(0, limit).map(changeAnswer);
      return { data, next_cursor: last === undefined ? null : encodeCursor([Number(last.sequence)]) };
    },
  });
  app.route({
    ...operations.getRelatedRuns,
    handler: async (request, reply) => {
      const scope = scopeOf(requestContext(ctx, request).actor);
      const runId = request.params.run_id;
      const groups: string[] = [];
      for (const relation of RELATIONS) {
        const json = await findRelatedJson(ctx.db, scope, { runId, relation, limit: DEFAULT_LIMIT });
        if (json === undefined) throw notFound();
        groups.push(`"${relation}":${json}`);
      }
      return await reply.type(JSON_TYPE).send(`{${groups.join(",")}}` as never);
    },
  });
};

function changeAnswer({ replaced_at, replaced_by, batch_id, before, after }: RunChangeRow) {
  const batches = { batch_id: replaced_by, previous_batch_id: batch_id };
  return { changed_at: replaced_at.toISOString(), ...batches, fields: changedFields(before, after) };
}

function secondsOf(field: string, time: string | undefined): number | undefined {
  return time === undefined ? undefined : readSeconds(field, time, "querystring");
}

function scopeOf(actor: Actor): RunScope {
  return seesAll(actor, "runs:read") ? { all: true } : { slurmUsers: actor.slurmUsers };
}
