import { credentialBackends } from "./credential-backends.ts";
import { auditRoutes } from "./domains/audit/audit.routes.ts";
import { observeSealing } from "./domains/audit/metrics.ts";
import { recordRefusals } from "./domains/audit/record-refusals.ts";
import { apiTokenRoutes } from "./domains/identity/api-tokens.routes.ts";
import { authenticate } from "./domains/identity/authenticate.ts";
import { authenticateApiToken } from "./domains/identity/authenticate-api-token.ts";
import { looksLikeApiToken } from "./domains/identity/core/api-token.ts";
import { isAllowed, type Permission } from "./domains/identity/core/permissions.ts";
import { isFresh } from "./domains/identity/core/session.ts";
import { identityRoutes } from "./domains/identity/identity.routes.ts";
import { lockRoutes } from "./domains/identity/locks.routes.ts";
import { mfaRoutes } from "./domains/identity/mfa.routes.ts";
import { passwordRoutes } from "./domains/identity/passwords.routes.ts";
import { peopleRoutes } from "./domains/identity/people.routes.ts";
import { sessionRoutes } from "./domains/identity/sessions.routes.ts";
import { inventoryRoutes } from "./domains/inventory/inventory.routes.ts";
import { liveViewRoutes } from "./domains/inventory/live-view.routes.ts";
import { observeMachine } from "./domains/inventory/metrics.ts";
import { applyEvents, type EventsContext } from "./domains/jobs/apply-events.ts";
import { efficiencyRoutes } from "./domains/jobs/efficiency.routes.ts";
import { EventNames } from "./domains/jobs/event-names.ts";
import { EventQueue } from "./domains/jobs/event-queue.ts";
import { eventRoutes } from "./domains/jobs/events.routes.ts";
import { followLiveRuns } from "./domains/jobs/follow-live-runs.ts";
import { jobRoutes } from "./domains/jobs/jobs.routes.ts";
import { liveJobRoutes } from "./domains/jobs/live-jobs.routes.ts";
import { liveStreamRoutes } from "./domains/jobs/live-stream.routes.ts";
import { observeLiveRuns } from "./domains/jobs/observe-live-runs.ts";
import { RunSummary } from "./domains/jobs/run-summary.ts";
import { bindingRoutes } from "./domains/organisation/bindings.routes.ts";
import { organisationRoutes } from "./domains/organisation/organisation.routes.ts";
import { billedChangeRoutes } from "./domains/rating/billed-changes.routes.ts";
import { bindingChangeRoutes } from "./domains/rating/bindings.routes.ts";
import { ratingRoutes } from "./domains/rating/rating.routes.ts";
import { runParker } from "./domains/rating/run-parker.ts";
import { runPricer } from "./domains/rating/run-pricer.ts";
import { receiptRoutes } from "./domains/receipts/receipts.routes.ts";
import { jobMetricRoutes } from "./domains/samples/job-metrics.routes.ts";
import { observeSamples } from "./domains/samples/metrics.ts";
import { observeLastSamples } from "./domains/samples/observe-last-samples.ts";
import { SampleWriter } from "./domains/samples/sample-writer.ts";
import { sampleRoutes } from "./domains/samples/samples.routes.ts";
import type { ClusterSources } from "./domains/usage/cluster-sources.ts";
import { coverageRoutes } from "./domains/usage/coverage.routes.ts";
import { failureText } from "./domains/usage/failure-text.ts";
import { observeUsage } from "./domains/usage/metrics.ts";
import { pullRoutes } from "./domains/usage/pulls.routes.ts";
import { pushRoutes } from "./domains/usage/push.routes.ts";
import { reconciliationRoutes } from "./domains/usage/reconciliation.routes.ts";
import { rejectRoutes } from "./domains/usage/rejects.routes.ts";
import { usageRoutes } from "./domains/usage/usage.routes.ts";
import { jobLifter } from "./integrations/slurm/job-lifter.ts";
import { callerNow } from "./platform/caller-now.ts";
import type { AppContext } from "./platform/context.ts";
import type { Draining } from "./platform/draining.ts";
import { onRefusedCall } from "./platform/http-refusals.ts";
import { type AccessControl, createServer, type Server } from "./platform/http-server.ts";
import { createMetrics } from "./platform/metrics.ts";
import type { PdfPool } from "./platform/pdf/pdf-pool.ts";
import { observeStorage } from "./platform/storage-metrics.ts";
import { systemRoutes } from "./platform/system.routes.ts";
import { installWebApp } from "./platform/web-app.ts";
import { usageSources } from "./usage-sources.ts";

