import { useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { call } from "../../api/client.ts";
import { operationPages } from "../../api/operation-query.ts";
import type { AuditSearch } from "./audit-search.ts";

export function useListAuditRecords(search: AuditSearch) {
  return useInfiniteQuery(operationPages("listAuditRecords", { query: { ...search } }));
}

/** A read, but a costly one that a person asks for: it runs when they say so and is never repeated by itself. */
export function useVerifyAudit() {
  return useMutation({ mutationFn: () => call("verifyAudit") });
}
