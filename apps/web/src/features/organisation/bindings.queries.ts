import type { BindingTerms } from "@purser/contract/schemas";
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { call } from "../../api/client.ts";
import { useIntention } from "../../api/intention.ts";
import { operationKey, operationPages, operationQuery } from "../../api/operation-query.ts";
import { startOfDay } from "../../ui/format.ts";
import type { BindingSearch } from "./binding-search.ts";

export function useListBindings({ tab: _, in_force_on: day, ...search }: BindingSearch) {
  const at = day === undefined ? {} : { in_force_at: startOfDay(day) };
  return useInfiniteQuery(operationPages("listBindings", { query: { ...search, ...at, limit: 100 } }));
}

export function useListUnboundAccounts({ cluster, search }: Pick<BindingSearch, "cluster" | "search">) {
  const query = { ...(cluster === undefined ? {} : { cluster }), ...(search === undefined ? {} : { search }) };
  return useInfiniteQuery(operationPages("listUnboundAccounts", { query }));
}

export function useListClusters() {
  return useQuery(operationQuery("listClusters"));
}

export function usePreviewBinding() {
  return useMutation({ mutationFn: (body: BindingTerms) => call("previewBinding", { body }) });
}

export function usePreviewBindingWithdrawal(bindingId: string, enabled: boolean) {
  const query = operationQuery("previewBindingWithdrawal", { params: { binding_id: bindingId } });
  return useQuery({ ...query, enabled, staleTime: 0, gcTime: 0 });
}

/** What a change of bindings may have moved is asked for anew. */
function useBindingsChanged() {
  const client = useQueryClient();
  const ids = ["listBindings", "listUnboundAccounts", "listUnbilled", "getRunCharge", "previewReceipts"] as const;
  return () => Promise.all(ids.map((id) => client.invalidateQueries({ queryKey: operationKey(id) })));
}

export function useCreateBinding() {
  const changed = useBindingsChanged();
  const intention = useIntention();
  return useMutation({
    mutationFn: (body: BindingTerms & { readonly preview: string }) =>
      call("createBinding", { body, idempotencyKey: intention.key }),
    onSuccess: changed,
    onError: intention.renewIfRefused,
  });
}

export function useWithdrawBinding(bindingId: string) {
  const changed = useBindingsChanged();
  const intention = useIntention();
  return useMutation({
    mutationFn: (preview: string) =>
      call("withdrawBinding", { params: { binding_id: bindingId }, body: { preview }, idempotencyKey: intention.key }),
    onSuccess: changed,
    onError: intention.renewIfRefused,
  });
}
