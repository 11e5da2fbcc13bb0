import { sql } from "kysely";
import { copyInto, copyLine } from "../../platform/copy.ts";
import type { Tx } from "../../platform/db.ts";
import type { Run } from "./core/run.ts";
import { exactOrUnknown } from "./core/step-sum.ts";

/** What a step used, where its run was not the row before it. */
export interface StrayStep {
  readonly cluster: string;
  readonly jobId: number;
  readonly step: string;
  readonly startedAt: number | null;
  readonly usedCpuMilliseconds: number | null;
  readonly maxRssKib: number | null;
  readonly usedMemoryKibSeconds: number | null;
  /** Where it stands in its text, and how. */
  readonly line: number;
  readonly raw: string;
}

/** What all stray steps of one run used. */
export interface StepSum {
  readonly runId: string;
  readonly used: Pick<Run, "usedCpuMilliseconds" | "maxRssKib" | "usedMemoryKibSeconds">;
}

/** A step that belongs to no run that is known. */
export type UnownedStep = Pick<StrayStep, "line" | "raw">;

/** Keeps steps in a table of this transaction, which goes with it. */
export async function insertStraySteps(tx: Tx, steps: readonly StrayStep[]): Promise<void> {
  await sql`
    create temporary table if not exists stray_step (
      line bigint not null, cluster text not null, job_id bigint not null, step text not null, started_at timestamptz,
      used_cpu_milliseconds bigint, max_rss_kib bigint, used_memory_kib_seconds bigint, raw text not null, run_id uuid
    ) on commit drop`.execute(tx);
  const lines = steps.map((step) =>
    copyLine([
      ...[step.line, step.cluster, step.jobId, step.step],
      step.startedAt === null ? null : new Date(step.startedAt * 1000).toISOString(),
      ...[step.usedCpuMilliseconds, step.maxRssKib, step.usedMemoryKibSeconds, step.raw],
    ]),
  );
  const columns =
    "line, cluster, job_id, step, started_at, used_cpu_milliseconds, max_rss_kib, used_memory_kib_seconds, raw";
  await copyInto(tx, `copy pg_temp.stray_step (${columns}) from stdin`, [Buffer.from(lines.join(""))]);
}

/**
 * Finds the run that each step set aside belongs to: the one of its job that was there when the step began; where one
 * ended in the second in which the next was submitted, the first. A run that accounting has not told of yet has no steps. There is no index by job, because steps hardly ever come without their run.
 * Returns how many have a run and how many have none.
 */
export async function findStepOwners(tx: Tx): Promise<{ owned: number; unowned: number }> {
  await sql`analyze pg_temp.stray_step`.execute(tx);
  await sql`
    update pg_temp.stray_step as t set run_id = o.run_id
    from (
      select distinct on (s.line) s.line, r.run_id
      from pg_temp.stray_step as s
      join inventory.cluster as c on c.name = s.cluster
      join jobs.run as r on r.job_id = s.job_id and r.cluster_id = c.id and r.batch_id is not null
        and r.started_at is not null and s.started_at >= r.submitted_at
        and (r.ended_at is null or s.started_at <= r.ended_at)
      order by s.line, r.submitted_at, r.run_id
    ) as o where o.line = t.line`.execute(tx);
  const { rows } = await sql<{ owned: bigint; unowned: bigint }>`
    select count(*) filter (where s.run_id is not null) as owned, count(*) filter (where s.run_id is null) as unowned
    from pg_temp.stray_step as s`.execute(tx);
  return { owned: Number(rows[0]?.owned ?? 0n), unowned: Number(rows[0]?.unowned ?? 0n) };
}

/** What the steps of each run used, by run id. A step that the text has twice counts once, as the later of its rows. */
export async function readStepSums(
  tx: Tx,
  { after, limit }: { after: string | null; limit: number },
): Promise<StepSum[]> {
  const { rows } = await sql<{ run_id: string; cpu: string | null; rss: bigint | null; memory: string | null }>`
    with page as (
      select distinct s.run_id from pg_temp.stray_step as s
      where s.run_id is not null and (${after}::uuid is null or s.run_id > ${after}::uuid)
      order by s.run_id limit ${limit}
    ), latest as (
      select distinct on (s.run_id, s.step) s.run_id, s.used_cpu_milliseconds, s.max_rss_kib, s.used_memory_kib_seconds
      from pg_temp.stray_step as s join page as p on p.run_id = s.run_id
      order by s.run_id, s.step, s.line desc
    )
    select l.run_id, sum(l.used_cpu_milliseconds)::text as cpu, max(l.max_rss_kib) as rss,
      sum(l.used_memory_kib_seconds)::text as memory
    from latest as l group by l.run_id order by l.run_id`.execute(tx);
  return rows.map(({ run_id, cpu, rss, memory }) => ({
    runId: run_id,
    used: {
      usedCpuMilliseconds: wholeOrNull(cpu),
      maxRssKib: rss === null ? null : Number(rss),
      usedMemoryKibSeconds: wholeOrNull(memory),
    },
  }));
}

/** Steps that have no run, in the order of their lines. */
export async function listUnownedSteps(
  tx: Tx,
  { after, limit }: { after: number; limit: number },
): Promise<UnownedStep[]> {
  const { rows } = await sql<{ line: bigint; raw: string }>`
    select s.line, s.raw from pg_temp.stray_step as s
    where s.run_id is null and s.line > ${after} order by s.line limit ${limit}`.execute(tx);
  return rows.map(({ line, raw }) => ({ line: Number(line), raw }));
}

function wholeOrNull(digits: string | null): number | null {
  return digits === null ? null : exactOrUnknown(Number(digits));
}
