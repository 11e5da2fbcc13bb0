import type { Db } from "../../platform/db.ts";
import type { LiveFailure } from "./core/live-source.ts";

/** What is known of a cluster from its last picture. */
export interface ClusterView {
  readonly cluster: string;
  /** RFC 3339; null: there is no picture yet. */
  readonly read_at: string | null;
  readonly age_seconds: number | null;
  readonly slurm_version: string | null;
  readonly api_version: string | null;
  readonly left_out: number;
  readonly failures: readonly (LiveFailure & { readonly at: string })[];
  readonly node_states: Readonly<Record<string, number>>;
  readonly nodes: number;
  readonly cpus: number;
  /** Null where one of the nodes does not say, like the two below. */
  readonly allocated_cpus: number | null;
  readonly memory_mib: number;
  readonly allocated_memory_mib: number | null;
  readonly gpus: number;
  readonly allocated_gpus: number;
  readonly queued_jobs: number;
  readonly queued_tasks: number;
}

const wire = (time: string) => `to_char(${time} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;
/** The sum where every node says something. */
const known = (column: string) => `case when bool_and(${column} is not null) then sum(${column}) end`;

/** The clusters that are looked at, by name. */
export async function listClusterViews(db: Db): Promise<readonly ClusterView[]> {
  const { rows } = await db.pool.query<{ view: ClusterView }>({
    name: "list_cluster_views",
    text: `select row_to_json(w) as view from (
        select c.name as cluster, ${wire("v.read_at")} as read_at,
          case when v.read_at is not null then greatest(0, floor(extract(epoch from now() - v.read_at)))::bigint end as age_seconds, v.slurm_version,
          v.api_version, v.left_out, v.failures, n.*, q.*,
          (select coalesce(json_object_agg(s.state, s.nodes), '{}') from (
            select n.state, count(*) as nodes from inventory.node as n
            where n.cluster_id = c.id group by n.state order by n.state) as s) as node_states
        from inventory.live_view as v join inventory.cluster as c on c.id = v.cluster_id
        cross join lateral (
          select count(*) as nodes, coalesce(sum(n.cpus), 0) as cpus, ${known("n.allocated_cpus")} as allocated_cpus,
            coalesce(sum(n.memory_mib), 0) as memory_mib, ${known("n.allocated_memory_mib")} as allocated_memory_mib,
            coalesce(sum(n.gpus), 0) as gpus, coalesce(sum(n.allocated_gpus), 0) as allocated_gpus
          from inventory.node as n where n.cluster_id = c.id) as n
        cross join lateral (
          select count(*) as queued_jobs, coalesce(sum(coalesce(q.tasks, 1)), 0) as queued_tasks
          from inventory.queued_job as q where q.cluster_id = c.id) as q
        order by c.name) as w`,
  });
  return rows.map(({ view }) => view);
}
