import type { Run } from "@purser/contract/schemas";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { operationPages, operationQuery } from "../../api/operation-query.ts";
import type { Stretch } from "./zoom.ts";

/** As many points as a wide screen can show apart from each other. */
const POINTS = 1_000;
const LIVE_MS = 30_000;

/** What a run that is under way says is asked for again and again. */
const refreshed = ({ ended_at: endedAt }: Run) => ({ refetchInterval: endedAt === null ? LIVE_MS : false }) as const;

export interface MetricsWish {
  /** Null: all of the time. */
  readonly stretch: Stretch | null;
  readonly node: string | undefined;
}

export function useGetJobMetrics(run: Run, { stretch, node }: MetricsWish) {
  const iso = (seconds: number) => new Date(seconds * 1000).toISOString();
  const query = {
    ...{ points: POINTS, devices: run.gpus > 0 },
    ...(stretch !== null && { from: iso(stretch.from), to: iso(stretch.to) }),
    ...(node !== undefined && { node }),
  };
  return useQuery({
    ...operationQuery("getJobMetrics", { params: { run_id: run.run_id }, query }),
    placeholderData: keepPreviousData,
    ...refreshed(run),
  });
}

export function useGetJobEfficiency(run: Run) {
  return useQuery({
    ...operationQuery("getJobEfficiency", { params: { run_id: run.run_id } }),
    ...refreshed(run),
  });
}

export function useListJobHistory(run: Run) {
  return useInfiniteQuery({
    ...operationPages("listJobHistory", { params: { run_id: run.run_id }, query: { limit: 20 } }),
    ...refreshed(run),
  });
}
