import { sql } from "kysely";
import type { Tx } from "../../platform/db.ts";
import type { Sample } from "./core/sample.ts";
import { SAMPLE_COLUMNS, type SampleColumns, toSample } from "./sample-columns.queries.ts";

/** The samples of a run on one node, as a whole; times are milliseconds since 1970. */
export interface Series {
  readonly nodeLabel: number;
  /** The empty text: nobody said. */
  readonly node: string;
  readonly firstAt: number;
  readonly lastAt: number;
}

/** The series of a run, by the names of their nodes. */
export async function listSeries(tx: Tx, runId: string): Promise<Series[]> {
  const { rows } = await sql<{ node_label: number; node: string; first_ms: number; last_ms: number }>`
    select s.node_label, l.text as node, (extract(epoch from s.first_at) * 1000)::float8 as first_ms,
      (extract(epoch from s.last_at) * 1000)::float8 as last_ms
    from samples.series as s join jobs.label as l on l.id = s.node_label where s.run_id = ${runId}
    order by l.text collate "C"`.execute(tx);
  return rows.map((row) => ({
    ...{ nodeLabel: row.node_label, node: row.node, firstAt: row.first_ms, lastAt: row.last_ms },
  }));
}

/** Samples of a run on some nodes within a time that is half open; milliseconds since 1970. */
export interface SampleWindow {
  readonly runId: string;
  readonly nodeLabels: readonly number[];
  readonly from: number;
  readonly to: number;
}

/** A sample and where it was measured. */
export interface NodeSample {
  readonly nodeLabel: number;
  readonly sample: Sample;
}

const SAMPLES_AT_ONCE = 5_000;
const HOURS_AT_ONCE = 200;

/** The samples that are not packed, in pieces. */
export async function* readSamples(
  tx: Tx,
  { runId, nodeLabels, from, to }: SampleWindow,
): AsyncGenerator<NodeSample[]> {
  let after = { at: from - 1, nodeLabel: 0 };
  for (;;) {
    const { rows } = await sql<SampleColumns>`
      select s.node_label, ${SAMPLE_COLUMNS} from samples.sample as s
      where s.run_id = ${runId} and s.ts >= to_timestamp(${from / 1000}::float8) and s.ts < to_timestamp(${to / 1000}::float8)
        and s.node_label = any (${[...nodeLabels]}::integer[])
        and (s.ts, s.node_label) > (to_timestamp(${after.at / 1000}::float8), ${after.nodeLabel}::integer)
      order by s.ts, s.node_label limit ${SAMPLES_AT_ONCE}`.execute(tx);
    yield rows.map((row) => ({ nodeLabel: row.node_label, sample: toSample(row) }));
    const last = rows.at(-1);
    if (last === undefined || rows.length < SAMPLES_AT_ONCE) return;
    after = { at: last.at, nodeLabel: last.node_label };
  }
}

/** An hour of samples on one node, packed. */
export interface NodeHour {
  readonly nodeLabel: number;
  readonly hour: number;
  readonly data: Buffer;
}

/** The packed hours that may hold samples of the window, in pieces. */
export async function* readPackedHours(
  tx: Tx,
  { runId, nodeLabels, from, to }: SampleWindow,
): AsyncGenerator<NodeHour[]> {
  let after = { hour: 0, nodeLabel: 0 };
  for (;;) {
    const { rows } = await sql<{ node_label: number; hour: number; data: Buffer }>`
      select p.node_label, (extract(epoch from p.hour) * 1000)::float8 as hour, p.data from samples.packed_hour as p
      where p.run_id = ${runId} and p.hour > to_timestamp(${from / 1000}::float8) - interval '1 hour'
        and p.hour < to_timestamp(${to / 1000}::float8) and p.node_label = any (${[...nodeLabels]}::integer[])
        and (p.hour, p.node_label) > (to_timestamp(${after.hour / 1000}::float8), ${after.nodeLabel}::integer)
      order by p.hour, p.node_label limit ${HOURS_AT_ONCE}`.execute(tx);
    yield rows.map((row) => ({ nodeLabel: row.node_label, hour: row.hour, data: row.data }));
    const last = rows.at(-1);
    if (last === undefined || rows.length < HOURS_AT_ONCE) return;
    after = { hour: last.hour, nodeLabel: last.node_label };
  }
}
