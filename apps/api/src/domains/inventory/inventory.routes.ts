import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { operations } from "@purser/contract/operations";
import type { AppContext } from "../../platform/context.ts";
import { requestContext } from "../../platform/http-server.ts";
import { type ClusterRow, listClusterRows } from "./inventory.queries.ts";
import { retireCluster } from "./retire-cluster.ts";

export const inventoryRoutes: FastifyPluginAsyncTypebox<{ ctx: AppContext }> = async (app, { ctx }) => {
  app.route({
    ...operations.listClusters,
    handler: async () => {
      const clusters = await listClusterRows(ctx.db);
      return { data: clusters.map(toDto) };
    },
  });
  app.route({
    ...operations.retireCluster,
    handler: async (request) => {
      const input = { cluster: request.params.cluster, lastDay: request.body.last_day };
      return toDto(await retireCluster(requestContext(ctx, request), input));
    },
  });
};

function toDto({ name, time_zone, last_day }: ClusterRow) {
  return { name, time_zone, last_day };
}
