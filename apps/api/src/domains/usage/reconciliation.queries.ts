import { sql } from "kysely";
import type { Tx } from "../../platform/db.ts";
import type { Span } from "./core/held-time.ts";
import type { OwnRun, OwnSum, Periods, Standing } from "./core/reconcile.ts";

export interface ComparedCluster {
  readonly id: number;
  readonly timeZone: string;
}

/** The cluster of this name. */
export async function findComparedCluster(tx: Tx, name: string): Promise<ComparedCluster | undefined> {
  return await tx
    .selectFrom("inventory.cluster as c")
    .select(["c.id", "c.time_zone as timeZone"])
    .where("c.name", "=", name)
    .executeTakeFirst();
}

/** States in which Slurm ends a run to begin its job again. */
const BEGUN_AGAIN = sql`substring(upper(r.raw_state) from '^[A-Z_]+') in ('REQUEUED', 'PREEMPTED', 'NODE_FAIL', 'BOOT_FAIL')`;

/** Runs of accounting that held something, with whether they are charged: rating has given each a charge or a verdict. */
const HELD_RUNS = sql`
  jobs.run r
  join jobs.label a on a.id = r.account_label and r.batch_id is not null
  join jobs.label u on u.id = r.user_label
  left join rating.charge c on c.run_id = r.run_id
  left join rating.uncharged n on n.run_id = r.run_id`;
const IS_RUNNING = sql`(r.ended_at is null or n.verdict is not distinct from 'not_ended')`;
const STANDING = sql`case when ${IS_RUNNING} then 'running' when c.run_id is not null then 'charged'
  when ${BEGUN_AGAIN} then 'requeue' else 'not_charged' end`;

const time = (seconds: number) => sql`to_timestamp(${seconds}::float8)`;

/** Whether a run lies within both periods and began when it was submitted or later, so that all of it counts on both sides. */
const isPlain = ({ from, to }: Span) => sql`
  (not ${IS_RUNNING} and r.started_at >= r.submitted_at and r.started_at >= ${time(from)} and r.ended_at < ${time(to)})`;

const heldIn = (clusterId: number, { to }: Span) => sql`
  r.cluster_id = ${clusterId} and r.allocated_tres <> '' and r.submitted_at < ${time(to)} and r.started_at < ${time(to)}`;

/**
 * The runs that a period may have a part of, in three kinds that each have an index: those that ended in it or later, those
 * that have not ended, and those that ended before and are said to run all the same.
 */
const kindsIn = ({ from }: Span) => [
  sql`r.ended_at >= ${time(from)}`,
  sql`r.ended_at is null`,
  sql`r.ended_at < ${time(from)} and r.state in ('pending', 'running') and ${IS_RUNNING}`,
];

interface SumRow {
  readonly account: string;
  readonly user: string;
  readonly standing: Standing;
  readonly cpu: string;
  readonly gpu: string;
  readonly memory: string;
}

/** Sums of the plain runs of a cluster, which may be millions: they are added up where they lie. */
export async function sumPlainRuns(tx: Tx, clusterId: number, periods: Periods): Promise<OwnSum[]> {
  const { rows } = await sql<SumRow>`
    select h.account, h."user", h.standing,
           sum(h.cpus * greatest(h.seconds - h.suspended, 0)) as cpu,
           sum(h.gpus * h.seconds) as gpu, sum(h.memory * h.seconds) as memory
    from (
      select a.text as account, u.text as "user", ${STANDING} as standing,
             extract(epoch from r.ended_at - r.started_at)::numeric(20) as seconds, r.suspended_seconds as suspended,
             r.allocated_cpus as cpus, r.gpus as gpus, r.allocated_memory_mib as memory
      from ${HELD_RUNS}
      where ${heldIn(clusterId, around(periods))} and r.ended_at >= ${time(around(periods).from)} and ${isPlain(within(periods))}
    ) h
    group by 1, 2, 3`.execute(tx);
  return rows.map(({ cpu, gpu, memory, ...row }) => ({
    ...row,
    held: { cpu: BigInt(cpu), gpu: BigInt(gpu), memory: BigInt(memory) },
  }));
}

interface RunRow {
  readonly account: string;
  readonly user: string;
  readonly standing: OwnRun["standing"];
  readonly submittedAt: Date;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  readonly suspended: bigint;
  readonly cpus: bigint;
  readonly gpus: bigint;
  readonly memory: bigint;
}

/** The other runs that reach into one of the periods: across an edge, not ended yet, or resized; at most `limit`. */
export async function listEdgeRuns(tx: Tx, clusterId: number, periods: Periods, limit: number): Promise<OwnRun[]> {
  const last = around(periods).to;
  const kinds = kindsIn(around(periods)).map(
    (kind) => sql`
    select a.text as account, u.text as "user", ${STANDING} as standing, r.submitted_at as "submittedAt",
           r.started_at as "startedAt", r.ended_at as "endedAt", r.suspended_seconds as suspended,
           r.allocated_cpus as cpus, r.gpus as gpus, r.allocated_memory_mib as memory
    from ${HELD_RUNS}
    where ${heldIn(clusterId, around(periods))} and ${kind} and not ${isPlain(within(periods))}`,
  );
  const { rows } = await sql<RunRow>`${sql.join(kinds, sql` union all `)} limit ${limit}`.execute(tx);
  return rows.map(({ account, user, standing, ...run }) => ({
    ...{ account, user, standing },
    run: {
      submittedAt: seconds(run.submittedAt),
      startedAt: seconds(run.startedAt),
      endedAt: run.endedAt === null || standing === "running" ? last : seconds(run.endedAt),
      suspendedSeconds: Number(run.suspended),
      ...{ cpus: Number(run.cpus), gpus: Number(run.gpus), memoryMib: Number(run.memory) },
    },
  }));
}

function around({ asked, reported }: Periods): Span {
  return { from: Math.min(asked.from, reported.from), to: Math.max(asked.to, reported.to) };
}

function within({ asked, reported }: Periods): Span {
  return { from: Math.max(asked.from, reported.from), to: Math.min(asked.to, reported.to) };
}

function seconds(at: Date): number {
  return Math.floor(at.getTime() / 1_000);
}
