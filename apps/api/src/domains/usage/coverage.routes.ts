import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { operations } from "@purser/contract/operations";
import type { AppContext } from "../../platform/context.ts";
import { type ClusterCoverage, listCoverageClusters, readCoverage, readCoverageDay } from "./read-coverage.ts";

const MOST_GAPS = 100;

/** Which days of which clusters have been read, and which have not. */
export const coverageRoutes: FastifyPluginAsyncTypebox<{ ctx: AppContext }> = async (app, { ctx }) => {
  app.route({
    ...operations.listCoverageClusters,
    handler: async () => {
      const clusters = await listCoverageClusters(ctx);
      return { data: clusters.map(toDto) };
    },
  });
  app.route({
    ...operations.readCoverage,
    handler: async (request) => {
      const { found, days } = await readCoverage(ctx, request.query);
      return { cluster: found.cluster, time_zone: found.time_zone, data: days };
    },
  });
  app.route({
    ...operations.readCoverageDay,
    handler: async (request) => {
      const { readSpans, batches, ...day } = await readCoverageDay(ctx, request.query);
      return {
        ...day,
        read_spans: readSpans.map(({ from, to }) => ({ from: instant(from), to: instant(to) })),
        batches: batches.map((batch) => ({ ...batch, finished_at: batch.finished_at.toISOString() })),
      };
    },
  });
};

function toDto({ readUntil, lagSeconds, gapDays, gaps, ...cluster }: ClusterCoverage) {
  return {
    ...cluster,
    read_until: readUntil === null ? null : instant(readUntil),
    lag_seconds: lagSeconds,
    gap_day_count: gapDays,
    gaps: gaps.slice(-MOST_GAPS).reverse(),
  };
}

const instant = (seconds: number) => new Date(seconds * 1000).toISOString();
