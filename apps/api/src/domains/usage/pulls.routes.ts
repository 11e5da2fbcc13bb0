import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { operations } from "@purser/contract/operations";
import type { FastifyRequest } from "fastify";
import type { AppContext } from "../../platform/context.ts";
import { type Language, preferredLanguage } from "../../platform/error-texts.ts";
import { HttpError, notFound } from "../../platform/http-errors.ts";
import { requestContext } from "../../platform/http-server.ts";
import { DEFAULT_LIMIT, decodeCursor, encodeCursor, uuidPart } from "../../platform/page-cursor.ts";
import { changePull } from "./change-pull.ts";
import { type CheckedSource, checkSources } from "./check-sources.ts";
import type { ClusterSources } from "./cluster-sources.ts";
import { isScheduled, type Pull, type PullAction } from "./core/pull.ts";
import type { SourceFailure } from "./core/source-failure.ts";
import { failureText } from "./failure-text.ts";
import { findPull, listPulls, readClusterPulls, readScheduleStatus } from "./pulls.queries.ts";
import { requestPull } from "./request-pull.ts";
import type { UsageContext } from "./run-pricer.ts";

type PullsAppContext = AppContext &
  Pick<UsageContext, "pricer" | "lifter"> & {
    readonly sources: readonly ClusterSources[];
  };

export const pullRoutes: FastifyPluginAsyncTypebox<{ ctx: PullsAppContext }> = async (app, { ctx }) => {
  const sourcesOf = (cluster: string): ClusterSources => {
    const found = ctx.sources.find((each) => each.cluster === cluster.normalize("NFC"));
    if (found === undefined) {
      const details = [{ field: "cluster", issue: "names no cluster with sources" }];
      throw new HttpError("NOT_FOUND", "not-found", { details });
    }
    return found;
  };
  app.route({
    ...operations.listUsageSources,
    handler: async (request) => {
      const language = preferredLanguage(request.headers["accept-language"]);
      return { data: await Promise.all(ctx.sources.map(async (each) => await toldSources(ctx, each, language))) };
    },
  });
  app.route({
    ...operations.checkUsageSources,
    handler: async (request) => {
      const language = preferredLanguage(request.headers["accept-language"]);
      const checked = await checkSources(requestContext(ctx, request), sourcesOf(request.params.cluster));
      return { data: checked.map((source) => toldCheck(source, language)) };
    },
  });
  app.route({
    ...operations.listUsagePulls,
    handler: async (request) => {
      const { limit = DEFAULT_LIMIT, cursor, cluster = null, kind = null, state = null } = request.query;
      const key = decodeCursor(cursor, 1);
      const before = key === undefined ? null : uuidPart(key[0]);
      const pulls = await listPulls(ctx.db, { cluster, kind, state, before, limit: limit + 1 });
      const page = pulls.slice(0, limit);
      const last = page.at(-1);
      const language = preferredLanguage(request.headers["accept-language"]);
      return {
        data: page.map((pull) => told(pull, language)),
        next_cursor: pulls.length > limit && last !== undefined ? encodeCursor([last.id]) : null,
      };
    },
  });
  app.route({
    ...operations.requestUsagePull,
    handler: async (request, reply) => {
      const { cluster, from, to } = request.body;
      const pull = await requestPull(requestContext(ctx, request), {
        sources: sourcesOf(cluster),
        from: from === undefined ? null : new Date(from),
        to: to === undefined ? null : new Date(to),
        idempotencyKey: request.headers["idempotency-key"] ?? null,
      });
      return await reply.code(201).send(told(pull, preferredLanguage(request.headers["accept-language"])));
    },
  });
  app.route({
    ...operations.getUsagePull,
    handler: async (request) => {
      const pull = await findPull(ctx.db, request.params.pull_id);
      if (pull === undefined) throw notFound();
      return told(pull, preferredLanguage(request.headers["accept-language"]));
    },
  });
  const changing = (action: PullAction) => async (request: FastifyRequest<{ Params: { pull_id: string } }>) => {
    const pull = await changePull(requestContext(ctx, request), request.params.pull_id, action);
    return told(pull, preferredLanguage(request.headers["accept-language"]));
  };
  app.route({ ...operations.pauseUsagePull, handler: changing("pause") });
  app.route({ ...operations.resumeUsagePull, handler: changing("resume") });
  app.route({ ...operations.cancelUsagePull, handler: changing("cancel") });
};

async function toldSources({ db }: PullsAppContext, configured: ClusterSources, language: Language) {
  const { cluster, sources, everySeconds, overlapSeconds } = configured;
  const { recent_pulls: recent, open_pulls: open, ...known } = await readClusterPulls(db, cluster);
  const schedule = await readScheduleStatus(db, cluster);
  return {
    ...known,
    last_day: schedule.lastDay,
    is_scheduled: isScheduled(schedule),
    sources: sources.map(({ kind }) => kind),
    every_minutes: everySeconds / 60,
    overlap_minutes: overlapSeconds / 60,
    recent_pulls: recent.map((pull) => told(pull, language)),
    open_pulls: open.map((pull) => told(pull, language)),
  };
}

/** A pull whose failures are said in the caller's language. */
function told(pull: Pull, language: Language) {
  return { ...pull, failures: pull.failures.map((failure) => toldFailure(failure, language)) };
}

function toldFailure(failure: SourceFailure, language: Language) {
  return { ...failure, message: failureText(failure, language) };
}

function toldCheck({ source, check, milliseconds, failure }: CheckedSource, language: Language) {
  return {
    source,
    milliseconds,
    slurm_version: check?.slurmVersion ?? null,
    api_version: check?.apiVersion ?? null,
    clusters: check?.clusters ?? [],
    missing_columns: check?.missingColumns ?? [],
    token_in_clear: check?.tokenInClear ?? false,
    failures: failure === null ? [] : [toldFailure(failure, language)],
  };
}
