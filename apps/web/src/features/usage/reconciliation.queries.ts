import type { ReconciliationRequest } from "@purser/contract/schemas";
import { useMutation, useQuery } from "@tanstack/react-query";
import { call } from "../../api/client.ts";
import { operationQuery } from "../../api/operation-query.ts";

export function useListClusters() {
  return useQuery(operationQuery("listClusters"));
}

/** The clusters that can be asked for their report themselves, by name. */
export function useAskableClusters(): readonly string[] {
  const sources = useQuery(operationQuery("listUsageSources"));
  const configured = sources.data?.data ?? [];
  return configured.filter((each) => each.sources.includes("sacct")).map(({ cluster }) => cluster);
}

/** Compares when a person says so; what comes of it is not kept. */
export function useReconcileUsage() {
  return useMutation({ mutationFn: (body: ReconciliationRequest) => call("reconcileUsage", { body }) });
}
