import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { operations } from "@purser/contract/operations";
import type { JobChange, NewJob } from "@purser/contract/schemas";
import type { Actor } from "../../platform/context.ts";
import { GroupedReads } from "../../platform/grouped-reads.ts";
import { notFound } from "../../platform/http-errors.ts";
import { requestContext } from "../../platform/http-server.ts";
import { DEFAULT_LIMIT, decodeCursor, encodeCursor, uuidPart, wholePart } from "../../platform/page-cursor.ts";
import { SharedReads } from "../../platform/shared-reads.ts";
import { seesAll } from "../identity/core/permissions.ts";
import type { EventsContext } from "./apply-events.ts";
import { changeJob, type JobEnd, removeJob } from "./change-job.ts";
import { JobError } from "./core/errors.ts";
import { expandHostLists } from "./core/host-list.ts";
import { NO_FACTS, type StartedEvent } from "./core/job-event.ts";
import { canEnd } from "./core/told-run.ts";
import { createJob } from "./create-job.ts";
import { isHistoryVisible, listJobEvents } from "./job-history.queries.ts";
import { isOwn, type ListedRuns, type RunJson, type RunScope } from "./jobs-read.queries.ts";
import { findJobsJson, listJobsJson } from "./live-jobs.queries.ts";
import { offered } from "./offered-event.ts";
import { readCluster } from "./read-cluster.ts";
import { LATEST_SECOND, readMoment, readSeconds } from "./read-time.ts";
import { tellerOf } from "./told-by.ts";

const JSON_TYPE = "application/json; charset=utf-8";
/** How far back runs of a node are looked for where nobody says. */
const NODE_SECONDS = 30 * 86_400;

export const liveJobRoutes: FastifyPluginAsyncTypebox<{ ctx: EventsContext }> = async (app, { ctx }) => {
  const jobs = new GroupedReads<RunJson>(async (ids) => await findJobsJson(ctx.db, ids));
  const pages = new SharedReads<ListedRuns>();
  app.route({
    ...operations.listJobs,
    handler: async (request, reply) => {
      const { limit = DEFAULT_LIMIT, cursor, from, to, ...names } = request.query;
      const key = decodeCursor(cursor, 2);
      const after = key && { submittedAt: wholePart(key[0], LATEST_SECOND), runId: uuidPart(key[1]) };
      const since = names.node === undefined ? undefined : ctx.now().getTime() / 1000 - NODE_SECONDS;
      const times = { from: secondsOf("from", from) ?? since, to: secondsOf("to", to) };
      const scope = scopeOf(requestContext(ctx, request).actor);
      const asked = [scope, { ...names, ...times }, { limit, after: after ?? null }] as const;
      const { json, last } = await pages.get(JSON.stringify(asked), async () => await listJobsJson(ctx.db, ...asked));
      const next = last === null ? "null" : JSON.stringify(encodeCursor([last.submittedAt, last.runId]));
      return await reply.type(JSON_TYPE).send(`{"data":${json},"next_cursor":${next}}` as never);
    },
  });
  app.route({
    ...operations.createJob,
    handler: async (request, reply) => {
      const by = requestContext(ctx, request);
      const teller = tellerOf(by, { request, reply }, "api");
      const id = await createJob(by, offered(startedEvent(request.body, ctx.now()), teller));
      return await reply
        .code(201)
        .type(JSON_TYPE)
        .send((await jobs.get(id))?.json as never); // whoever may change runs sees all of them
    },
  });
  app.route({
    ...operations.getJob,
    handler: async (request, reply) => {
      const job = await jobs.get(request.params.run_id);
      if (job === undefined || !isOwn(scopeOf(requestContext(ctx, request).actor), job)) throw notFound();
      return await reply.type(JSON_TYPE).send(job.json as never);
    },
  });
  app.route({
    ...operations.changeJob,
    handler: async (request, reply) => {
      const by = requestContext(ctx, request);
      const { run_id: id } = request.params;
      const { name = null } = request.body;
      const end = endOf(request.body, ctx.now());
      const teller = tellerOf(by, { request, reply }, "api");
      if (!(await changeJob(by, { runId: id, name, end, teller }))) throw notFound();
      return await reply.type(JSON_TYPE).send((await jobs.get(id))?.json as never);
    },
  });
  app.route({
    ...operations.removeJob,
    handler: async (request, reply) => {
      const by = requestContext(ctx, request);
      const teller = tellerOf(by, { request, reply }, "api");
      if (!(await removeJob(by, { runId: request.params.run_id, teller }))) throw notFound();
      return await reply.code(204).send(null);
    },
  });
  app.route({
    ...operations.listJobHistory,
    handler: async (request) => {
      const { limit = DEFAULT_LIMIT, cursor } = request.query;
      const { run_id: id } = request.params;
      const key = decodeCursor(cursor, 1);
      const before = key === undefined ? null : wholePart(key[0], Number.MAX_SAFE_INTEGER);
      if (!(await isHistoryVisible(ctx.db, scopeOf(requestContext(ctx, request).actor), id))) throw notFound();
      const rows = await listJobEvents(ctx.db, id, { before, limit: limit + 1 });
      const last = rows.length > limit ? rows[limit - 1] : undefined;
      return { data: rows.slice(0, limit), next_cursor: last === undefined ? null : encodeCursor([last.sequence]) };
    },
  });
};

function secondsOf(field: string, time: string | undefined): number | undefined {
  return time === undefined ? undefined : readSeconds(field, time, "querystring");
}

function scopeOf(actor: Actor): RunScope {
  return seesAll(actor, "jobs:read") ? { all: true } : { slurmUsers: actor.slurmUsers };
}

function startedEvent(body: NewJob, now: Date): StartedEvent {
  const { submit_time: submitted, started_at: started } = body;
  return {
    kind: "started",
    cluster: readCluster(body.cluster),
    jobId: body.job_id,
    at: started == null ? Math.floor(now.getTime() / 1000) : readMoment("started_at", started, now),
    node: "",
    nodes: expandHostLists(body.nodes),
    submittedAt: submitted == null ? null : readMoment("submit_time", submitted, now),
    restartCount: null,
    facts: {
      ...NO_FACTS,
      ...{ user: body.user, account: body.account ?? null, partition: body.partition ?? null, name: body.name ?? null },
      ...{ cpus: body.allocated_cpus ?? null, memoryMib: body.allocated_memory_mib ?? null, gpus: body.gpus ?? null },
      gpuVendor: body.gpu_vendor ?? null,
    },
    device: { gpuDevices: [], cgroupPath: null },
  };
}

/** The end that a change tells; null: it tells none. */
function endOf(body: JobChange, now: Date): JobEnd | null {
  const { state, final_state: given, ended_at: ended, exit_code: exitCode, exit_signal: signal } = body;
  if ([state, given, ended, exitCode, signal].every((value) => value === undefined)) return null;
  const finalState = given ?? state?.toUpperCase() ?? null;
  if (finalState !== null && !canEnd(finalState)) throw new JobError("JOB_STATE_NOT_FINAL", { state: finalState });
  const at = ended === undefined ? Math.floor(now.getTime() / 1000) : readMoment("ended_at", ended, now);
  return { at, finalState, exitCode: exitCode ?? null, signal: signal ?? null };
}
