import type { Db } from "../../platform/db.ts";

/** A node as far as figures go. Whole numbers, but for the load. */
export interface NodeFigures {
  readonly cluster: string;
  readonly name: string;
  readonly state: string;
  readonly cpus: number;
  readonly allocated_cpus: number | null;
  readonly load: number | null;
  readonly memory_mib: number;
  readonly allocated_memory_mib: number | null;
  readonly free_memory_mib: number | null;
  readonly gpus: number;
  readonly allocated_gpus: number;
}

/** Nodes of pictures that are at most so old, by cluster and name, `limit` of them. */
export async function readNodeFigures(db: Db, maxAgeSeconds: number, limit: number): Promise<NodeFigures[]> {
  const { rows } = await db.pool.query<{ node: NodeFigures }>({
    name: "read_node_figures",
    text: `select row_to_json(w) as node from (
        select c.name as cluster, n.name, n.state, n.cpus, n.allocated_cpus, (n.load_hundredths / 100.0)::float8 as load,
          n.memory_mib, n.allocated_memory_mib, n.free_memory_mib, n.gpus, n.allocated_gpus
        from inventory.node as n join inventory.cluster as c on c.id = n.cluster_id
        join inventory.live_view as v on v.cluster_id = c.id
        where v.read_at >= now() - make_interval(secs => $1)
        order by c.name, n.name limit $2) as w`,
    values: [maxAgeSeconds, limit],
  });
  return rows.map(({ node }) => node);
}

/** How many nodes there are in such pictures. */
export async function countFreshNodes(db: Db, maxAgeSeconds: number): Promise<number> {
  const { rows } = await db.pool.query<{ nodes: number }>({
    name: "count_fresh_nodes",
    text: `select count(*)::integer as nodes from inventory.node as n join inventory.live_view as v using (cluster_id)
      where v.read_at >= now() - make_interval(secs => $1)`,
    values: [maxAgeSeconds],
  });
  return rows[0]?.nodes ?? 0;
}

export interface QueueFigures {
  readonly cluster: string;
  readonly partition: string;
  readonly reason: string;
  readonly tasks: number;
}

/** How many jobs wait in such pictures, each task of an array counting, the largest numbers first, `limit` of them. */
export async function readQueueFigures(db: Db, maxAgeSeconds: number, limit: number): Promise<QueueFigures[]> {
  const { rows } = await db.pool.query<{ queue: QueueFigures }>({
    name: "read_queue_figures",
    text: `select row_to_json(w) as queue from (
        select c.name as cluster, p.name as partition, q.reason, sum(coalesce(q.tasks, 1))::bigint as tasks
        from inventory.queued_job as q join inventory.cluster as c on c.id = q.cluster_id
        join inventory.live_view as v on v.cluster_id = c.id cross join lateral unnest(q.partitions) as p (name)
        where v.read_at >= now() - make_interval(secs => $1)
        group by c.name, p.name, q.reason order by tasks desc, c.name, p.name, q.reason limit $2) as w`,
    values: [maxAgeSeconds, limit],
  });
  return rows.map(({ queue }) => queue);
}

/** How old the last picture of each cluster is, in seconds; without one since it was first asked for. */
export async function readViewAges(db: Db): Promise<{ cluster: string; age: number }[]> {
  const { rows } = await db.pool.query<{ cluster: string; age: number }>({
    name: "read_view_ages",
    text: `select c.name as cluster, coalesce(extract(epoch from now() - v.read_at), 'infinity')::float8 as age
      from inventory.live_view as v join inventory.cluster as c on c.id = v.cluster_id order by c.name limit 1000`,
  });
  return rows;
}
