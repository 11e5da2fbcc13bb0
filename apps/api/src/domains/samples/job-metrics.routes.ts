import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import type { OperationTypes } from "@purser/contract/operation-types";
import { operations } from "@purser/contract/operations";
import type { AppContext } from "../../platform/context.ts";
import { notFound, refusedValue } from "../../platform/http-errors.ts";
import { requestContext } from "../../platform/http-server.ts";
import { seesAll } from "../identity/core/permissions.ts";
import { addJobSample } from "./add-job-sample.ts";
import type { FoldedDevice } from "./core/device-folds.ts";
import { SampleRefused } from "./core/errors.ts";
import type { MetricItem, Stats } from "./core/metric-fold.ts";
import type { SamplesSink } from "./push-samples.ts";
import { type JobMetrics, readJobMetrics } from "./read-job-metrics.ts";
import { isRunVisible } from "./sampled-runs.queries.ts";

export const jobMetricRoutes: FastifyPluginAsyncTypebox<{ ctx: AppContext; sink: SamplesSink }> = async (
  app,
  { ctx, sink },
) => {
  app.route({
    ...operations.getJobMetrics,
    handler: async (request) => {
      const { actor } = requestContext(ctx, request);
      const { from, to, node, points = 500, devices = false } = request.query;
      const runId = request.params.run_id;
      const slurmUsers = seesAll(actor, "jobs:read") ? null : actor.slurmUsers;
      if (!(await isRunVisible(ctx.db, runId, slurmUsers))) throw notFound();
      const window = { from: timeOf("from", from), to: timeOf("to", to) };
      return toDto(runId, await readJobMetrics(ctx.db, { runId, ...window, node, points, devices }));
    },
  });
  app.route({
    ...operations.addJobSample,
    handler: async (request, reply) => {
      const runId = request.params.run_id.toLowerCase();
      try {
        const status = await addJobSample(sink, { runId, measured: request.body, now: ctx.now() });
        return await reply.code(201).send({ run_id: runId, status });
      } catch (error) {
        // Whatever is wrong with the sample, where there is no run there is nothing to add it to.
        if (error instanceof SampleRefused && !(await isRunVisible(ctx.db, runId, null))) throw notFound();
        throw error;
      }
    },
  });
};

type Answer = OperationTypes["getJobMetrics"]["responses"][200];

function toDto(runId: string, metrics: JobMetrics): Answer {
  const { time, samples, bucketMs, nodes, points, devices, devicesLeftOut } = metrics;
  const nameOf = (label: number | null) => (label === null ? null : nodes.get(label) || null);
  return {
    run_id: runId,
    from: time === null ? null : new Date(time.from).toISOString(),
    to: time === null ? null : new Date(time.to).toISOString(),
    samples,
    bucket_seconds: bucketMs === null ? null : bucketMs / 1000,
    nodes: [...nodes.values()].filter((node) => node !== ""),
    points: points.map((point) => toPoint(point, nameOf(point.nodeLabel))),
    devices: devices.map((device) => toDevice(device, nameOf(device.nodeLabel))),
    devices_left_out: devicesLeftOut,
  };
}

function toPoint({ at, samples, stats }: MetricItem, node: string | null): Answer["points"][number] {
  const [cpu, memory, gpu] = stats.map(toStats);
  const figures = { cpu_percent: cpu ?? null, memory_mib: memory ?? null, gpu_percent: gpu ?? null };
  return { at: new Date(at).toISOString(), node, samples, ...figures };
}

function toDevice({ id, vendor, points }: FoldedDevice, node: string | null): Answer["devices"][number] {
  return {
    ...{ node, id, vendor },
    points: points.map(({ at, samples, stats }) => {
      const [utilization = null, memory = null, power = null, temperature = null] = stats.map(toStats);
      return {
        ...{ at: new Date(at).toISOString(), samples },
        ...{ utilization_percent: utilization, memory_mib: memory, power_watts: power },
        temperature_celsius: temperature,
      };
    }),
  };
}

/** Hundredths as numbers with two decimals; the mean is rounded half up. */
function toStats(stats: Stats | null) {
  if (stats === null) return null;
  return { min: stats.min / 100, avg: Math.round(stats.sum / stats.count) / 100, max: stats.max / 100 };
}

/** A time of the query in milliseconds; a leap second, which no clock here knows, is refused. */
function timeOf(field: string, time: string | undefined): number | undefined {
  if (time === undefined) return undefined;
  const at = Date.parse(time);
  if (!Number.isNaN(at)) return at;
  throw refusedValue({ field, issue: "is not a time", in: "querystring" });
}
