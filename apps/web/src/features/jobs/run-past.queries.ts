import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { operationPages, operationQuery } from "../../api/operation-query.ts";

export function useListRunHistory(runId: string) {
  return useInfiniteQuery(operationPages("listRunHistory", { params: { run_id: runId }, query: { limit: 20 } }));
}

export function useGetRelatedRuns(runId: string) {
  return useQuery(operationQuery("getRelatedRuns", { params: { run_id: runId } }));
}

export function useGetChargeHistory(runId: string) {
  return useQuery(operationQuery("getChargeHistory", { params: { run_id: runId } }));
}

/** Asked for only when somebody wants to see them: they are looked for in what whole batches have said. */
export function useListRunRecords(runId: string, wanted: boolean) {
  return useQuery({ ...operationQuery("listRunRecords", { params: { run_id: runId } }), enabled: wanted });
}
