import { randomUUID } from "node:crypto";
import type pg from "pg";
import { type Config, readConfig } from "../config.ts";
import type { Actor } from "../platform/context.ts";
import type { Db } from "../platform/db.ts";

/** The default cards of the migration. */
export const CARDS = {
  mu: "019a0000-0000-7000-8000-000000000001",
  gov: "019a0000-0000-7000-8000-000000000002",
} as const;

/** A charge that the test wants: everything it does not say is nothing. */
export interface WantedCharge {
  readonly account: string;
  readonly endedAt: string;
  readonly card?: string;
  readonly cpuMilliseconds?: bigint;
  readonly cpuMicros?: bigint;
  readonly gpuType?: string;
  readonly gpuSeconds?: bigint;
  readonly gpuMicros?: bigint;
  readonly gpuParts?: readonly { type: string | null; seconds: number; hour_micros: number; micros: number }[];
  readonly memoryKibSeconds?: bigint;
  readonly memoryMicros?: bigint;
  readonly minimumMicros?: bigint;
  readonly partition?: string;
  readonly partitionMultiplierMicros?: bigint;
}

/** A person's billing account for each Slurm user; returns their ids by user. */
export async function addAccounts(pool: pg.Pool, users: readonly string[]): Promise<Map<string, string>> {
  const ids = users.map(() => randomUUID());
  await pool.query(
    `insert into organisation.billing_account (id, kind, code, name, slurm_user)
     select id, 'person', u, initcap(u), u from unnest($1::uuid[], $2::text[]) as n (id, u)`,
    [ids, users],
  );
  return new Map(users.map((user, index) => [user, ids[index] ?? ""]));
}

/** Stores a run and its charge for each; returns the runs' ids in order. One statement, so it is seen as a whole. */
export async function addCharges(pool: pg.Pool, charges: readonly WantedCharge[]): Promise<string[]> {
  const rows = charges.map((charge) => ({
    run_id: randomUUID(),
    account_id: charge.account,
    ended_at: charge.endedAt,
    card_id: charge.card ?? CARDS.mu,
    cpu_milliseconds: String(charge.cpuMilliseconds ?? 0n),
    cpu_micros: String(charge.cpuMicros ?? 0n),
    gpu_type: charge.gpuType ?? null,
    gpu_seconds: String(charge.gpuSeconds ?? 0n),
    gpu_micros: String(charge.gpuMicros ?? 0n),
    gpu_parts: charge.gpuParts ?? null,
    memory_kib_seconds: String(charge.memoryKibSeconds ?? 0n),
    memory_micros: String(charge.memoryMicros ?? 0n),
    minimum_micros: String(charge.minimumMicros ?? 0n),
    partition: charge.partition ?? "cpu",
    partition_multiplier_micros: String(charge.partitionMultiplierMicros ?? 1_000_000n),
  }));
  await pool.query("insert into inventory.cluster (name, time_zone) values ('c1', 'UTC') on conflict do nothing");
  await pool.query("insert into jobs.label (text) select distinct unnest($1::text[]) on conflict do nothing", [
    ["normal", ...rows.map((row) => row.partition)],
  ]);
  await pool.query(
    `with wanted as materialized (
       select w.*, p.id as partition_label, q.id as qos_label, c.id as cluster_id
       from jsonb_to_recordset($1::jsonb) as w (run_id uuid, account_id uuid, ended_at timestamptz, card_id uuid,
         cpu_milliseconds bigint, cpu_micros bigint, gpu_type text, gpu_seconds bigint, gpu_micros bigint, gpu_parts jsonb,
         memory_kib_seconds bigint, memory_micros bigint, minimum_micros bigint, partition text,
         partition_multiplier_micros bigint)
       join jobs.label p on p.text = w.partition join jobs.label q on q.text = 'normal'
       join inventory.cluster c on c.name = 'c1'
     ), stored as (
       insert into jobs.run (run_id, cluster_id, job_id, display_id, name, user_label, account_label, partition_label,
         qos_label, node_count, submitted_at, started_at, ended_at, elapsed_seconds, suspended_seconds, requested_cpus,
         allocated_cpus, requested_memory_mib, allocated_memory_mib, gpus, requested_tres, allocated_tres, state, raw_state,
         batch_id, content_hash)
       select run_id, cluster_id, 1, '1', 'job', qos_label, qos_label, partition_label, qos_label, 1,
         ended_at - interval '1 hour', ended_at - interval '1 hour', ended_at, 3600, 0, 1, 1, 1024, 1024, 0, '', '',
         'completed', 'COMPLETED', run_id, run_id
       from wanted
     ), counted as (
       insert into usage.account_count as a (cluster_id, account_label, user_label, run_count, last_submitted_at)
       select cluster_id, qos_label, qos_label, count(*), max(ended_at) - interval '1 hour' from wanted group by 1, 2, 3
       on conflict (cluster_id, account_label, user_label) do update
       set run_count = a.run_count + excluded.run_count,
           last_submitted_at = greatest(a.last_submitted_at, excluded.last_submitted_at)
     )
     insert into rating.charge (run_id, account_id, card_id, ended_at, raw_state, partition_label, qos_label,
       cpu_milliseconds, gpu_seconds, memory_kib_seconds, gpu_type, gpu_parts, partition_multiplier_micros,
       qos_multiplier_micros, cpu_micros, gpu_micros, memory_micros, minimum_micros)
     select run_id, account_id, card_id, ended_at, 'COMPLETED', partition_label, qos_label, cpu_milliseconds, gpu_seconds,
       memory_kib_seconds, gpu_type, gpu_parts, partition_multiplier_micros, 1000000, cpu_micros, gpu_micros, memory_micros,
       minimum_micros
     from wanted`,
    [JSON.stringify(rows)],
  );
  return rows.map((row) => row.run_id);
}

/** A whole configuration as the environment of a test gives it. */
export function testConfig(change: Readonly<Record<string, string>> = {}): Config {
  return readConfig({
    APP_ENV: "test",
    DATABASE_URL: "postgres://localhost/none",
    JWT_KEYS: "test=0123456789abcdef0123456789abcdef",
    AUDIT_KEYS: "test=0123456789abcdef0123456789abcdef",
    SECRETS_KEYS: "test=0123456789abcdef0123456789abcdef",
    ...change,
  });
}

export const FINANCE: Actor = {
  id: "019a0000-0000-7000-8000-00000000f001",
  username: "fiona",
  roles: ["finance"],
  grants: [{ role: "finance", scope: null }],
  slurmUsers: [],
  apiToken: null,
  session: null,
};

/** What `select * from platform.check_invariants()` finds: nothing, or a test has found a defect. */
export async function brokenInvariants(db: Db): Promise<unknown[]> {
  const { rows } = await db.pool.query("select * from platform.check_invariants()");
  return rows;
}
