import type { CreateApiTokenRequest, CreateServiceTokenRequest } from "@purser/contract/schemas";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { call } from "../../api/client.ts";
import { operationKey, operationPages } from "../../api/operation-query.ts";
import type { TokenSearch } from "./token-search.ts";

export function useListOwnApiTokens() {
  return useInfiniteQuery(operationPages("listOwnApiTokens"));
}

export function useListApiTokens({ state, ...search }: TokenSearch) {
  const active = state === undefined ? {} : { active: state === "active" };
  return useInfiniteQuery(operationPages("listApiTokens", { query: { ...search, ...active } }));
}

/** Every list that shows API tokens, or that one was made or ended. */
function useTokensChanged() {
  const client = useQueryClient();
  return () =>
    Promise.all(
      (["listOwnApiTokens", "listApiTokens", "listAuditRecords"] as const).map((id) =>
        client.invalidateQueries({ queryKey: operationKey(id) }),
      ),
    );
}

export function useCreateOwnApiToken() {
  const onSuccess = useTokensChanged();
  return useMutation({ mutationFn: (body: CreateApiTokenRequest) => call("createOwnApiToken", { body }), onSuccess });
}

export function useCreateServiceToken() {
  const onSuccess = useTokensChanged();
  return useMutation({
    mutationFn: (body: CreateServiceTokenRequest) => call("createServiceToken", { body }),
    onSuccess,
  });
}

/** Ends a token: one's own, or anybody's where one administers them. */
export function useRevokeApiToken(whose: "own" | "all") {
  const onSuccess = useTokensChanged();
  const id = whose === "own" ? "revokeOwnApiToken" : "revokeApiToken";
  return useMutation({ mutationFn: (tokenId: string) => call(id, { params: { token_id: tokenId } }), onSuccess });
}
