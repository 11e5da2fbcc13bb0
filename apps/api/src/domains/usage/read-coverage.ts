import { calendarDay, dayOf } from "@purser/kernel/period";
import type { Db } from "../../platform/db.ts";
import {
  type DayState,
  dayState,
  daysBetween,
  gapsAmong,
  type Known,
  type Span,
  type Stretch,
  serviceEnd,
} from "./core/coverage.ts";
import { CoverageError } from "./core/errors.ts";
import {
  type CoveredCluster,
  type DayRow,
  listCoveredClusters,
  listDayBatches,
  listDayPartitions,
  listDays,
  listDaysWithoutRuns,
} from "./coverage.queries.ts";

const MOST_DAYS = 400;
const MOST_BATCHES = 100;

/** What coverage is read with. */
export interface CoverageContext {
  readonly db: Db;
  readonly now: () => Date;
}

/** How far a cluster has been read. */
export interface ClusterCoverage extends Pick<CoveredCluster, "cluster" | "time_zone" | "first_day" | "last_day"> {
  /** Epoch seconds: the last instant that is known to have been read, or at which a run ended; never later than now. */
  readonly readUntil: number | null;
  /** How many seconds that is behind now, or behind the end of its service. */
  readonly lagSeconds: number | null;
  readonly gapDays: number;
  /** The gaps in order, days in a row as one. */
  readonly gaps: readonly Stretch[];
}

/** How far every cluster has been read, and which days of it nobody has. */
export async function listCoverageClusters({ db, now }: CoverageContext): Promise<ClusterCoverage[]> {
  const at = now();
  const clusters = await listCoveredClusters(db, null);
  return await Promise.all(
    clusters.map(async (found) => {
      const { cluster, time_zone, first_day, last_day } = found;
      const known = knownOf(found, at);
      const readUntil = lastRead(found, at);
      const lagSeconds = readUntil === null ? null : Math.max(Math.floor(serviceEnd(known) - readUntil), 0);
      const told = { cluster, time_zone, first_day, last_day, readUntil, lagSeconds };
      if (first_day === null) return { ...told, gapDays: 0, gaps: [] };
      const span = { clusterId: found.id, from: first_day, until: dayOf(at, time_zone) };
      const { days, stretches } = gapsAmong(known, await listDaysWithoutRuns(db, span));
      return { ...told, gapDays: days, gaps: stretches };
    }),
  );
}

function lastRead({ spans, last_run_at }: CoveredCluster, now: Date): number | null {
  const ends = [spans.at(-1)?.to ?? null, last_run_at].filter((end) => end !== null);
  return ends.length === 0 ? null : Math.min(Math.max(...ends), now.getTime() / 1000);
}

function knownOf({ time_zone, first_day, last_day, spans }: CoveredCluster, now: Date): Known {
  return { timeZone: time_zone, firstDay: first_day, lastDay: last_day, spans, now };
}

/** What has been read of a day. */
export interface DayCoverage extends DayRow {
  readonly state: DayState;
}

/**
 * What has been read of each day of a cluster, from one to another, which is not within.
 *
 * @throws {CoverageError} `COVERAGE_PERIOD_INVALID` if that is no day, or more than 400; `CLUSTER_UNKNOWN`.
 */
export async function readCoverage(
  { db, now }: CoverageContext,
  { cluster, from, until }: { cluster: string; from: string; until: string },
): Promise<{ found: CoveredCluster; days: DayCoverage[] }> {
  const length = (Date.parse(until) - Date.parse(from)) / 86_400_000;
  if (length < 1 || length > MOST_DAYS) throw new CoverageError("COVERAGE_PERIOD_INVALID", { most: MOST_DAYS });
  const found = await getCluster(db, cluster);
  const rows = await listDays(db, { clusterId: found.id, from, until });
  const known = knownOf(found, now());
  const byDay = new Map(rows.map((row) => [row.day, row]));
  const days = daysBetween(from, until).map((day) => {
    const row = byDay.get(day) ?? emptyDay(day);
    return { ...row, state: dayState(known, day, row.run_count) };
  });
  return { found, days };
}

function emptyDay(day: string): DayRow {
  return { day, run_count: 0, unknown_count: 0, batch_count: 0, rejected_count: 0, partitions_without_gpus: [] };
}

/**
 * One day of a cluster: its partitions, the batches it came from, and what of it is known to have been read.
 *
 * @throws {CoverageError} `CLUSTER_UNKNOWN`
 */
export async function readCoverageDay(
  { db, now }: CoverageContext,
  { cluster, day }: { cluster: string; day: string },
) {
  const found = await getCluster(db, cluster);
  const partitions = await listDayPartitions(db, found.id, day);
  const { batches, count } = await listDayBatches(db, { clusterId: found.id, day, limit: MOST_BATCHES });
  const sum = (field: "run_count" | "unknown_count") => partitions.reduce((total, row) => total + row[field], 0);
  const runCount = sum("run_count");
  return {
    ...{ cluster: found.cluster, day, state: dayState(knownOf(found, now()), day, runCount) },
    ...{ run_count: runCount, unknown_count: sum("unknown_count"), batch_count: count },
    ...{ readSpans: spansOf(found, day), partitions, batches },
  };
}

function spansOf({ spans, time_zone }: CoveredCluster, day: string): Span[] {
  const { from, to } = calendarDay(day, time_zone);
  const [begin, end] = [from.getTime() / 1000, to.getTime() / 1000];
  return spans
    .filter((span) => span.from < end && span.to > begin)
    .map((span) => ({ from: Math.max(span.from, begin), to: Math.min(span.to, end) }));
}

async function getCluster(db: Db, name: string): Promise<CoveredCluster> {
  const [found] = await listCoveredClusters(db, name.normalize("NFC"));
  if (found === undefined) throw new CoverageError("CLUSTER_UNKNOWN", { cluster: name });
  return found;
}
