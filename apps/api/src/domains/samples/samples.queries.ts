import { sql } from "kysely";
import type pg from "pg";
import { copyField, copyInto, inChunks } from "../../platform/copy.ts";
import { sendWithCommit, type Tx } from "../../platform/db.ts";
import { deviceRows } from "./core/device-rows.ts";
import type { Sample } from "./core/sample.ts";
import type { SeriesSum } from "./core/series-sum.ts";

/** A sample as it is stored. */
export interface SampleRow {
  readonly runId: string;
  /** In jobs.label. */
  readonly nodeLabel: number;
  readonly sample: Sample;
}

/** What names a sample: of one run, node and moment there is one. */
export function sampleKey({ runId, nodeLabel, at }: { runId: string; nodeLabel: number; at: number }): string {
  return `${runId} ${nodeLabel} ${at}`;
}

const COLUMNS = "run_id, ts, node_label, source, cpu_hundredths, memory_hundredths, gpu_hundredths, gpus";

/** Makes the partitions of a day (`2026-11-21`) where they are missing. */
export async function makeDay(tx: Tx, day: string): Promise<void> {
  await sql`select samples.make_day(${day}::date)`.execute(tx);
}

/** Adds samples of which none is there: the quickest way. A duplicate fails the statement with 23505. */
export async function copySamples(tx: Tx, rows: readonly SampleRow[]): Promise<void> {
  await copyInto(tx, `copy samples.sample (${COLUMNS}) from stdin`, inChunks(copyLines(rows)));
}

/** Lines of COPY, by hand: of all these only the devices can hold what would have to be escaped. */
function* copyLines(rows: readonly SampleRow[]): Generator<string> {
  const times = new Map<number, string>(); // many samples are of the same moment
  for (const { runId, nodeLabel, sample } of rows) {
    const { at, source, cpu, memory, gpu, gpus } = sample;
    let time = times.get(at);
    if (time === undefined) {
      time = new Date(at).toISOString();
      times.set(at, time);
    }
    const figures = `${cpu ?? NULL}\t${memory ?? NULL}\t${gpu ?? NULL}`;
    const devices = gpus === null ? NULL : copyField(deviceRows(gpus));
    yield `${runId}\t${time}\t${nodeLabel}\t${source}\t${figures}\t${devices}\n`;
  }
}

const NULL = "\\N";

const INSERT = `
  insert into samples.sample as s (${COLUMNS})
  select g.run_id, to_timestamp(g.at / 1000.0), g.node_label, g.source, g.cpu, g.memory, g.gpu, g.gpus::json
  from json_to_recordset($1::json) as g (run_id uuid, at bigint, node_label integer,
    source smallint, cpu smallint, memory bigint, gpu smallint, gpus text)
  order by g.run_id, g.at, g.node_label
  on conflict do nothing
  returning s.run_id, (extract(epoch from s.ts) * 1000)::float8 as at, s.node_label`;

/** Adds those of the samples that are not there; `addedSamples` says of its answer which they were. */
export function insertOfSamples(rows: readonly SampleRow[]): pg.QueryConfig {
  const given = rows.map(({ runId, nodeLabel, sample: { gpus, ...figures } }) => ({
    ...{ run_id: runId, node_label: nodeLabel, ...figures, gpus: deviceRows(gpus) },
  }));
  return { name: "insert_samples", text: INSERT, values: [JSON.stringify(given)] };
}

/** Which samples were added, by `sampleKey`. */
export function addedSamples(answer: pg.QueryResult<AddedRow> | undefined): ReadonlySet<string> {
  const keys = answer?.rows.map(({ run_id: runId, node_label: nodeLabel, at }) => sampleKey({ runId, nodeLabel, at }));
  return new Set(keys);
}

interface AddedRow {
  readonly run_id: string;
  readonly at: number;
  readonly node_label: number;
}

const ADD_TO_SERIES = `
    insert into samples.series as s (run_id, node_label, first_at, last_at, sample_count, cpu_count, cpu_sum, cpu_max,
      memory_count, memory_sum, memory_max, gpu_count, gpu_sum, gpu_max, last_cpu, last_memory, last_gpu, last_gpus)
    select g."runId", g."nodeLabel", to_timestamp(g."firstAt" / 1000.0), to_timestamp(g."lastAt" / 1000.0), g."sampleCount",
      g."cpuCount", g."cpuSum", g."cpuMax", g."memoryCount", g."memorySum", g."memoryMax", g."gpuCount", g."gpuSum",
      g."gpuMax", g."lastCpu", g."lastMemory", g."lastGpu", g."lastGpus"::json
    from json_to_recordset($1::json) as g ("runId" uuid, "nodeLabel" integer, "firstAt" bigint,
      "lastAt" bigint, "sampleCount" bigint, "cpuCount" bigint, "cpuSum" bigint, "cpuMax" smallint, "memoryCount" bigint,
      "memorySum" bigint, "memoryMax" bigint, "gpuCount" bigint, "gpuSum" bigint, "gpuMax" smallint, "lastCpu" smallint,
      "lastMemory" bigint, "lastGpu" smallint, "lastGpus" text)
    order by g."runId", g."nodeLabel"
    on conflict (run_id, node_label) do update set
      first_at = least(s.first_at, excluded.first_at),
      last_at = greatest(s.last_at, excluded.last_at),
      sample_count = s.sample_count + excluded.sample_count,
      cpu_count = s.cpu_count + excluded.cpu_count,
      cpu_sum = s.cpu_sum + excluded.cpu_sum,
      cpu_max = greatest(s.cpu_max, excluded.cpu_max),
      memory_count = s.memory_count + excluded.memory_count,
      memory_sum = s.memory_sum + excluded.memory_sum,
      memory_max = greatest(s.memory_max, excluded.memory_max),
      gpu_count = s.gpu_count + excluded.gpu_count,
      gpu_sum = s.gpu_sum + excluded.gpu_sum,
      gpu_max = greatest(s.gpu_max, excluded.gpu_max),
      last_cpu = case when excluded.last_at > s.last_at then excluded.last_cpu else s.last_cpu end,
      last_memory = case when excluded.last_at > s.last_at then excluded.last_memory else s.last_memory end,
      last_gpu = case when excluded.last_at > s.last_at then excluded.last_gpu else s.last_gpu end,
      last_gpus = case when excluded.last_at > s.last_at then excluded.last_gpus else s.last_gpus end`;

/**
 * Adds to the sums of series with the commit, in the order of their keys, so that those who write at the same time wait and do
 * not cross.
 */
export function addToSeries(tx: Tx, sums: readonly SeriesSum[]): void {
  const given = sums.map(({ lastGpus, ...sum }) => ({ ...sum, lastGpus: deviceRows(lastGpus) }));
  sendWithCommit(tx, { name: "add_to_series", text: ADD_TO_SERIES, values: [JSON.stringify(given)] });
}
