import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { operationPages, operationQuery } from "../../api/operation-query.ts";
import { type RunSearch, runQuery } from "./run-search.ts";

const PAGE = 100;

export function useListRuns(search: RunSearch) {
  return useInfiniteQuery(operationPages("listRuns", { query: { ...runQuery(search), limit: PAGE } }));
}

export function useGetRun(runId: string) {
  return useQuery(operationQuery("getRun", { params: { run_id: runId } }));
}

export function useGetRunCharge(runId: string) {
  return useQuery(operationQuery("getRunCharge", { params: { run_id: runId } }));
}

export function useListClusters() {
  return useQuery(operationQuery("listClusters"));
}
