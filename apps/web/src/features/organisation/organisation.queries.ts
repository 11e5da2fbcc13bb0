import type { BillingAccountChange, NewBillingAccount } from "@purser/contract/schemas";
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { call } from "../../api/client.ts";
import { useIntention } from "../../api/intention.ts";
import { operationKey, operationPages, operationQuery } from "../../api/operation-query.ts";
import type { AccountSearch } from "./account-search.ts";

export function useListBillingAccounts(search: AccountSearch) {
  return useInfiniteQuery(operationPages("listBillingAccounts", { query: { ...search, limit: 100 } }));
}

export function useGetBillingAccount(accountId: string, enabled = true) {
  return useQuery({ ...operationQuery("getBillingAccount", { params: { account_id: accountId } }), enabled });
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

export function useCreateBillingAccount() {
  const client = useQueryClient();
  const intention = useIntention();
  return useMutation({
    mutationFn: (body: NewBillingAccount) => call("createBillingAccount", { body, idempotencyKey: intention.key }),
    onSuccess: () => client.invalidateQueries({ queryKey: operationKey("listBillingAccounts") }),
    onError: intention.renewIfRefused,
  });
}
