import { useQuery } from "@tanstack/react-query";
import { operationQuery } from "../../api/operation-query.ts";

/** As many records as one page of the contract holds: the home page sums up no more than that, and says so. */
export const SUMMED = 500;

export function useListUnbilled(enabled: boolean) {
  return useQuery({ ...operationQuery("listUnbilled", { query: { limit: SUMMED } }), enabled });
}

export function useListReceipts(enabled: boolean) {
  return useQuery({ ...operationQuery("listReceipts", { query: { limit: SUMMED } }), enabled });
}

export function useListUsageBatches(enabled: boolean) {
  return useQuery({ ...operationQuery("listUsageBatches", { query: { limit: 5 } }), enabled });
}

/** Of now: it is asked for again while somebody looks. */
export function useCountJobs(enabled: boolean) {
  return useQuery({ ...operationQuery("countJobs"), refetchInterval: 15_000, refetchOnWindowFocus: "always", enabled });
}

export function useListRuns(enabled: boolean) {
  return useQuery({ ...operationQuery("listRuns", { query: { limit: 8 } }), enabled });
}
