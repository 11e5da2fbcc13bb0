import { clientOf, type Tx } from "../../platform/db.ts";
import type { ClusterPicture } from "./core/cluster-picture.ts";
import type { LiveFailure } from "./core/live-source.ts";

/** A look at a cluster that its holder alone may write down. */
export interface Look {
  readonly clusterId: number;
  readonly claim: number;
}

/** Longer than a look may take; afterwards it is taken for dead. */
export const LEASE_SECONDS = 120;

const IS_RETIRED = "now() >= (c.last_day + 1)::timestamp at time zone c.time_zone";

/**
 * Takes the next look at a cluster, by the database's clock; undefined where somebody looks already, or did so less than
 * `everySeconds` ago, and where the cluster's service has ended.
 */
export async function claimLook(tx: Tx, clusterId: number, everySeconds: number): Promise<Look | undefined> {
  const { rows } = await clientOf(tx).query<{ claim: number }>(
    `insert into inventory.live_view as v (cluster_id, claim, leased_until, asked_at)
     select c.id, 1, now() + make_interval(secs => $2), now() from inventory.cluster as c
     where c.id = $1 and (${IS_RETIRED}) is not true
     on conflict (cluster_id) do update
       set claim = v.claim + 1, leased_until = excluded.leased_until, asked_at = excluded.asked_at
       where coalesce(v.leased_until, '-infinity') <= now() and v.asked_at <= now() - make_interval(secs => $3)
     returning v.claim`,
    [clusterId, LEASE_SECONDS, everySeconds],
  );
  const [row] = rows;
  return row === undefined ? undefined : { clusterId, claim: row.claim };
}

/** Puts a picture in place of the one before it; false where the look has been taken over, and then nothing is written. */
export async function storePicture(tx: Tx, look: Look, picture: ClusterPicture): Promise<boolean> {
  const { rowCount } = await clientOf(tx).query(
    `update inventory.live_view
     set leased_until = null, read_at = now(), slurm_version = $3, api_version = $4, left_out = $5, failures = '[]'
     where cluster_id = $1 and claim = $2 and leased_until is not null`,
    [look.clusterId, look.claim, picture.slurmVersion, picture.apiVersion, picture.leftOut],
  );
  if (rowCount === 0) return false;
  await replace(tx, look.clusterId, PARTITIONS, picture.partitions);
  await replace(tx, look.clusterId, NODES, picture.nodes);
  await replace(tx, look.clusterId, QUEUED_JOBS, picture.queuedJobs);
  return true;
}

/** Notes why there is no new picture; the last one stays. Nothing where the look has been taken over. */
export async function noteFailures(tx: Tx, look: Look, failures: readonly LiveFailure[]): Promise<void> {
  await clientOf(tx).query(
    `update inventory.live_view as v
     set leased_until = null, failures = (
       select coalesce(jsonb_agg(f || jsonb_build_object('at', to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))), '[]')
       from jsonb_array_elements($3::jsonb) as f)
     where v.cluster_id = $1 and v.claim = $2 and v.leased_until is not null`,
    [look.clusterId, look.claim, JSON.stringify(failures)],
  );
}

/** Lets others look, without saying anything of this look. */
export async function releaseLook(tx: Tx, look: Look): Promise<void> {
  await clientOf(tx).query("update inventory.live_view set leased_until = null where cluster_id = $1 and claim = $2", [
    look.clusterId,
    look.claim,
  ]);
}

/** Takes a cluster out of the live view if its service has ended: what was seen of it last is not how it is now. */
export async function dropRetiredPicture(tx: Tx, clusterId: number): Promise<void> {
  const { rowCount } = await clientOf(tx).query(
    `delete from inventory.live_view as v using inventory.cluster as c where v.cluster_id = $1 and c.id = $1 and ${IS_RETIRED}`,
    [clusterId],
  );
  if (rowCount === 0) return;
  for (const { table } of [PARTITIONS, NODES, QUEUED_JOBS]) {
    await clientOf(tx).query(`delete from ${table} as r where r.cluster_id = $1`, [clusterId]);
  }
}

interface Picture {
  readonly table: string;
  /** Which record of the cluster it is. */
  readonly key: string;
  /** Every column but the cluster, with its type. */
  readonly columns: Readonly<Record<string, string>>;
}

const NODES: Picture = {
  table: "inventory.node",
  key: "name",
  columns: {
    ...{ name: "text", state: "text", raw_states: "text[]", reason: "text", partitions: "text[]", features: "text[]" },
    ...{ cpus: "bigint", allocated_cpus: "bigint", load_hundredths: "bigint", memory_mib: "bigint" },
    ...{ allocated_memory_mib: "bigint", free_memory_mib: "bigint", gpus: "bigint", allocated_gpus: "bigint" },
    ...{ gpu_types: "jsonb", allocated_gpu_types: "jsonb", slurm_version: "text", booted_at: "bigint" },
  },
};

const PARTITIONS: Picture = {
  table: "inventory.partition",
  key: "name",
  columns: {
    ...{ name: "text", state: "text", is_default: "boolean", nodes: "text", node_count: "bigint", cpus: "bigint" },
    ...{
      time_limit_seconds: "bigint",
      default_time_seconds: "bigint",
      nodes_per_job: "bigint",
      priority_tier: "bigint",
    },
  },
};

const QUEUED_JOBS: Picture = {
  table: "inventory.queued_job",
  key: "job_id",
  columns: {
    ...{ job_id: "bigint", display_id: "text", tasks: "bigint", name: "text", user: "text", account: "text" },
    ...{ partitions: "text[]", qos: "text", raw_states: "text[]", reason: "text", reason_text: "text" },
    ...{
      submitted_at: "bigint",
      eligible_at: "bigint",
      expected_start_at: "bigint",
      priority: "bigint",
      cpus: "bigint",
    },
    ...{ node_count: "bigint", memory_mib: "bigint", gpus: "bigint", gpu_types: "jsonb", time_limit_seconds: "bigint" },
  },
};

/** Makes the records of a cluster those of the picture. Rows that say the same already are not written again. */
async function replace(tx: Tx, clusterId: number, { table, key, columns }: Picture, records: readonly object[]) {
  const names = Object.keys(columns).map((name) => `"${name}"`);
  const typed = Object.entries(columns).map(([name, type]) => `"${name}" ${type}`);
  const of = (alias: string) => names.map((name) => `${alias}.${name}`).join(", ");
  const values = [clusterId, JSON.stringify(records)];
  // EXCEPT is done by hashing, however many there are; an anti-join of what has no statistics may not be.
  await clientOf(tx).query(
    `delete from ${table} as r using (
       select o.${key} from ${table} as o where o.cluster_id = $1
       except select t.${key} from jsonb_to_recordset($2::jsonb) as t (${key} ${columns[key]})
     ) as gone where r.cluster_id = $1 and r.${key} = gone.${key}`,
    values,
  );
  await clientOf(tx).query(
    `insert into ${table} as r (cluster_id, ${names.join(", ")})
     select $1, ${of("t")} from jsonb_to_recordset($2::jsonb) as t (${typed.join(", ")})
     on conflict (cluster_id, ${key}) do update set ${names.map((name) => `${name} = excluded.${name}`).join(", ")}
     where (${of("r")}) is distinct from (${of("excluded")})`,
    values,
  );
}
