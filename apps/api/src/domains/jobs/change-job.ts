import { v7 as uuidv7 } from "uuid";
import type { RequestContext } from "../../platform/context.ts";
import { type Tx, transact } from "../../platform/db.ts";
import { recordEvent } from "../audit/record-event.ts";
import type { EventsContext } from "./apply-events.ts";
import { JobError } from "./core/errors.ts";
import { NO_FACTS } from "./core/job-event.ts";
import { findOneRun, lockEvents, removeRun } from "./events.queries.ts";
import type { Teller } from "./offered-event.ts";
import { wireTime } from "./told-run-row.ts";
import { TouchedRun } from "./touched-run.ts";
import { type Telling, writeTellings } from "./write-tellings.ts";

/** How a run ended, as somebody says. */
export interface JobEnd {
  /** Epoch seconds. */
  readonly at: number;
  readonly finalState: string | null;
  readonly exitCode: number | null;
  readonly signal: number | null;
}

export interface JobChange {
  readonly runId: string;
  readonly name: string | null;
  /** Null: it goes on. */
  readonly end: JobEnd | null;
  readonly teller: Teller;
}

/**
 * Changes a run by hand; false where there is none.
 *
 * @throws {JobError} `JOB_TERMINAL_FROZEN` of a run that has ended; `JOB_IS_ACCOUNTED` where accounting has told of it.
 */
export async function changeJob(ctx: EventsContext & RequestContext, change: JobChange): Promise<boolean> {
  const { runId, end, teller } = change;
  return await transact(ctx.db, async (tx) => {
    const run = await openRun(tx, runId);
    if (run === undefined) return false;
    if (run.endedAt !== null) throw new JobError("JOB_TERMINAL_FROZEN", { run_id: runId });
    if (run.accounted !== null) throw new JobError("JOB_IS_ACCOUNTED", { run_id: runId });
    const from = run.snapshot();
    const told = makeChange(run, change);
    const at = end?.at ?? ctx.now().getTime() / 1000;
    await writeTellings(tx, ctx, { touched: [run], tellings: [telling(run, { kind: "changed", at, teller, told })] });
    const detail = { from: changing(from), to: changing(run.snapshot()), ...context(teller) };
    await recordEvent(tx, ctx, { action: "run.changed", subject: runId, detail });
    return true;
  });
}

/** Changes the run; gives back what was told of it. */
function makeChange(run: TouchedRun, { name, end }: JobChange): object {
  if (name !== null) run.rename(name);
  if (end !== null) {
    const { cluster, jobId, keyId } = run;
    const place = { cluster, jobId, node: "", nodes: [], submittedAt: null, restartCount: null };
    run.apply({ kind: "finished", ...place, ...end, facts: NO_FACTS }, keyId);
  }
  return { ...(name === null ? {} : { name }), ...(end === null ? {} : toldEnd(end)) };
}

/**
 * Takes a run away; its history stays, and events that are told of it later do not bring it back. False where there is none.
 *
 * @throws {JobError} `JOB_IS_ACCOUNTED` where accounting has told of it, and so for every run that is charged.
 */
export async function removeJob(
  ctx: EventsContext & RequestContext,
  { runId, teller }: { runId: string; teller: Teller },
): Promise<boolean> {
  return await transact(ctx.db, async (tx) => {
    const run = await openRun(tx, runId);
    if (run === undefined) return false;
    if (run.accounted !== null) throw new JobError("JOB_IS_ACCOUNTED", { run_id: runId });
    const at = ctx.now().getTime() / 1000;
    await writeTellings(tx, ctx, { touched: [], tellings: [telling(run, { kind: "removed", at, teller, told: {} })] });
    await ctx.parker.unpark(tx, [runId]);
    await removeRun(tx, runId);
    const { cluster, job_id, user, state } = run.snapshot();
    const detail = { cluster, job_id, user, state, ...context(teller) };
    await recordEvent(tx, ctx, { action: "run.removed", subject: runId, detail });
    return true;
  });
}

async function openRun(tx: Tx, runId: string): Promise<TouchedRun | undefined> {
  await lockEvents(tx);
  const row = await findOneRun(tx, runId);
  return row === undefined ? undefined : TouchedRun.one(row);
}

function telling(run: TouchedRun, told: Pick<Telling, "kind" | "at" | "teller" | "told">): Telling {
  const ids = { runId: run.runId, digest: uuidv7(), groupId: uuidv7() };
  return { ...told, ...ids, outcome: "updated", snapshot: run.snapshot() };
}

function toldEnd({ at, finalState, exitCode, signal }: JobEnd): object {
  return { ended_at: wireTime(at), final_state: finalState ?? undefined, exit_code: exitCode, exit_signal: signal };
}

function changing({ name, state, raw_state, ended_at, exit_code, exit_signal }: ReturnType<TouchedRun["snapshot"]>) {
  return { name, state, raw_state, ended_at, exit_code, exit_signal };
}

function context({ changedBy, source, correlationId }: Teller) {
  return { changed_by: changedBy, source, correlation_id: correlationId };
}
