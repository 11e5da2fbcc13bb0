import { sql } from "kysely";
import type { Db } from "../../platform/db.ts";
import {
  ELAPSED,
  type ListedRuns,
  RUN_NAMES,
  RUNS_BY_ID,
  type RunFilters,
  type RunJson,
  type RunPage,
  type RunScope,
  readById,
  readPage,
  SAMPLE_SUMMARY,
  usersOf,
} from "./jobs-read.queries.ts";

export interface JobFilters extends RunFilters {
  readonly node?: string | undefined;
}

const wire = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;

/** Whether what events told goes beyond what accounting has told so far. */
const IS_AHEAD = `(e.run_id is not null and r.batch_id is not null and r.ended_at is null
  and (e.ended_at is not null or (r.started_at is null and e.started_at is not null)))`;
const latest = (column: string) => `case when ${IS_AHEAD} then e.${column} else r.${column} end`;

/** The columns of the contract's `Job`. */
const JOB = `
  r.run_id, c.name as cluster, r.job_id, r.display_id, e.restart_count, r.name, u.text as "user", a.text as account,
  p.text as partition, q.text as qos, ${latest("state")} as state, ${latest("raw_state")} as raw_state, r.nodes, r.node_count,
  ${wire("r.submitted_at")} as submitted_at, ${wire(`(${latest("started_at")})`)} as started_at,
  ${wire(`(${latest("ended_at")})`)} as ended_at,
  case when ${IS_AHEAD} then coalesce(greatest(0, extract(epoch from coalesce(e.ended_at, now()) - e.started_at))::bigint, 0)
    else ${ELAPSED} end as elapsed_seconds,
  r.allocated_cpus, r.allocated_memory_mib, r.gpus, e.gpu_vendor, coalesce(e.gpu_devices, '{}') as gpu_devices, e.cgroup_path,
  ${latest("exit_code")} as exit_code, ${latest("exit_signal")} as exit_signal, r.batch_id is not null as accounted,
  ${SAMPLE_SUMMARY} as samples`;
/** The runs that accounting says are under way, with what events told of them: each is looked up by its index, and none that has ended. */
const NOT_ENDED = `inventory.cluster as n cross join lateral (
    select r.* from jobs.run as r where r.cluster_id = n.id and r.ended_at is null and r.batch_id is not null offset 0) as r
  cross join lateral (select e.* from jobs.event_run as e where e.run_id = r.run_id offset 0) as e`;
const EVENTS = "left join jobs.event_run as e on e.run_id = r.run_id";

const JOBS = `
  select w.run_id, w."user", row_to_json(w)::text as json
  from (select ${JOB} from ${RUNS_BY_ID} ${RUN_NAMES} ${EVENTS}) as w`;

/** Runs by their ids, each as the JSON of the contract's `Job`. Whoever shows one asks `isOwn` whether the caller may see it. */
export async function findJobsJson(db: Db, runIds: readonly string[]): Promise<ReadonlyMap<string, RunJson>> {
  return await readById(db, { name: "find_jobs", text: JOBS, runIds });
}

/** A page of runs as the JSON of an array of the contract's `Job`, the last submitted first, with the key of its last run. */
export async function listJobsJson(
  db: Db,
  scope: RunScope,
  { cluster, user, account, partition, node, state, from, to }: JobFilters,
  { after, limit }: RunPage,
): Promise<ListedRuns> {
  const users = usersOf(scope);
  const label = (name: string, value: string | undefined) =>
    value === undefined
      ? sql`true`
      : sql`${sql.raw(`r.${name}_label`)} = (select l.id from jobs.label as l where l.text = ${value})`;
  const optional = (value: unknown, condition: ReturnType<typeof sql>) => (value == null ? sql`true` : condition);
  const where = sql.join(
    [
      optional(cluster, sql`r.cluster_id = (select k.id from inventory.cluster as k where k.name = ${cluster})`),
      ...[label("user", user), label("account", account), label("partition", partition)],
      optional(node, sql`jobs.on_node(r.nodes, ${node})`),
      optional(from, sql`r.submitted_at >= to_timestamp(${from}::float8)`),
      optional(to, sql`r.submitted_at < to_timestamp(${to}::float8)`),
      optional(
        after,
        sql`(r.submitted_at, r.run_id) < (to_timestamp(${after?.submittedAt}::float8), ${after?.runId}::uuid)`,
      ),
    ],
    sql` and `,
  );
  const some = (which: ReturnType<typeof sql>, from = sql.raw(`jobs.run as r ${EVENTS}`)) => sql`
    select r.* from ${from} where ${which} and ${where}
    order by r.submitted_at desc, r.run_id desc limit ${limit + 1}`;
  // A state is looked for where an index knows it: in a table by itself, or among the few runs that events are ahead of.
  const runs = (own: ReturnType<typeof sql>) =>
    state === undefined
      ? some(own)
      : sql`select r.* from (
          (${some(sql`${own} and r.state = ${state} and not ${sql.raw(IS_AHEAD)}`)}) union all
          (${some(sql`${own} and e.state = ${state} and ${sql.raw(IS_AHEAD)}`, sql.raw(NOT_ENDED))})) as r
          order by r.submitted_at desc, r.run_id desc limit ${limit + 1}`;
  // Of each of one's Slurm users the last runs, by the index of users, and the last of those.
  const page =
    users === null
      ? runs(sql`true`)
      : sql`select r.* from (select l.id from jobs.label as l where l.text = any (${users}::text[])) as own
          cross join lateral (${runs(sql`r.user_label = own.id`)}) as r
          order by r.submitted_at desc, r.run_id desc limit ${limit + 1}`;
  const { sql: text, parameters } = sql`
    with page as materialized (
      select r.*, row_number() over (order by r.submitted_at desc, r.run_id desc) as position from (${page}) as r
    ), wire as (
      select ${sql.raw(JOB)} from page as r ${sql.raw(RUN_NAMES)} ${sql.raw(EVENTS)}
      where r.position <= ${limit} order by r.position
    )
    select (select coalesce(json_agg(w), '[]')::text from wire as w) as json,
      (select json_build_object('submittedAt', extract(epoch from l.submitted_at)::bigint, 'runId', l.run_id)::text
       from page as l where l.position = ${limit} and exists (select from page as more where more.position = ${limit + 1})) as last`.compile(
    db,
  );
  return await readPage(db, text, parameters);
}
