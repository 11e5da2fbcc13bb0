import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { operations } from "@purser/contract/operations";
import type { JobFinished, JobStarted } from "@purser/contract/schemas";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Actor, AppContext } from "../../platform/context.ts";
import { preferredLanguage } from "../../platform/error-texts.ts";
import { requestContext } from "../../platform/http-server.ts";
import { DEFAULT_LIMIT, decodeCursor, encodeCursor, uuidPart, wholePart } from "../../platform/page-cursor.ts";
import { seesAll } from "../identity/core/permissions.ts";
import { JobError } from "./core/errors.ts";
import { eventText } from "./core/event-texts.ts";
import { expandHostLists } from "./core/host-list.ts";
import { type JobEvent, NO_FACTS } from "./core/job-event.ts";
import { canEnd } from "./core/told-run.ts";
import type { EventQueue } from "./event-queue.ts";
import type { RunScope } from "./jobs-read.queries.ts";
import { countJobs, countLiveRunsOf, type LiveRunRow, listLiveRuns, listNodeRuns } from "./live-runs.queries.ts";
import { offered } from "./offered-event.ts";
import { readCluster } from "./read-cluster.ts";
import { LATEST_SECOND, readMoment } from "./read-time.ts";
import { tellerOf } from "./told-by.ts";

export interface EventRouteOptions {
  readonly ctx: AppContext;
  readonly queue: EventQueue;
}

export const eventRoutes: FastifyPluginAsyncTypebox<EventRouteOptions> = async (app, { ctx, queue }) => {
  app.route({
    ...operations.recordJobStarted,
    handler: async (request, reply) => await take(request, reply, startedEvent(request.body, ctx.now())),
  });
  app.route({
    ...operations.recordJobFinished,
    handler: async (request, reply) => await take(request, reply, finishedEvent(request.body, ctx.now())),
  });
  app.route({
    ...operations.listLiveRuns,
    handler: async (request) => {
      const { limit = DEFAULT_LIMIT, cursor, ...filters } = request.query;
      const scope = scopeOf(requestContext(ctx, request).actor);
      const key = decodeCursor(cursor, 2);
      const after = key === undefined ? null : { startedAt: wholePart(key[0], LATEST_SECOND), runId: uuidPart(key[1]) };
      const rows = await listLiveRuns(ctx.db, scope, filters, { after, limit: limit + 1 });
      const last = rows.length > limit ? rows[limit - 1] : undefined;
      const isWhole = after === null && last === undefined;
      const total = isWhole ? rows.length : await countLiveRunsOf(ctx.db, scope, filters);
      return { data: rows.slice(0, limit), total, next_cursor: last === undefined ? null : cursorAt(last) };
    },
  });
  app.route({
    ...operations.listNodeRuns,
    handler: async (request) => {
      const { limit = DEFAULT_LIMIT, cursor, ...place } = request.query;
      const key = decodeCursor(cursor, 1);
      const after = key === undefined ? null : uuidPart(key[0]);
      const rows = await listNodeRuns(ctx.db, place, { after, limit: limit + 1 });
      const last = rows.length > limit ? rows[limit - 1] : undefined;
      return { data: rows.slice(0, limit), next_cursor: last === undefined ? null : encodeCursor([last.run_id]) };
    },
  });
  app.route({
    ...operations.countJobs,
    handler: async (request) => ({ data: await countJobs(ctx.db, scopeOf(requestContext(ctx, request).actor)) }),
  });

  async function take(request: FastifyRequest, reply: FastifyReply, event: JobEvent) {
    const teller = tellerOf(requestContext(ctx, request), { request, reply }, "lifecycle-event");
    const { status, runId } = await queue.offer(offered(event, teller));
    if (status === "frozen") throw new JobError("JOB_TERMINAL_FROZEN", { run_id: runId });
    const message = eventText(status, preferredLanguage(request.headers["accept-language"]));
    return { status, job_id: event.jobId, run_id: runId, message };
  }
};

function cursorAt({ started_at: started, run_id: runId }: LiveRunRow): string {
  return encodeCursor([started === null ? 0 : Date.parse(started) / 1000, runId]);
}

function scopeOf(actor: Actor): RunScope {
  return seesAll(actor, "jobs:read") ? { all: true } : { slurmUsers: actor.slurmUsers };
}

type Common = Pick<JobFinished, "cluster" | "job_id" | "timestamp" | "node" | "submit_time" | "restart_count">;

function common(body: Common, nodes: readonly string[], now: Date) {
  const at = readMoment("timestamp", body.timestamp, now);
  return {
    cluster: readCluster(body.cluster),
    jobId: Number(body.job_id),
    at,
    node: body.node ?? "",
    nodes: expandHostLists(nodes),
    submittedAt: body.submit_time == null ? null : readMoment("submit_time", body.submit_time, now),
    restartCount: body.restart_count ?? null,
  };
}

function startedEvent(body: JobStarted, now: Date): JobEvent {
  return {
    kind: "started",
    ...common(body, body.node_list, now),
    facts: {
      user: body.user,
      account: body.account ?? null,
      partition: body.partition ?? null,
      name: body.name ?? null,
      cpus: body.cpu_allocation ?? null,
      memoryMib: body.memory_allocation_mb ?? null,
      gpus: body.gpu_allocation ?? null,
      gpuVendor: body.gpu_vendor ?? null,
      arrayJobId: body.array_job_id ?? null,
      arrayTaskId: body.array_task_id ?? null,
    },
    device: { gpuDevices: body.gpu_devices ?? [], cgroupPath: body.cgroup_path ?? null },
  };
}

/** @throws {JobError} `JOB_STATE_NOT_FINAL` where Slurm's state is no end. */
function finishedEvent(body: JobFinished, now: Date): JobEvent {
  const finalState = body.final_state ?? null;
  if (finalState !== null && !canEnd(finalState)) {
    const details = [{ field: "final_state", issue: "is not the state of a run that has ended" }];
    throw new JobError("JOB_STATE_NOT_FINAL", { state: finalState }, { details });
  }
  return {
    kind: "finished",
    ...common(body, body.node_list ?? [], now),
    ...{ finalState, exitCode: body.exit_code ?? null, signal: body.signal ?? null },
    facts: {
      ...NO_FACTS,
      ...{ user: body.user ?? null, account: body.account ?? null, partition: body.partition ?? null },
    },
  };
}
