import type { Db } from "../../platform/db.ts";

/** A run that is under way, as far as figures go. */
export interface LiveRunFigures {
  readonly run_id: string;
  readonly cluster: string;
  readonly job_id: number;
  readonly user: string;
  readonly account: string;
  readonly partition: string;
  /** The first by name; empty where nobody said any. */
  readonly node: string;
  /** Since it began; null: nobody said when. */
  readonly runtime_seconds: number | null;
}

/** The runs that are under way and began first, at most so many. */
export async function readLiveRunFigures(db: Db, most: number): Promise<LiveRunFigures[]> {
  const { rows } = await db.pool.query<{ run: LiveRunFigures }>({
    name: "read_live_run_figures",
    text: `select row_to_json(w) as run from (
        select l.run_id, c.name as cluster, l.job_id, u.text as "user", a.text as account, p.text as partition,
          coalesce((select min(n.name) from unnest(l.nodes) as n (name)), '') as node,
          greatest(0, extract(epoch from now() - l.started_at))::float8 as runtime_seconds
        from jobs.live_run as l
        join inventory.cluster as c on c.id = l.cluster_id
        join jobs.label as u on u.id = l.user_label
        join jobs.label as a on a.id = l.account_label
        join jobs.label as p on p.id = l.partition_label
        order by l.started_at nulls last, l.run_id limit $1) as w`,
    values: [most],
  });
  return rows.map(({ run }) => run);
}

/** How many runs are under way, by cluster and state. */
export async function countLiveRuns(db: Db): Promise<{ cluster: string; state: string; runs: number }[]> {
  const { rows } = await db.pool.query<{ cluster: string; state: string; runs: number }>({
    name: "count_live_runs",
    text: `select c.name as cluster, l.state, count(*)::integer as runs
      from jobs.live_run as l join inventory.cluster as c on c.id = l.cluster_id group by c.name, l.state order by 1, 2`,
  });
  return rows;
}

/** How many runs under way are on each node, the fullest nodes first, at most so many. */
export async function countRunsOfNodes(
  db: Db,
  most: number,
): Promise<{ cluster: string; node: string; runs: number }[]> {
  const { rows } = await db.pool.query<{ cluster: string; node: string; runs: number }>({
    name: "count_runs_of_nodes",
    text: `select c.name as cluster, n.name as node, count(*)::integer as runs
      from jobs.live_run as l join inventory.cluster as c on c.id = l.cluster_id cross join lateral unnest(l.nodes) as n (name)
      where not n.name = any (l.nodes_finished) group by c.name, n.name order by runs desc, 1, 2 limit $1`,
    values: [most],
  });
  return rows;
}
