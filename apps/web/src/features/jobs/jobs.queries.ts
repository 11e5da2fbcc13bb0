import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { operationPages, operationQuery } from "../../api/operation-query.ts";
import { type RunSearch, runQuery } from "./run-search.ts";

const PAGE = 100;
const LIVE_MS = 15_000;

export function useListRuns(search: RunSearch) {
  return useInfiniteQuery(operationPages("listRuns", { query: { ...runQuery(search), limit: PAGE } }));
}

/** A run that is under way is looked at again and again. */
export function useGetRun(runId: string) {
  return useQuery({
    ...operationQuery("getRun", { params: { run_id: runId } }),
    refetchInterval: ({ state }) => (state.data?.state === "running" ? LIVE_MS : false),
  });
}

export function useGetRunCharge(runId: string) {
  return useQuery(operationQuery("getRunCharge", { params: { run_id: runId } }));
}

export function useListClusters() {
  return useQuery(operationQuery("listClusters"));
}
