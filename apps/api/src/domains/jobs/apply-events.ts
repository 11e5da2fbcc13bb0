import { createHash } from "node:crypto";
import { invariant } from "@purser/kernel/invariant";
import { v7 as uuidv7 } from "uuid";
import type { AppContext } from "../../platform/context.ts";
import { type Tx, transactOnce } from "../../platform/db.ts";
import { recordEvent } from "../audit/record-event.ts";
import type { FinishedEvent, JobEvent, NodeDevice } from "./core/job-event.ts";
import type { EventNames } from "./event-names.ts";
import { type Judgement, loadKnownRuns, openingOf } from "./known-runs.ts";
import type { EventResult, OfferedEvent } from "./offered-event.ts";
import { wireTime } from "./told-run-row.ts";
import { type RunParker, type Telling, writeTellings } from "./write-tellings.ts";

export interface EventsContext extends AppContext {
  readonly parker: RunParker;
  readonly names: EventNames;
}

/**
 * Writes a group of events in one transaction, in their order: runs, history, and one audit record for each of those who
 * told them. When it returns, all of it is committed. An event that was told before word for word is `skipped`; one that comes
 * too late for its run is kept in the history and `frozen`. It is not tried again: the caller knows what may be split.
 */
export async function applyEvents(ctx: EventsContext, group: readonly OfferedEvent[]): Promise<EventResult[]> {
  const clusters = await clustersOf(ctx, group);
  const opening = openingOf(clusters, group);
  const { results, labels } = await transactOnce(ctx.db, opening, async (tx, answers) => {
    const known = await loadKnownRuns(tx, { clusterIdOf: clusters, group, answers });
    const judgements = group.map((offered) => known.judge(offered));
    const tellers = byTeller(group, judgements);
    const tellings = [...tellers.values()].flat();
    const written =
      tellings.length === 0 ? new Map() : await writeTellings(tx, ctx, { touched: known.touched(), tellings });
    for (const told of tellers.values()) await recordTelling(tx, ctx, told);
    return { results: judgements.map(({ status, runId }) => ({ status, runId })), labels: written };
  });
  ctx.names.remember(labels);
  return results;
}

/** The ids of the clusters of a group. */
async function clustersOf(ctx: EventsContext, group: readonly OfferedEvent[]): Promise<(name: string) => number> {
  const [first] = group;
  invariant(first !== undefined, "a group has events");
  const names = group.map(({ event }) => event.cluster);
  const ids = await ctx.names.clusters({ ...ctx, actor: first.teller.actor }, names);
  return (name) => {
    const id = ids.get(name);
    invariant(id !== undefined, "the cluster of an event has been looked up");
    return id;
  };
}

/** The events that say something, by who told them: each has a group of their own. */
function byTeller(group: readonly OfferedEvent[], judgements: readonly Judgement[]): ReadonlyMap<string, Telling[]> {
  const tellers = new Map<string, Telling[]>();
  for (const [index, { event, digest, teller }] of group.entries()) {
    const judgement = judgements[index];
    if (judgement === undefined || judgement.status === "skipped") continue;
    const key = teller.actor.apiToken?.id ?? teller.actor.id;
    const told = tellers.get(key) ?? [];
    tellers.set(key, told);
    const { status: outcome, runId, snapshot } = judgement;
    const groupId = told[0]?.groupId ?? uuidv7();
    told.push({
      kind: event.kind,
      runId,
      digest,
      groupId,
      outcome,
      at: event.at,
      teller,
      told: toldEvent(event),
      snapshot,
    });
  }
  return tellers;
}

/** An event for the history, as it was read; JSON leaves out what it does not tell. */
export function toldEvent(event: JobEvent): object {
  const { facts } = event;
  const told = <T>(value: T | null | "") => (value === null || value === "" ? undefined : value);
  return {
    cluster: event.cluster,
    job_id: event.jobId,
    timestamp: wireTime(event.at),
    node: told(event.node),
    nodes: event.nodes,
    submit_time: told(wireTime(event.submittedAt)),
    restart_count: told(event.restartCount),
    user: told(facts.user),
    account: told(facts.account),
    partition: told(facts.partition),
    name: told(facts.name),
    cpus: told(facts.cpus),
    memory_mib: told(facts.memoryMib),
    gpus: told(facts.gpus),
    gpu_vendor: told(facts.gpuVendor),
    array_job_id: told(facts.arrayJobId),
    array_task_id: told(facts.arrayTaskId),
    ...(event.kind === "started" ? toldDevice(event.device) : toldEnd(event)),
  };
}

function toldDevice({ gpuDevices, cgroupPath }: NodeDevice) {
  return { gpu_devices: gpuDevices, cgroup_path: cgroupPath ?? undefined };
}

function toldEnd({ finalState, exitCode, signal }: FinishedEvent) {
  return { final_state: finalState ?? undefined, exit_code: exitCode ?? undefined, signal: signal ?? undefined };
}

/** More ids would be no help in a record; the digest covers all of them. */
const NAMED_RUNS = 20;

/** One signed record for all that one teller told together: it names the group that the lines of the history bear. */
async function recordTelling(tx: Tx, { config }: EventsContext, told: readonly Telling[]): Promise<void> {
  const [first] = told;
  if (first === undefined) return;
  const count = (outcome: Telling["outcome"]) => told.filter((each) => each.outcome === outcome).length;
  const digest = createHash("sha256");
  for (const each of told) digest.update(each.digest);
  const detail = {
    ...{ events: told.length, created: count("created"), updated: count("updated"), frozen: count("frozen") },
    run_ids: [...new Set(told.map(({ runId }) => runId))].slice(0, NAMED_RUNS),
    digests_sha256: digest.digest("hex"),
  };
  const { actor, client } = first.teller;
  const event = { action: "run_events.recorded", subject: first.groupId, detail };
  await recordEvent(tx, { config, actor, requestId: null, client }, event);
}
