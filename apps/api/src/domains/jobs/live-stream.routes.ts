import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { operations } from "@purser/contract/operations";
import type { FastifyRequest } from "fastify";
import type { Actor, AppContext } from "../../platform/context.ts";
import { requestContext } from "../../platform/http-server.ts";
import { seesAll } from "../identity/core/permissions.ts";
import type { RunScope } from "./jobs-read.queries.ts";
import type { LiveStreams } from "./live-streams.ts";

export interface LiveStreamRouteOptions {
  readonly ctx: AppContext;
  readonly streams: LiveStreams;
  /** Who calls, looked up anew; null: they would not be let in any more. */
  readonly callerNow: (request: FastifyRequest) => Promise<Actor | null>;
}

const LONGEST_SECONDS = 3_600;

export const liveStreamRoutes: FastifyPluginAsyncTypebox<LiveStreamRouteOptions> = async (app, options) => {
  const { ctx, streams, callerNow } = options;
  app.addHook("preClose", async () => await streams[Symbol.asyncDispose]());
  app.route({
    ...operations.streamLiveRuns,
    handler: async (request, reply) => {
      const { seconds = LONGEST_SECONDS, ...filters } = request.query;
      const { actor } = requestContext(ctx, request);
      const scope = scopeOf(actor);
      const isStillGood = async () => {
        const now = await callerNow(request);
        return now !== null && JSON.stringify(scopeOf(now)) === JSON.stringify(scope);
      };
      const stream = streams.open({ id: actor.id, view: { scope, filters }, seconds, isStillGood });
      // A proxy would hold events back until it has many; and a connection that is idle after its stream would hold up the program's end.
      reply.headers({ "x-accel-buffering": "no", connection: "close" });
      return await reply.type("text/event-stream; charset=utf-8").send(stream as unknown as Uint8Array); // the contract says bytes
    },
  });
};

function scopeOf(actor: Actor): RunScope {
  return seesAll(actor, "jobs:read") ? { all: true } : { slurmUsers: actor.slurmUsers };
}
