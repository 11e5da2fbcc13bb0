import type { Db } from "../../platform/db.ts";

/** Whose waiting jobs a caller may see: everybody's, or those of these Slurm users. */
export type QueueScope = { readonly all: true } | { readonly slurmUsers: readonly string[] };

/** Records as the JSON of their schema of the contract, which PostgreSQL writes. */
export interface JsonPage<Key> {
  readonly records: readonly string[];
  /** The key of the last one, where another page follows. */
  readonly last: Key | null;
}

export interface NodeFilters {
  readonly cluster?: string;
  readonly partition?: string;
  readonly state?: string;
}

/** Where a node stands in the list. */
export interface NodePosition {
  readonly cluster: string;
  readonly name: string;
}

const wire = (time: string) => `to_char(${time} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;
const epoch = (column: string) => wire(`to_timestamp(${column})`);

const NODE = `
  c.name as cluster, n.name, n.state, n.raw_states, n.reason, n.partitions, n.features, n.cpus, n.allocated_cpus,
  (n.load_hundredths / 100.0)::float8 as load, n.memory_mib, n.allocated_memory_mib, n.free_memory_mib, n.gpus,
  n.allocated_gpus, n.gpu_types, n.allocated_gpu_types, n.slurm_version, ${epoch("n.booted_at")} as booted_at,
  ${wire("v.read_at")} as read_at`;
const NODES = `
  inventory.node as n join inventory.cluster as c on c.id = n.cluster_id join inventory.live_view as v on v.cluster_id = c.id`;

/** A page of nodes by cluster and name. */
export async function listNodes(
  db: Db,
  filters: NodeFilters,
  { limit, after }: { limit: number; after: NodePosition | null },
): Promise<JsonPage<NodePosition>> {
  const { rows } = await db.pool.query<NodePosition & { json: string }>({
    name: "list_nodes",
    text: `select row_to_json(w)::text as json, w.cluster, w.name from (
        select ${NODE} from ${NODES}
        where ($2::text is null or c.name = $2) and ($3::text is null or $3 = any (n.partitions))
          and ($4::text is null or n.state = $4) and ($5::text is null or (c.name, n.name) > ($5, $6::text))
        order by c.name, n.name limit $1) as w`,
    values: [
      ...[limit + 1, filters.cluster ?? null, filters.partition ?? null, filters.state ?? null],
      ...[after?.cluster ?? null, after?.name ?? null],
    ],
  });
  return pageOf(rows, limit, ({ cluster, name }) => ({ cluster, name }));
}

/** One node; undefined where there is none of this name. */
export async function findNode(db: Db, { cluster, name }: NodePosition): Promise<string | undefined> {
  const { rows } = await db.pool.query<{ json: string }>({
    name: "find_node",
    text: `select row_to_json(w)::text as json from (
      select ${NODE} from ${NODES} where c.name = $1 and n.name = $2) as w`,
    values: [cluster, name],
  });
  return rows[0]?.json;
}

/** All partitions, by cluster and name, with the nodes in each by state. */
export async function listPartitions(db: Db, cluster: string | null): Promise<readonly string[]> {
  const { rows } = await db.pool.query<{ json: string }>({
    name: "list_partitions",
    text: `select row_to_json(w)::text as json from (
        select c.name as cluster, p.name, p.state, p.is_default, p.nodes, p.node_count, p.cpus, p.time_limit_seconds,
          p.default_time_seconds, p.nodes_per_job, p.priority_tier, ${wire("v.read_at")} as read_at,
          (select coalesce(json_object_agg(s.state, s.nodes), '{}') from (
            select n.state, count(*) as nodes from inventory.node as n
            where n.cluster_id = p.cluster_id and p.name = any (n.partitions) group by n.state order by n.state) as s
          ) as node_states
        from inventory.partition as p join inventory.cluster as c on c.id = p.cluster_id
        join inventory.live_view as v on v.cluster_id = c.id
        where $1::text is null or c.name = $1
        order by c.name, p.name) as w`,
    values: [cluster],
  });
  return rows.map(({ json }) => json);
}

export interface QueueFilters {
  readonly cluster?: string;
  readonly partition?: string;
  readonly user?: string;
  readonly account?: string;
  readonly reason?: string;
}

/** Where a waiting job stands in the list. */
export interface QueuePosition {
  readonly priority: number;
  readonly clusterId: number;
  readonly jobId: number;
}

/** A page of waiting jobs that the caller may see, the highest priority first. */
export async function listQueue(
  db: Db,
  scope: QueueScope,
  filters: QueueFilters,
  { limit, after }: { limit: number; after: QueuePosition | null },
): Promise<JsonPage<QueuePosition>> {
  const { rows } = await db.pool.query<{ json: string; priority: string; cluster_id: number; job_id: string }>({
    name: "list_queue",
    text: `select row_to_json(w)::text as json, q.priority::text, q.cluster_id, q.job_id::text from (
        select q.* from inventory.queued_job as q
        where ($2::text[] is null or q."user" = any ($2)) and ($3::text is null or q."user" = $3)
          and ($4::text is null or q.account = $4) and ($5::text is null or $5 = any (q.partitions))
          and ($6::text is null or q.reason = $6)
          and ($7::text is null or q.cluster_id = (select k.id from inventory.cluster as k where k.name = $7))
          and ($8::bigint is null or q.priority < $8
            or (q.priority = $8 and (q.cluster_id, q.job_id) > ($9::integer, $10::bigint)))
        order by q.priority desc, q.cluster_id, q.job_id limit $1) as q
      cross join lateral (
        select c.name as cluster, q.job_id, q.display_id, q.tasks, q.name, q."user", q.account, q.partitions, q.qos,
          q.raw_states, q.reason, q.reason_text, ${epoch("q.submitted_at")} as submitted_at,
          ${epoch("q.eligible_at")} as eligible_at, ${epoch("q.expected_start_at")} as expected_start_at, q.priority,
          q.cpus, q.node_count, q.memory_mib, q.gpus, q.gpu_types, q.time_limit_seconds, ${wire("v.read_at")} as read_at
        from inventory.cluster as c join inventory.live_view as v on v.cluster_id = c.id where c.id = q.cluster_id) as w
      order by q.priority desc, q.cluster_id, q.job_id`,
    values: [
      ...[limit + 1, "all" in scope ? null : scope.slurmUsers, filters.user ?? null, filters.account ?? null],
      ...[filters.partition ?? null, filters.reason ?? null, filters.cluster ?? null],
      ...[after?.priority ?? null, after?.clusterId ?? null, after?.jobId ?? null],
    ],
  });
  return pageOf(rows, limit, (row) => ({
    priority: Number(row.priority),
    clusterId: row.cluster_id,
    jobId: Number(row.job_id),
  }));
}

/** How many jobs wait, of everybody, by cluster, partition and reason. One that may begin in two partitions counts in both. */
export async function countQueue(db: Db, cluster: string | null): Promise<readonly string[]> {
  const { rows } = await db.pool.query<{ json: string }>({
    name: "count_queue",
    text: `select row_to_json(w)::text as json from (
        select c.name as cluster, p.name as partition, q.reason, count(*) as jobs, sum(coalesce(q.tasks, 1)) as tasks,
          sum(q.cpus * coalesce(q.tasks, 1)) as cpus, sum(q.gpus * coalesce(q.tasks, 1)) as gpus,
          ${epoch("min(q.submitted_at)")} as oldest_submitted_at
        from inventory.queued_job as q join inventory.cluster as c on c.id = q.cluster_id
        cross join lateral unnest(q.partitions) as p (name)
        where $1::text is null or c.name = $1
        group by c.name, p.name, q.reason
        order by c.name, p.name, count(*) desc, q.reason) as w`,
    values: [cluster],
  });
  return rows.map(({ json }) => json);
}

function pageOf<Row extends { json: string }, Key>(
  rows: readonly Row[],
  limit: number,
  keyOf: (row: Row) => Key,
): JsonPage<Key> {
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return { records: rows.slice(0, limit).map(({ json }) => json), last: last === undefined ? null : keyOf(last) };
}
