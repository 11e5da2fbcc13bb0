import { sql } from "kysely";
import type pg from "pg";
import { clientOf, type Tx } from "../../platform/db.ts";
import { laneOf } from "./core/event-lane.ts";
import type { ToldRun } from "./core/told-run.ts";
import { EVENTS_LOCK, STORING_LOCK } from "./run-locks.queries.ts";
import type { AccountedState } from "./told-run-row.ts";

const PATIENCE = "300ms";

/**
 * Settings of the transaction. Nothing but the lock of events is waited for long: an ingest may hold the same rows for
 * minutes, and everybody else's events wait behind this transaction. And each run is looked up by its index: plans are kept for as
 * long as a connection lives, and one made while a table was nearly empty reads all of it for each event. Nor is a plan made anew for
 * a group because it is small: that takes longer than writing it.
 */
const SETTINGS = { lock_timeout: PATIENCE, enable_seqscan: "off", plan_cache_mode: "force_generic_plan" };
const locking = (locks: string) => `select ${locks},
  set_config('purser.in_doubt', (not pg_try_advisory_xact_lock_shared(${STORING_LOCK}))::text, true)::boolean as in_doubt, ${Object.entries(
    SETTINGS,
  )
    .map(([name, value]) => `set_config('${name}', '${value}', true)`)
    .join(", ")}`;
const LOCK = locking(`pg_advisory_xact_lock(${EVENTS_LOCK})`);
/** In the order of their numbers: two who want the same ones never wait for each other. */
const LOCK_LANES = locking(`pg_advisory_xact_lock_shared(${EVENTS_LOCK}),
  (select count(pg_advisory_xact_lock(${EVENTS_LOCK}, l.lane)::text) from unnest($1::integer[]) as l (lane))`);

/** Takes the lock of all events, and waits for it if need be; also that of whoever stores runs, where nobody does. */
export async function lockEvents(tx: Tx): Promise<void> {
  await clientOf(tx).query({ name: "lock_events", text: LOCK });
}

/** A job of a cluster. */
export interface JobPlace {
  readonly clusterId: number;
  readonly jobId: number;
}

/** A run that events told of, as it stands. */
export interface KnownEventRun {
  readonly run_id: string;
  readonly key_id: string | null;
  readonly cluster_id: number;
  readonly job_id: number;
  readonly removed: boolean;
  readonly told: ToldRun;
  /** Epoch seconds. */
  readonly last_event_at: number;
  /** Null: accounting has not told of it yet. */
  readonly accounted: AccountedState | null;
}

/** A run that accounting told of and no event has. */
export interface KnownAccountedRun {
  readonly run_id: string;
  readonly cluster_id: number;
  readonly job_id: number;
  /** Epoch seconds. */
  readonly submitted_at: number;
  readonly accounted: AccountedState;
}

export interface KnownEvents {
  /** Whether accounting is being stored just now: what it has written of the same jobs cannot be seen yet. */
  readonly in_doubt: boolean;
  readonly event_runs: readonly KnownEventRun[];
  readonly accounted_runs: readonly KnownAccountedRun[];
  /** Those of the jobs that nothing names the runs of. None where it is in doubt: all that is being stored would be read for them. */
  readonly unnamed_runs: readonly KnownAccountedRun[];
  /** What was told before, word for word, and of which run. */
  readonly repeated: readonly { readonly digest: string; readonly run_id: string }[];
}

/** What a transaction opens with, and what was answered to it. */
export type EventsOpening = readonly pg.QueryConfig[];
export type OpeningAnswers = readonly pg.QueryResult[];

export interface WantedEvents {
  readonly places: readonly JobPlace[];
  /** Those of them whose runs nothing names, so that accounting may know one by its job alone. */
  readonly unnamed: readonly JobPlace[];
  readonly keyIds: readonly string[];
  readonly digests: readonly string[];
}

const ACCOUNTED = `json_build_object('state', r.state, 'raw_state', r.raw_state,
  'started_at', extract(epoch from r.started_at)::bigint, 'ended_at', extract(epoch from r.ended_at)::bigint) as accounted`;
