import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { operations } from "@purser/contract/operations";
import type { AppContext } from "../../platform/context.ts";
import { listClusterRows } from "./inventory.queries.ts";

export const inventoryRoutes: FastifyPluginAsyncTypebox<{ ctx: AppContext }> = async (app, { ctx }) => {
  app.route({
    ...operations.listClusters,
    handler: async () => {
      const clusters = await listClusterRows(ctx.db);
      return { data: clusters.map(({ name, time_zone }) => ({ name, time_zone })) };
    },
  });
};
