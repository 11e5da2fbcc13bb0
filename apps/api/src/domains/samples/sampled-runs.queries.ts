import { sql } from "kysely";
import type { Db } from "../../platform/db.ts";
import type { RunTime } from "./core/verdict.ts";

interface RunTimeRow {
  readonly run_id: string;
  readonly submitted_ms: number;
  readonly ended_ms: number | null;
}

/** An event may have told of the end before accounting does. */
const COLUMNS = `r.run_id, (extract(epoch from r.submitted_at) * 1000)::float8 as submitted_ms,
  (extract(epoch from coalesce(r.ended_at, e.ended_at, case when r.state in ('completed', 'failed', 'cancelled')
    then coalesce(r.started_at, r.submitted_at) end)) * 1000)::float8 as ended_ms`;
const TIMES = sql.raw(`${COLUMNS} from jobs.run as r left join jobs.event_run as e on e.run_id = r.run_id`);
/** The array is hidden from the planner, which would else make a plan for each length anew. */
const TIMES_BY_ID = `
  select ${COLUMNS} from unnest((select $1::uuid[])) as asked (run_id)
  cross join lateral (select r.* from jobs.run as r where r.run_id = asked.run_id offset 0) as r
  left join lateral (select e.ended_at from jobs.event_run as e where e.run_id = r.run_id offset 0) as e on true`;

/** The times of runs, by their ids. One that has ended without anybody knowing when counts as over from its start. */
export async function findRunTimes(db: Db, runIds: readonly string[]): Promise<Map<string, RunTime>> {
  if (runIds.length === 0) return new Map();
  const { rows } = await db.pool.query<RunTimeRow>({ name: "run_times", text: TIMES_BY_ID, values: [runIds] });
  return new Map(rows.map((row) => [row.run_id, toTime(row)]));
}

/** A job of a cluster, whatever its runs. */
export interface JobName {
  readonly cluster: string;
  readonly jobId: number;
}

/** The last runs of jobs, the one submitted last first; one list for each job in their order. */
export async function findRunsOfJobs(db: Db, jobs: readonly JobName[]): Promise<RunTime[][]> {
  const found: RunTime[][] = jobs.map(() => []);
  if (jobs.length === 0) return found;
  const { rows } = await sql<RunTimeRow & { position: bigint }>`
    select n.position, t.* from unnest(${jobs.map(({ cluster }) => cluster)}::text[],
      ${jobs.map(({ jobId }) => jobId)}::bigint[]) with ordinality as n (cluster, job_id, position)
    join inventory.cluster as c on c.name = n.cluster
    cross join lateral (
      select ${TIMES} where r.cluster_id = c.id and r.job_id = n.job_id
      order by r.submitted_at desc limit ${MOST_RUNS_OF_A_JOB}) as t
    order by n.position, t.submitted_ms desc`.execute(db);
  for (const row of rows) found[Number(row.position) - 1]?.push(toTime(row));
  return found;
}

/** A job is not requeued that often within the days that samples are kept for. */
const MOST_RUNS_OF_A_JOB = 50;

/** Whether there is such a run for somebody who sees the runs of these Slurm users; null: who sees all. */
export async function isRunVisible(db: Db, runId: string, slurmUsers: readonly string[] | null): Promise<boolean> {
  const { rows } = await sql`
    select from jobs.run as r join jobs.label as u on u.id = r.user_label
    where r.run_id = ${runId} and (${slurmUsers}::text[] is null or u.text = any (${slurmUsers}))`.execute(db);
  return rows.length > 0;
}

function toTime({ run_id, submitted_ms, ended_ms }: RunTimeRow): RunTime {
  return { runId: run_id, submittedAt: submitted_ms, endedAt: ended_ms };
}