const ACCOUNTED_RUN = `r.run_id, r.cluster_id, r.job_id, extract(epoch from r.submitted_at)::bigint as submitted_at, ${ACCOUNTED}`;

/**
 * Runs that Slurm names itself are found by their cluster and job, since their id is not that of their submit time. What is
 * looked up stands behind `offset 0`, which no plan can turn round: it is done for each event, and never the other way.
 */
const KNOWN = `
  select json_build_object(
    'event_runs', (select coalesce(json_agg(w), '[]') from (
      select e.run_id, e.key_id, e.cluster_id, e.job_id, e.removed, e.told, extract(epoch from e.last_event_at)::bigint as last_event_at,
        (select a.accounted from (select ${ACCOUNTED}) as a where r.batch_id is not null) as accounted
      from unnest($1::integer[], $2::bigint[]) as p (cluster_id, job_id)
      cross join lateral (select e.* from jobs.event_run as e where e.cluster_id = p.cluster_id and e.job_id = p.job_id offset 0) as e
      left join lateral (select r.* from jobs.run as r where r.run_id = e.run_id offset 0) as r on true) as w),
    'accounted_runs', (select coalesce(json_agg(w), '[]') from (
      select ${ACCOUNTED_RUN} from unnest($3::uuid[]) as k (run_id)
      cross join lateral (select r.* from jobs.run as r where r.run_id = k.run_id offset 0) as r
      where not exists (select from jobs.event_run as e where e.run_id = r.run_id offset 0)
      union all
      select ${ACCOUNTED_RUN} from unnest($1::integer[], $2::bigint[]) as p (cluster_id, job_id)
      cross join lateral (select r.* from jobs.run as r
        where r.cluster_id = p.cluster_id and r.job_id = p.job_id and r.sluid is not null offset 0) as r
      where not exists (select from jobs.event_run as e where e.run_id = r.run_id offset 0)) as w),
    'repeated', (select coalesce(json_agg(w), '[]') from (
      select v.digest, v.run_id from unnest($4::uuid[]) as d (digest)
      cross join lateral (select v.digest, v.run_id from jobs.run_event as v where v.digest = d.digest offset 0) as v) as w)
  )::text as json`;

const ONE = `
  select json_build_object('run_id', r.run_id, 'cluster', c.name, 'cluster_id', r.cluster_id, 'job_id', r.job_id, 'key_id', e.key_id,
    'told', e.told, 'last_event_at', extract(epoch from e.last_event_at)::bigint,
    'accounted', (select a.accounted from (select ${ACCOUNTED}) as a where r.batch_id is not null))::text as json
  from jobs.run as r join inventory.cluster as c on c.id = r.cluster_id left join jobs.event_run as e on e.run_id = r.run_id
  where r.run_id = $1`;

/** One run, with what events told of it where any did. */
export type OneRun = Omit<KnownEventRun, "told" | "removed"> & {
  readonly cluster: string;
  readonly told: ToldRun | null;
};

export async function findOneRun(tx: Tx, runId: string): Promise<OneRun | undefined> {
  const { rows } = await clientOf(tx).query<{ json: string }>({ name: "one_run", text: ONE, values: [runId] });
  return rows[0] === undefined ? undefined : JSON.parse(rows[0].json);
}

/** Takes a run away that accounting has not told of; what events told of it stays, so that they do not bring it back. */
export async function removeRun(tx: Tx, runId: string): Promise<void> {
  await sql`update jobs.event_run as e set removed = true, under_way = false where e.run_id = ${runId}::uuid`.execute(
    tx,
  );
  const { rows } = await sql<{ gone: boolean }>`select jobs.remove_run(${runId}::uuid) as gone`.execute(tx);
  if (rows[0]?.gone !== true) throw accountedMeanwhile();
}

/** The code of a serialisation failure: it is one, and is answered like one. */
export function accountedMeanwhile(): Error {
  return Object.assign(new Error("accounting told of a run while it was changed"), { code: "40001" });
}

