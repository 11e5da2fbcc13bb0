import type { DevicePoint, MetricPoint, MetricStats } from "@purser/contract/schemas";
import { groupBy } from "../../ui/group-by.ts";

/** One figure over time, as a chart draws it: columns of one length, a null where nobody measured. */
export interface Course {
  /** Epoch seconds, rising. */
  readonly at: number[];
  readonly mean: (number | null)[];
  readonly least: (number | null)[];
  readonly most: (number | null)[];
}

interface Measured {
  readonly at: string;
  readonly samples: number;
  readonly stats: MetricStats;
}

export type MetricKey = "cpu_percent" | "memory_mib" | "gpu_percent";
export type DeviceKey = "utilization_percent" | "memory_mib" | "power_watts" | "temperature_celsius";

/** Points further apart than so many times the usual are not joined by a line. */
const GAP = 4;

export const metric = (points: readonly MetricPoint[], key: MetricKey): Measured[] =>
  points.map((point) => ({ at: point.at, samples: point.samples, stats: point[key] }));

export const deviceMetric = (points: readonly DevicePoint[], key: DeviceKey): Measured[] =>
  points.map((point) => ({ at: point.at, samples: point.samples, stats: point[key] }));

/**
 * The course of a figure, its values divided by `unit`. Of several nodes, whose samples lie beside each other, `foldSeconds`
 * puts together what was measured within so many seconds; null leaves each point by itself.
 */
export function courseOf(points: readonly Measured[], { unit = 1, foldSeconds = null as number | null } = {}): Course {
  const folded = foldSeconds === null ? points : fold(points, foldSeconds);
  const course: Course = { at: [], mean: [], least: [], most: [] };
  const usual = usualStep(folded);
  let before = Number.POSITIVE_INFINITY;
  for (const { at, stats } of folded) {
    const seconds = Date.parse(at) / 1000;
    if (seconds - before > usual * GAP) push(course, before + usual, null, unit);
    push(course, seconds, stats, unit);
    before = seconds;
  }
  return course;
}

function push({ at, mean, least, most }: Course, seconds: number, stats: MetricStats, unit: number): void {
  at.push(seconds);
  mean.push(stats === null ? null : stats.avg / unit);
  least.push(stats === null ? null : stats.min / unit);
  most.push(stats === null ? null : stats.max / unit);
}

/** The middle one of the distances between points. */
function usualStep(points: readonly Measured[]): number {
  const times = points.map(({ at }) => Date.parse(at) / 1000);
  const steps = times.slice(1).map((time, index) => time - (times[index] ?? time));
  steps.sort((a, b) => a - b);
  return steps[Math.floor(steps.length / 2)] ?? 0;
}

/** Points put together by the stretch of so many seconds that they lie in; means weigh each sample alike. */
export function fold(points: readonly Measured[], seconds: number): Measured[] {
  const stretches = groupBy(points, ({ at }) => Math.floor(Date.parse(at) / 1000 / seconds));
  return [...stretches]
    .sort(([a], [b]) => a - b)
    .map(([stretch, within]) => ({
      at: new Date(stretch * seconds * 1000).toISOString(),
      samples: within.reduce((sum, { samples }) => sum + samples, 0),
      stats: together(within),
    }));
}

/** What points come to together; null where none of them says anything. */
export function together(points: readonly Pick<Measured, "samples" | "stats">[]): MetricStats {
  let [weight, sum, min, max] = [0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { samples, stats } of points) {
    if (stats === null) continue;
    weight += samples;
    sum += stats.avg * samples;
    min = Math.min(min, stats.min);
    max = Math.max(max, stats.max);
  }
  return weight === 0 ? null : { min, avg: sum / weight, max };
}