export interface AppOptions {
  readonly ctx: AppContext & { readonly pdf: PdfPool };
  readonly version: string;
  readonly draining?: Draining;
  /** Where accounting is pulled from; by default what the configuration says. */
  readonly sources?: readonly ClusterSources[];
}

/** Puts the program together by hand: every slice's routes, and every port with what fills it. */
export async function buildApp({ ctx, version, draining, sources = usageSources(ctx) }: AppOptions): Promise<Server> {
  const metrics = createMetrics({ pool: ctx.db.pool, version });
  observeStorage(metrics.registry, ctx.db);
  observeSealing(metrics.registry, ctx.db);
  const access = accessControl(ctx);
  const app = await createServer({ ctx, metrics, access, draining });
  const kept = [
    observeUsage(metrics, ctx),
    observeMachine(metrics, ctx),
    observeLiveRuns(metrics, ctx),
    observeLastSamples(metrics, ctx),
  ];
  app.addHook("onClose", async () => {
    for (const figures of kept) await figures[Symbol.asyncDispose]();
  });
  onRefusedCall(app, recordRefusals(ctx));
  await app.register(systemRoutes, { pool: ctx.db.pool, metrics, config: ctx.config, draining });
  const signIn = { ...ctx, backends: credentialBackends(ctx) };
  await app.register(identityRoutes, { ctx: signIn });
  await app.register(peopleRoutes, { ctx });
  await app.register(apiTokenRoutes, { ctx });
  await app.register(sessionRoutes, { ctx: signIn });
  await app.register(lockRoutes, { ctx });
  await app.register(passwordRoutes, { ctx });
  await app.register(mfaRoutes, { ctx });
  await app.register(auditRoutes, { ctx });
  await app.register(organisationRoutes, { ctx });
  await app.register(bindingRoutes, { ctx });
  await app.register(inventoryRoutes, { ctx });
  await app.register(liveViewRoutes, { ctx: { ...ctx, failureText } });
  await app.register(jobRoutes, { ctx });
  const events = { ...ctx, parker: runParker, names: new EventNames() };
  const queue = eventQueue(app, events);
  await app.register(eventRoutes, { ctx, queue });
  await app.register(liveJobRoutes, { ctx: events });
  await app.register(efficiencyRoutes, { ctx });
  const streams = followLiveRuns(ctx, draining);
  await app.register(liveStreamRoutes, { ctx, streams, callerNow: callerNow(access) });
  const writer = new SampleWriter(ctx);
  const sink = { writer, onWritten: observeSamples(metrics.registry, writer) };
  await app.register(sampleRoutes, { sink });
  await app.register(jobMetricRoutes, { ctx, sink });
  await app.register(ratingRoutes, { ctx });
  await app.register(bindingChangeRoutes, { ctx });
  await app.register(billedChangeRoutes, { ctx });
  const usage = { ...ctx, pricer: runPricer, lifter: jobLifter };
  await app.register(usageRoutes, { ctx: usage });
  await app.register(pushRoutes, { ctx: usage });
  await app.register(rejectRoutes, { ctx: usage });
  await app.register(pullRoutes, { ctx: { ...usage, sources } });
  await app.register(coverageRoutes, { ctx });
  await app.register(reconciliationRoutes, { ctx: { ...ctx, sources } });
  await app.register(receiptRoutes, { ctx });
  await installWebApp(app);
  return app;
}

/** The queue of events, which ends with the program. */
function eventQueue(app: Server, events: EventsContext): EventQueue {
  const summary = new RunSummary(events);
  const queue = new EventQueue({
    apply: async (group) => {
      const results = await applyEvents(events, group);
      summary.note(results);
      return results;
    },
  });
  app.addHook("onClose", async () => {
    await queue[Symbol.asyncDispose]();
    await summary[Symbol.asyncDispose]();
  });
  return queue;
}

function accessControl(ctx: AppContext): AccessControl {
  const bySignIn = authenticate(ctx);
  const byApiToken = authenticateApiToken(ctx);
  return {
    authenticate: async (bearer, origin) =>
      looksLikeApiToken(bearer) ? await byApiToken(bearer, origin) : await bySignIn(bearer),
    // The contract's permissions are the table's: a test compares them.
    isAllowed: (actor, permission) => isAllowed(actor, permission as Permission),
    isFresh: (actor) => isFresh(actor, ctx.now()),
  };
}
