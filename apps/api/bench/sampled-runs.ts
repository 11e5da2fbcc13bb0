import type pg from "pg";

/** Adds runs that are under way since three days ago, and gives their ids. */
export async function addRunningRuns(owner: pg.Pool, count: number): Promise<string[]> {
  await owner.query("insert into inventory.cluster (name, time_zone) values ('bench', 'UTC') on conflict do nothing");
  await owner.query("insert into jobs.label (text) values ('bench') on conflict do nothing");
  const { rows } = await owner.query<{ run_id: string }>(
    `insert into jobs.run (run_id, cluster_id, job_id, display_id, name, user_label, account_label, partition_label, qos_label,
       node_count, submitted_at, started_at, elapsed_seconds, suspended_seconds, requested_cpus, allocated_cpus,
       requested_memory_mib, allocated_memory_mib, gpus, requested_tres, allocated_tres, state, raw_state, batch_id, content_hash)
     select gen_random_uuid(), c.id, n, n::text, 'bench', l.id, l.id, l.id, l.id, 1, now() - interval '3 days',
       now() - interval '3 days', 0, 0, 8, 8, 16384, 16384, 1, '', '', 'running', 'RUNNING', gen_random_uuid(), gen_random_uuid()
     from generate_series(1, $1::int) as n, inventory.cluster as c, jobs.label as l where c.name = 'bench' and l.text = 'bench'
     returning run_id`,
    [count],
  );
  await owner.query("vacuum analyze jobs.run");
  return rows.map(({ run_id }) => run_id);
}
