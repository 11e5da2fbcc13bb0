import type { Db } from "../../platform/db.ts";

/** Whose runs a caller may see: everybody's, or those of these Slurm users. */
export type RunScope = { readonly all: true } | { readonly slurmUsers: readonly string[] };

export interface RunFilters {
  readonly cluster?: string;
  readonly user?: string;
  readonly account?: string;
  readonly partition?: string;
  readonly state?: string;
  /** Submitted at or after, in epoch seconds. */
  readonly from?: number | undefined;
  /** Submitted before, in epoch seconds. */
  readonly to?: number | undefined;
}

/** Where a run stands in the list; times are whole seconds since 1970. */
export interface RunPosition {
  readonly submittedAt: number;
  readonly runId: string;
}

export interface RunPage {
  readonly limit: number;
  /** The last run of the page before. */
  readonly after: RunPosition | null;
}

/** A time as the contract writes it; `::text` in UTC would do as well but costs the same and reads worse. */
const wire = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;

/** What `RUN_SUMMARY` takes the names of a run from. */
export const RUN_NAMES = `
  join inventory.cluster as c on c.id = r.cluster_id
  join jobs.label as u on u.id = r.user_label
  join jobs.label as a on a.id = r.account_label
  join jobs.label as p on p.id = r.partition_label
  join jobs.label as q on q.id = r.qos_label`;

/** How long a run has run. One that only events tell of goes on by the clock: accounting has not said yet. */
export const ELAPSED = `case when r.batch_id is null and r.ended_at is null and r.started_at is not null
  then greatest(0, extract(epoch from now() - r.started_at))::bigint else r.elapsed_seconds end`;

/** The columns of the contract's `RunSummary`. */
export const RUN_SUMMARY = `
  r.run_id, c.name as cluster, r.display_id, r.name, u.text as "user", a.text as account, p.text as partition, q.text as qos,
  r.state, r.raw_state, ${wire("r.submitted_at")} as submitted_at, ${wire("r.started_at")} as started_at,
  ${wire("r.ended_at")} as ended_at, ${ELAPSED} as elapsed_seconds, r.allocated_cpus, r.gpus, r.allocated_memory_mib`;

/** The summary of a run's samples, which samples.series has of each node, as the contract's `samples` of a run. */
export const SAMPLE_SUMMARY = `(
  select json_build_object('count', coalesce(sum(s.sample_count), 0),
    'cpu_percent_avg', round(sum(s.cpu_sum) / nullif(sum(s.cpu_count), 0) / 100, 2)::float8,
    'cpu_percent_max', max(s.cpu_max)::float8 / 100,
    'memory_mib_avg', round(sum(s.memory_sum) / nullif(sum(s.memory_count), 0) / 100, 2)::float8,
    'memory_mib_max', max(s.memory_max)::float8 / 100,
    'gpu_percent_avg', round(sum(s.gpu_sum) / nullif(sum(s.gpu_count), 0) / 100, 2)::float8,
    'gpu_percent_max', max(s.gpu_max)::float8 / 100)
  from samples.series as s where s.run_id = r.run_id)`;

/**
 * Runs by an array of ids. The array is hidden from the planner, which would else make a plan for each length anew, and
 * that costs more than to read a run.
 */
export const RUNS_BY_ID = `unnest((select $1::uuid[])) as asked (run_id)
  cross join lateral (select r.* from jobs.run as r where r.run_id = asked.run_id offset 0) as r`;

const RUNS = `
  select w.run_id, w."user", row_to_json(w)::text as json from (
    select r.run_id, c.name as cluster, r.sluid, r.job_id, r.display_id, r.array_job_id, r.array_task_id, r.het_job_id,
      r.het_offset, r.name, u.text as "user", a.text as account, p.text as partition, q.text as qos, r.reason, r.nodes,
      r.node_count, ${wire("r.submitted_at")} as submitted_at, ${wire("r.eligible_at")} as eligible_at,
      ${wire("r.started_at")} as started_at, ${wire("r.ended_at")} as ended_at, ${ELAPSED} as elapsed_seconds, r.suspended_seconds,
      r.time_limit_seconds, r.requested_cpus, r.allocated_cpus, r.requested_memory_mib, r.allocated_memory_mib, r.gpus,
      coalesce(r.gpu_types, '{}') as gpu_types, r.requested_tres, r.allocated_tres, r.state, r.raw_state, r.exit_code,
      r.exit_signal, r.used_cpu_milliseconds, r.max_rss_kib, r.energy_joules::text as energy_joules,
      ${SAMPLE_SUMMARY} as samples, r.batch_id
    from ${RUNS_BY_ID} ${RUN_NAMES}
  ) as w`;

/** A run as JSON, and the Slurm user whose it is. */
export interface RunJson {
  readonly user: string;
  readonly json: string;
}

/**
 * Runs by their ids, each as the JSON of the contract's `Run`, which PostgreSQL builds: half of what a read costs is parsing
 * dates and building row objects here. Whoever shows one asks `isOwn` whether the caller may see it.
 */
