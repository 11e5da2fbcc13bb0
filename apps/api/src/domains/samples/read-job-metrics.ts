import type { Db, Tx } from "../../platform/db.ts";
import { DeviceFolds, type FoldedDevice } from "./core/device-folds.ts";
import { MetricFold, type MetricItem, statsOf } from "./core/metric-fold.ts";
import { unpackRollups } from "./core/rollup.ts";
import { listSeries, type SampleWindow, type Series } from "./job-metrics.queries.ts";
import { readAllSamples } from "./read-all-samples.ts";
import { readRawFrom } from "./retention.queries.ts";
import { findFirstRollup, readRollups } from "./rollups.queries.ts";

export interface ReadJobMetrics {
  readonly runId: string;
  /** Half open, in milliseconds since 1970; undefined: from the first sample, up to the last. */
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly node: string | undefined;
  readonly points: number;
  readonly devices: boolean;
}

export interface JobMetrics {
  /** What was asked for, cut to where there are samples; null: there are none. */
  readonly time: { readonly from: number; readonly to: number } | null;
  readonly samples: number;
  readonly bucketMs: number | null;
  /** The nodes of the run by their labels. */
  readonly nodes: ReadonlyMap<number, string>;
  readonly points: readonly MetricItem[];
  readonly devices: readonly FoldedDevice[];
  readonly devicesLeftOut: number;
}

/** What a run used over time: the same whether its hours have been packed or not. Reads one picture of the database. */
export async function readJobMetrics(db: Db, asked: ReadJobMetrics): Promise<JobMetrics> {
  return await db
    .transaction()
    .setIsolationLevel("repeatable read")
    .setAccessMode("read only")
    .execute(async (tx) => {
      const all = await listSeries(tx, asked.runId);
      const nodes = new Map(all.map(({ nodeLabel, node }) => [nodeLabel, node]));
      const series = asked.node === undefined ? all : all.filter(({ node }) => node === asked.node);
      const rawFrom = Date.parse(`${await readRawFrom(tx)}T00:00:00Z`);
      const isOld = series.some(({ firstAt }) => firstAt < rawFrom);
      const kept = (isOld ? await findFirstRollup(tx, asked.runId) : null) ?? rawFrom;
      const time = timeOf(asked, series, kept);
      if (time === null) return { ...NOTHING, nodes };
      const nodeLabels = series.map(({ nodeLabel }) => nodeLabel);
      const window = { ...time, runId: asked.runId, nodeLabels };
      return { ...(await fold(tx, window, { ...asked, rawFrom })), time, nodes };
    });
}

const NOTHING = { time: null, samples: 0, bucketMs: null, points: [], devices: [], devicesLeftOut: 0 } as const;

function timeOf({ from, to }: ReadJobMetrics, series: readonly Series[], kept: number): JobMetrics["time"] {
  const first = Math.max(kept, Math.min(...series.map(({ firstAt }) => firstAt)));
  const last = Math.max(...series.map(({ lastAt }) => lastAt));
  const time = { from: Math.max(first, from ?? first), to: Math.min(last + 1, to ?? last + 1) };
  return time.from < time.to ? time : null;
}

async function fold(
  tx: Tx,
  window: SampleWindow,
  { points, devices, rawFrom }: ReadJobMetrics & { readonly rawFrom: number },
): Promise<Omit<JobMetrics, "time" | "nodes">> {
  const { from, to } = window;
  const all = new MetricFold({ points, from, to });
  const folds = devices ? new DeviceFolds({ points, from, to }) : null;
  if (from < rawFrom) await foldRollups(tx, { ...window, to: Math.min(to, rawFrom) }, all);
  for await (const samples of readAllSamples(tx, { ...window, from: Math.max(from, rawFrom) })) {
    for (const { nodeLabel, sample } of samples) {
      const stats = [statsOf(sample.cpu), statsOf(sample.memory), statsOf(sample.gpu)];
      all.add({ at: sample.at, nodeLabel, samples: 1, stats });
      folds?.add(nodeLabel, sample);
    }
  }
  const { devices: folded, leftOut } = folds?.result() ?? { devices: [], leftOut: 0 };
  return { samples: all.samples, ...all.result(), devices: folded, devicesLeftOut: leftOut };
}

/** Adds the roll-ups of five minutes that begin in the window, or that it begins in. */
async function foldRollups(tx: Tx, window: SampleWindow, all: MetricFold): Promise<void> {
  for await (const days of readRollups(tx, window)) {
    for (const { nodeLabel, day, data } of days) {
      for (const { at, ...item } of unpackRollups(day, data)) {
        const isWithin = at > window.from - ROLLUP_MS && at < window.to;
        if (isWithin) all.add({ ...item, nodeLabel, at: Math.max(at, window.from) });
      }
    }
  }
}

const ROLLUP_MS = 5 * 60_000;
