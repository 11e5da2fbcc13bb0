import type { Db } from "../../platform/db.ts";

/** One GPU as it was last measured: id, vendor, and hundredths of percent, MiB, watts and degrees. */
export type LastDevice = readonly [
  id: string,
  vendor: string | null,
  utilization: number | null,
  memory: number | null,
  power: number | null,
  temperature: number | null,
];

/** What a run under way used last on one node, in hundredths of percent and of MiB; null where it was not measured. */
export interface LastSample {
  readonly run_id: string;
  readonly cluster: string;
  readonly job_id: number;
  readonly user: string;
  readonly account: string;
  readonly partition: string;
  readonly node: string;
  readonly cpu: number | null;
  readonly memory: number | null;
  readonly gpu: number | null;
  readonly gpus: readonly LastDevice[] | null;
}

/** What runs under way used last, as far as that is at most so old, those that began first; `most` runs, and as many places. */
export async function readLastSamples(db: Db, most: number, maxAgeSeconds: number): Promise<LastSample[]> {
  const { rows } = await db.pool.query<{ sample: LastSample }>({
    name: "read_last_samples",
    text: `select row_to_json(w) as sample from (
        select o.run_id, c.name as cluster, o.job_id, u.text as "user", a.text as account, p.text as partition,
          n.text as node, s.last_cpu as cpu, s.last_memory as memory, s.last_gpu as gpu, s.last_gpus as gpus
        from (
          select l.run_id, l.cluster_id, l.job_id, l.started_at, l.user_label, l.account_label, l.partition_label from jobs.live_run as l
          order by l.started_at nulls last, l.run_id limit $1) as o
        join samples.series as s on s.run_id = o.run_id
        join jobs.label as n on n.id = s.node_label
        join inventory.cluster as c on c.id = o.cluster_id
        join jobs.label as u on u.id = o.user_label
        join jobs.label as a on a.id = o.account_label
        join jobs.label as p on p.id = o.partition_label
        where s.last_at >= now() - make_interval(secs => $2)
        order by o.started_at nulls last, o.run_id, n.text limit $1) as w`,
    values: [most, maxAgeSeconds],
  });
  return rows.map(({ sample }) => sample);
}
