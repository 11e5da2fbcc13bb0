import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { operations } from "@purser/contract/operations";
import type { AppContext } from "../../platform/context.ts";
import { notFound } from "../../platform/http-errors.ts";
import { requestContext } from "../../platform/http-server.ts";
import { seesAll } from "../identity/core/permissions.ts";
import { type Efficiency, runEfficiency } from "./core/efficiency.ts";
import { findRunUse } from "./run-use.queries.ts";

export const efficiencyRoutes: FastifyPluginAsyncTypebox<{ ctx: AppContext }> = async (app, { ctx }) => {
  app.route({
    ...operations.getJobEfficiency,
    handler: async (request) => {
      const { actor } = requestContext(ctx, request);
      const { run_id: runId } = request.params;
      const scope = seesAll(actor, "jobs:read") ? { all: true as const } : { slurmUsers: actor.slurmUsers };
      const use = await findRunUse(ctx.db, scope, runId, ctx.now());
      if (use === undefined) throw notFound();
      const { cpu, memory, gpu, sampledNodes } = runEfficiency(use);
      return {
        ...{ run_id: runId, held_seconds: use.heldSeconds, node_count: use.nodeCount, sampled_nodes: sampledNodes },
        ...{ cpu: cpu && toDto(cpu), gpu: gpu && toDto(gpu) },
        memory: memory && { ...toDto(memory), high_water_mib: memory.highWaterMib },
      };
    },
  });
};

function toDto({ source, percent, givenHours, unusedHours }: Efficiency) {
  return { source, percent, given_hours: givenHours, unused_hours: unusedHours };
}
