import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { operations } from "@purser/contract/operations";
import type { AppContext } from "../../platform/context.ts";
import { type Language, preferredLanguage } from "../../platform/error-texts.ts";
import { HttpError, notFound } from "../../platform/http-errors.ts";
import { requestContext } from "../../platform/http-server.ts";
import { DEFAULT_LIMIT, decodeCursor, encodeCursor, wholePart } from "../../platform/page-cursor.ts";
import { seesAll } from "../identity/core/permissions.ts";
import { type ClusterView, listClusterViews } from "./cluster-views.queries.ts";
import type { LiveFailure } from "./core/live-source.ts";
import { isStale } from "./core/stale-view.ts";
import {
  countQueue,
  findNode,
  listNodes,
  listPartitions,
  listQueue,
  type QueueScope,
} from "./live-view-read.queries.ts";

interface LiveViewContext extends AppContext {
  /** Why a source did not answer, as a sentence for people. */
  readonly failureText: (failure: LiveFailure, language: Language) => string;
}

const JSON_TYPE = "application/json; charset=utf-8";
const MOST_32 = 0xffffffff;
const MOST_ID = 0x7fffffff;

export const liveViewRoutes: FastifyPluginAsyncTypebox<{ ctx: LiveViewContext }> = async (app, { ctx }) => {
  app.route({
    ...operations.listClusterViews,
    handler: async (request) => {
      const language = preferredLanguage(request.headers["accept-language"]);
      return { data: (await listClusterViews(ctx.db)).map((view) => toldView(ctx, view, language)) };
    },
  });
  app.route({
    ...operations.listNodes,
    handler: async (request, reply) => {
      const { limit = DEFAULT_LIMIT, cursor, ...filters } = request.query;
      const key = decodeCursor(cursor, 2);
      const after = key === undefined ? null : { cluster: textPart(key[0]), name: textPart(key[1]) };
      const { records, last } = await listNodes(ctx.db, filters, { limit, after });
      return await reply.type(JSON_TYPE).send(page(records, last && [last.cluster, last.name]) as never);
    },
  });
  app.route({
    ...operations.getNode,
    handler: async (request, reply) => {
      const json = await findNode(ctx.db, request.params);
      if (json === undefined) throw notFound();
      return await reply.type(JSON_TYPE).send(json as never);
    },
  });
  app.route({
    ...operations.listPartitions,
    handler: async (request, reply) => {
      const records = await listPartitions(ctx.db, request.query.cluster ?? null);
      return await reply.type(JSON_TYPE).send(list(records) as never);
    },
  });
  app.route({
    ...operations.listQueue,
    handler: async (request, reply) => {
      const { limit = DEFAULT_LIMIT, cursor, ...filters } = request.query;
      const { actor } = requestContext(ctx, request);
      const scope: QueueScope = seesAll(actor, "queue:read") ? { all: true } : { slurmUsers: actor.slurmUsers };
      const key = decodeCursor(cursor, 3);
      const after = key && {
        ...{ priority: wholePart(key[0], MOST_32), clusterId: wholePart(key[1], MOST_ID) },
        jobId: wholePart(key[2], MOST_32),
      };
      const { records, last } = await listQueue(ctx.db, scope, filters, { limit, after: after ?? null });
      const next = last && [last.priority, last.clusterId, last.jobId];
      return await reply.type(JSON_TYPE).send(page(records, next) as never);
    },
  });
  app.route({
    ...operations.countQueue,
    handler: async (request, reply) => {
      const records = await countQueue(ctx.db, request.query.cluster ?? null);
      return await reply.type(JSON_TYPE).send(list(records) as never);
    },
  });
};

function toldView(ctx: LiveViewContext, { failures, ...view }: ClusterView, language: Language) {
  return {
    ...view,
    is_stale: isStale(view.age_seconds, ctx.config.liveSyncSeconds),
    failures: failures.map((failure) => ({ ...failure, message: ctx.failureText(failure, language) })),
  };
}

/** PostgreSQL has written the JSON of each record; it goes out as it is. */
function page(records: readonly string[], last: readonly (string | number)[] | null): string {
  const next = last === null ? "null" : JSON.stringify(encodeCursor(last));
  return `{"data":[${records.join(",")}],"next_cursor":${next}}`;
}

function list(records: readonly string[]): string {
  return `{"data":[${records.join(",")}]}`;
}

/** A part of a key that has to be a text that PostgreSQL can hold. */
function textPart(part: string | number | undefined): string {
  if (typeof part === "string" && !part.includes("\0")) return part;
  throw new HttpError("CURSOR_INVALID", "malformed");
}