/**
 * What a transaction opens with that takes the locks of these jobs' events and reads what is known of the runs that a group
 * of events may speak of: statements of their own, so that those after the first see what whoever held the lock before has committed.
 */
export function openingOfEvents({ places, unnamed, keyIds, digests }: WantedEvents): EventsOpening {
  const values = [places.map(({ clusterId }) => clusterId), places.map(({ jobId }) => jobId), keyIds, digests];
  return [
    { name: "lock_lanes", text: LOCK_LANES, values: [lanesOf(places)] },
    { name: "known_events", text: KNOWN, values },
    ...(unnamed.length === 0 ? [] : [{ name: "sure_runs", text: SURE_RUNS, values: valuesOf(unnamed) }]),
  ];
}

function lanesOf(places: readonly JobPlace[]): number[] {
  return [...new Set(places.map(({ jobId }) => laneOf(jobId)))].sort((a, b) => a - b);
}

/** What was answered to that opening. */
export function openedEvents([locked, known, unnamed]: OpeningAnswers): KnownEvents {
  const found = { in_doubt: locked?.rows[0]?.in_doubt ?? true, unnamed_runs: accountedRuns(unnamed) };
  return { ...JSON.parse(known?.rows[0]?.json ?? "null"), ...found };
}

/**
 * Brings up to date by what runs are found by their jobs: it is made of new rows only now and then, and those that an ingest is
 * just writing would all be read each time. Each page is read for it once.
 */
export async function summarizeRuns(tx: Tx): Promise<void> {
  await sql`select jobs.summarize_runs()`.execute(tx);
}

/** By the ids of their clusters, the first and the last of each stretch of job ids, and those ids. */
const accountedRunsWhere = (condition: string) => `
  select coalesce(json_agg(w), '[]')::text as json from (
    select ${ACCOUNTED_RUN}
    from unnest((select $1::integer[]), (select $2::bigint[]), (select $3::bigint[])) as s (cluster_id, first, last)
    join jobs.run as r on r.cluster_id + 0 = s.cluster_id and r.job_id between s.first and s.last and r.batch_id is not null
    left join jobs.event_run as e on e.run_id = r.run_id
    where e.run_id is null and r.job_id = any ($4::bigint[]) and ${condition}
  ) as w`;
const ACCOUNTED_RUNS = accountedRunsWhere("true");
/** What the lock of events has found says whether anything is read at all. */
const SURE_RUNS = accountedRunsWhere("not current_setting('purser.in_doubt')::boolean");

/** Job ids that lie no further apart than this are looked for at once. */
const NEAR = 1_000;

/**
 * The runs of these jobs that accounting told of and no event has. They are found by the summary of the table by job ids,
 * a stretch of ids at a time; `+ 0` keeps the plan from reading all runs of a cluster instead.
 */
export async function findAccountedRuns(tx: Tx, places: readonly JobPlace[]): Promise<readonly KnownAccountedRun[]> {
  if (places.length === 0) return [];
  const query = { name: "accounted_runs", text: ACCOUNTED_RUNS, values: valuesOf(places) };
  return accountedRuns(await clientOf(tx).query(query));
}

function valuesOf(places: readonly JobPlace[]): unknown[] {
  const stretches: { clusterId: number; from: number; to: number }[] = [];
  const sorted = [...places].sort((a, b) => a.clusterId - b.clusterId || a.jobId - b.jobId);
  for (const { clusterId, jobId } of sorted) {
    const last = stretches.at(-1);
    if (last !== undefined && last.clusterId === clusterId && jobId - last.to <= NEAR) last.to = jobId;
    else stretches.push({ clusterId, from: jobId, to: jobId });
  }
  return [
    ...[stretches.map(({ clusterId }) => clusterId), stretches.map(({ from }) => from), stretches.map(({ to }) => to)],
    places.map(({ jobId }) => jobId),
  ];
}

function accountedRuns(answer: pg.QueryResult | undefined): readonly KnownAccountedRun[] {
  return JSON.parse(answer?.rows[0]?.json ?? "[]");
}
