import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { operationPages, operationQuery } from "../../api/operation-query.ts";
import type { UnbilledSearch } from "./unbilled-search.ts";

export function useListUnbilled(search: UnbilledSearch) {
  return useInfiniteQuery(operationPages("listUnbilled", { query: { ...search, limit: 200 } }));
}

export function useListRateCards() {
  return useInfiniteQuery(operationPages("listRateCards", { query: { limit: 100 } }));
}

export function useGetRateCard(cardId: string) {
  return useQuery(operationQuery("getRateCard", { params: { card_id: cardId } }));
}
