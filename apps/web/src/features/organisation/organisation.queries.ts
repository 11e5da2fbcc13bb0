import type { BillingAccountChange } from "@purser/contract/schemas";
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { call } from "../../api/client.ts";
import { operationKey, operationPages, operationQuery } from "../../api/operation-query.ts";
import type { AccountSearch } from "./account-search.ts";

export function useListBillingAccounts(search: AccountSearch) {
  return useInfiniteQuery(operationPages("listBillingAccounts", { query: { ...search, limit: 100 } }));
}

export function useGetBillingAccount(accountId: string) {
  return useQuery(operationQuery("getBillingAccount", { params: { account_id: accountId } }));
}

export function useListTiers() {
  return useQuery({ ...operationQuery("listTiers"), staleTime: 600_000 });
}

export function useUpdateBillingAccount(accountId: string) {
  const client = useQueryClient();
  const params = { account_id: accountId };
  return useMutation({
    mutationFn: (body: BillingAccountChange) => call("updateBillingAccount", { params, body }),
    onSuccess: (account) => {
      client.setQueryData(operationKey("getBillingAccount", { params }), account);
      return client.invalidateQueries({ queryKey: operationKey("listBillingAccounts") });
    },
  });
}
