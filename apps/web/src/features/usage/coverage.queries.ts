import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { call } from "../../api/client.ts";
import { operationQuery } from "../../api/operation-query.ts";

export function useListCoverageClusters() {
  return useQuery(operationQuery("listCoverageClusters"));
}

export function useReadCoverage(query: { readonly cluster: string; readonly from: string; readonly until: string }) {
  return useQuery(operationQuery("readCoverage", { query }));
}

export function useReadCoverageDay(query: { readonly cluster: string; readonly day: string }) {
  return useQuery(operationQuery("readCoverageDay", { query }));
}

/** Says which day was a cluster's last in service; null: it is in service. */
export function useRetireCluster(cluster: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (lastDay: string | null) => call("retireCluster", { params: { cluster }, body: { last_day: lastDay } }),
    onSuccess: () => client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== "getMe" }),
  });
}
