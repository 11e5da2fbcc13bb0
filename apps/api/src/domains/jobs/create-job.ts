import { v7 as uuidv7 } from "uuid";
import type { RequestContext } from "../../platform/context.ts";
import { transactFrom } from "../../platform/db.ts";
import { recordEvent } from "../audit/record-event.ts";
import { type EventsContext, toldEvent } from "./apply-events.ts";
import { JobError } from "./core/errors.ts";
import type { StartedEvent } from "./core/job-event.ts";
import { loadKnownRuns, openingOf } from "./known-runs.ts";
import type { OfferedEvent } from "./offered-event.ts";
import { writeTellings } from "./write-tellings.ts";

export type NewJob = OfferedEvent & { readonly event: StartedEvent };

/**
 * Makes a run by hand, as if its start had been told; returns its id.
 *
 * @throws {JobError} `JOB_EXISTS` where the run is known, or its job has one under way and nothing tells the two apart.
 */
export async function createJob(ctx: EventsContext & RequestContext, job: NewJob): Promise<string> {
  const { event, teller } = job;
  const clusters = await ctx.names.clusters(ctx, [event.cluster]);
  const clusterIdOf = (name: string) => clusters.get(name) ?? 0;
  return await transactFrom(ctx.db, openingOf(clusterIdOf, [job]), async (tx, answers) => {
    const known = await loadKnownRuns(tx, { clusterIdOf, group: [job], answers });
    const { status, runId, snapshot } = known.judge(job);
    if (status !== "created") throw new JobError("JOB_EXISTS", { run_id: runId });
    const told = { kind: "created", outcome: status, at: event.at, told: toldEvent(event) } as const;
    const telling = { ...told, runId, digest: uuidv7(), groupId: uuidv7(), teller, snapshot };
    await writeTellings(tx, ctx, { touched: known.touched(), tellings: [telling] });
    const detail = { cluster: event.cluster, job_id: event.jobId, user: event.facts.user, ...context(job) };
    await recordEvent(tx, ctx, { action: "run.created", subject: runId, detail });
    return runId;
  });
}

/** What is kept of the headers of a change in its audit record. */
function context({ teller: { changedBy, source, correlationId } }: NewJob) {
  return { changed_by: changedBy, source, correlation_id: correlationId };
}
