import { connectAsOwner } from "./database.ts";

interface Picture {
  readonly cluster: string;
  readonly nodes: number;
  /** How long ago it was taken. */
  readonly secondsAgo?: number;
}

/**
 * Gives the program's database a picture of a cluster, as a worker writes one down: every tenth node is down, every fourth
 * has GPUs, and three jobs wait. Another picture of the same cluster replaces it.
 */
export async function givePicture({ cluster, nodes, secondsAgo = 0 }: Picture): Promise<void> {
  await using owner = await connectAsOwner();
  const { rows } = await owner.client.query<{ id: number }>(
    `insert into inventory.cluster (name, time_zone) values ($1, 'Asia/Bangkok')
     on conflict (name) do update set time_zone = excluded.time_zone returning id`,
    [cluster],
  );
  const id = rows[0]?.id;
  await owner.client.query(
    `insert into inventory.live_view (cluster_id, asked_at, read_at, slurm_version, api_version)
     values ($1, now(), now() - make_interval(secs => $2), '24.11.5', 'v0.0.42')
     on conflict (cluster_id) do update set read_at = excluded.read_at`,
    [id, secondsAgo],
  );
  const records = {
    node: Array.from({ length: nodes }, (_, index) => node(index + 1)),
    partition: [partition("cpu", nodes), partition("gpu", nodes / 4)],
    queued_job: QUEUE,
  };
  for (const [table, list] of Object.entries(records)) {
    await owner.client.query(`delete from inventory.${table} where cluster_id = $1`, [id]);
    await owner.client.query(
      `insert into inventory.${table} select * from jsonb_populate_recordset(null::inventory.${table}, $1)`,
      [JSON.stringify(list.map((record) => ({ ...record, cluster_id: id })))],
    );
  }
}

/** As it was before the first cluster was looked at: those that stay have no picture, and are on no page. */
export async function forgetPictures(): Promise<void> {
  await using owner = await connectAsOwner();
  for (const table of ["node", "partition", "queued_job", "live_view"]) {
    await owner.client.query(`delete from inventory.${table}`);
  }
}

const BUSY = [
  { state: "idle", raw_states: ["IDLE"], allocated_cpus: 0, load_hundredths: 12, allocated_memory_mib: 0 },
  { state: "mixed", raw_states: ["MIXED"], allocated_cpus: 24, load_hundredths: 2_310, allocated_memory_mib: 98_304 },
  {
    state: "allocated",
    raw_states: ["ALLOCATED"],
    allocated_cpus: 64,
    load_hundredths: 9_020,
    allocated_memory_mib: 253_952,
  },
];
const DOWN = {
  ...{ state: "down", raw_states: ["DOWN", "NOT_RESPONDING"], reason: "power supply [root@2026-11-20T09:00:00]" },
  ...{ allocated_cpus: 0, load_hundredths: null, allocated_memory_mib: 0 },
};

function node(number: number): object {
  const gpus = number % 4 === 0 ? 4 : 0;
  return {
    ...{ name: `n${String(number).padStart(4, "0")}`, reason: "", features: ["avx512"], slurm_version: "24.11.5" },
    ...{ cpus: 64, memory_mib: 262_144, free_memory_mib: 65_536, booted_at: 1_795_000_000 },
    ...(number % 10 === 0 ? DOWN : BUSY[number % 3]),
    ...{ partitions: gpus > 0 ? ["cpu", "gpu"] : ["cpu"], gpus, allocated_gpus: gpus / 2 },
    ...{ gpu_types: gpus > 0 ? { a100: gpus } : {}, allocated_gpu_types: gpus > 0 ? { a100: gpus / 2 } : {} },
  };
}

function partition(name: string, nodes: number): object {
  const isGpu = name === "gpu";
  return {
    ...{
      name,
      state: isGpu ? "drain" : "up",
      is_default: !isGpu,
      nodes: "n[0001-9999]",
      node_count: Math.floor(nodes),
    },
    ...{ cpus: Math.floor(nodes) * 64, time_limit_seconds: isGpu ? 86_400 : 604_800, priority_tier: 1 },
  };
}

const QUEUE = [
  {
    ...queued(501, "akara.suksai", "QOSMaxCpuPerUserLimit"),
    ...{ name: "relax", priority: 4_000, cpus: 128, node_count: 2, expected_start_at: 1_795_400_000 },
  },
  {
    ...queued(502, "anong.wattana", "Resources"),
    ...{ display_id: "502_[1-40%4]", tasks: 40, name: "train", partitions: ["gpu", "cpu"], priority: 9_000, gpus: 2 },
  },
  {
    ...queued(503, "akara.suksai", "FrobnicatorBusy"),
    ...{ name: "render", reason_text: "the frobnicator is busy", time_limit_seconds: null, memory_mib: null },
  },
];

function queued(id: number, user: string, reason: string) {
  return {
    ...{ job_id: id, display_id: String(id), tasks: 1, name: "", user, account: "physics", partitions: ["cpu"] },
    ...{ qos: "normal", raw_states: ["PENDING"], reason, reason_text: "", submitted_at: 1_795_000_000 + id },
    ...{ eligible_at: null, expected_start_at: null, priority: 100, cpus: 16, node_count: 1, memory_mib: 65_536 },
    ...{ gpus: 0, gpu_types: {}, time_limit_seconds: 86_400 },
  };
}
