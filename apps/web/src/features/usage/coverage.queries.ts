import { useQuery } from "@tanstack/react-query";
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