export async function findRunsJson(db: Db, runIds: readonly string[]): Promise<ReadonlyMap<string, RunJson>> {
  return await readById(db, { name: "find_runs", text: RUNS, runIds });
}

/** What a statement over an array of ids tells of each run that there is: `run_id`, `user` and `json`. */
export async function readById(
  db: Db,
  { name, text, runIds }: { name: string; text: string; runIds: readonly string[] },
): Promise<ReadonlyMap<string, RunJson>> {
  const { rows } = await db.pool.query<RunJson & { run_id: string }>({ name, text, values: [runIds] });
  return new Map(rows.map((row) => [row.run_id, row]));
}

/** Whether a run of this Slurm user is one that the caller may see. */
export function isOwn(scope: RunScope, { user }: RunJson): boolean {
  const users = usersOf(scope);
  return users === null || users.includes(user);
}

/**
 * A page of runs as the JSON of an array of the contract's `RunSummary`, the last submitted first, with the key of its
 * last run. It reads one run more than the page holds, so that the caller knows whether another page follows.
 */
export async function listRunsJson(db: Db, scope: RunScope, filters: RunFilters, page: RunPage): Promise<ListedRuns> {
  const values: unknown[] = [page.limit + 1];
  const conditions: string[] = [];
  const add = (condition: (parameter: string) => string, value: unknown) => {
    values.push(value);
    conditions.push(condition(`$${values.length}`));
  };
  const users = usersOf(scope);
  if (users !== null) values.push(users);
  if (filters.cluster !== undefined)
    add((p) => `r.cluster_id = (select k.id from inventory.cluster as k where k.name = ${p})`, filters.cluster);
  for (const name of ["user", "account", "partition"] as const) {
    const value = filters[name];
    if (value !== undefined)
      add((p) => `r.${name}_label = (select l.id from jobs.label as l where l.text = ${p})`, value);
  }
  if (filters.state !== undefined) add((p) => `r.state = ${p}`, filters.state);
  if (filters.from !== undefined) add((p) => `r.submitted_at >= to_timestamp(${p}::float8)`, filters.from);
  if (filters.to !== undefined) add((p) => `r.submitted_at < to_timestamp(${p}::float8)`, filters.to);
  if (page.after !== null) {
    values.push(page.after.submittedAt, page.after.runId);
    conditions.push(
      `(r.submitted_at, r.run_id) < (to_timestamp($${values.length - 1}::float8), $${values.length}::uuid)`,
    );
  }
  const rows = users === null ? lastRuns(conditions) : lastRunsOfOwn(conditions);
  return await readPage(db, pageOf(rows), values);
}

const OWN_USERS = "select l.id from jobs.label as l where l.text = any ($2::text[])";
const LAST_FIRST = "order by r.submitted_at desc, r.run_id desc limit $1";

function lastRuns(conditions: readonly string[]): string {
  const where = conditions.length === 0 ? "" : `where ${conditions.join(" and ")}`;
  return `select r.* from jobs.run as r ${where} ${LAST_FIRST}`;
}

/** The last runs of each user by the index of users, and the last of those: a condition on all of them would read every run there is. */
function lastRunsOfOwn(conditions: readonly string[]): string {
  const each = lastRuns(["r.user_label = own.id", ...conditions]);
  return `select r.* from (${OWN_USERS}) as own cross join lateral (${each}) as r ${LAST_FIRST}`;
}

export interface ListedRuns {
  readonly json: string;
  /** The last run of the page, where another page follows. */
  readonly last: RunPosition | null;
}

/** The page of those runs, of which the first parameter says how many to read. */
function pageOf(runs: string): string {
  return `
    with page as materialized (
      select r.*, row_number() over (order by r.submitted_at desc, r.run_id desc) as position
      from (${runs}) as r
    ), wire as (
      select ${RUN_SUMMARY} from page as r ${RUN_NAMES} where r.position < $1 order by r.position
    )
    select (select coalesce(json_agg(w), '[]')::text from wire as w) as json,
      (select json_build_object('submittedAt', extract(epoch from l.submitted_at)::bigint, 'runId', l.run_id)::text
       from page as l where l.position = $1 - 1 and exists (select from page as more where more.position = $1)) as last`;
}

/** What a statement tells of a page: its runs as `json`, and as `last` the key of the last one where another page follows. */
export async function readPage(db: Db, text: string, parameters: readonly unknown[]): Promise<ListedRuns> {
  const statement = { name: statementName(text), text, values: [...parameters] };
  const { rows } = await db.pool.query<{ json: string; last: string | null }>(statement);
  const row = rows[0];
  if (row === undefined) throw new Error("a page of runs came without a row");
  return { json: row.json, last: row.last === null ? null : JSON.parse(row.last) };
}

const names = new Map<string, string>();

/** Each combination of filters is one statement, prepared once on each connection. There are few, so names are kept. */
function statementName(text: string): string {
  let name = names.get(text);
  if (name === undefined) {
    name = `list_runs_${names.size}`;
    names.set(text, name);
  }
  return name;
}

/** The Slurm users whose runs are shown; null: everybody's. */
export function usersOf(scope: RunScope): readonly string[] | null {
  return "all" in scope ? null : scope.slurmUsers;
}
