import type { BilledChange, DecideBilledChangeRequest } from "@purser/contract/schemas";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { call } from "../../api/client.ts";
import { newIdempotencyKey } from "../../api/idempotency-key.ts";
import { operationPages } from "../../api/operation-query.ts";
import type { BilledChangeSearch } from "./billed-change-search.ts";

export function useListBilledChanges(search: BilledChangeSearch) {
  return useInfiniteQuery(operationPages("listBilledChanges", { query: search }));
}

/** A decision is refused a second time by itself, so each try may have a key of its own. */
export function useDecideBilledChange({ run_id, batch_id }: BilledChange) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ outcome, note }: Pick<DecideBilledChangeRequest, "outcome" | "note">) =>
      call("decideBilledChange", {
        params: { run_id },
        body: { batch_id, outcome, note },
        idempotencyKey: newIdempotencyKey(),
      }),
    // What is due next changes with it: previews, the run's page and the list itself.
    onSettled: () => client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== "getMe" }),
  });
}
