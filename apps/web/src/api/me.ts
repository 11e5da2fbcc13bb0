import type { Me, Permission } from "@purser/contract/schemas";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { call } from "./client.ts";
import { operationKey } from "./operation-query.ts";

/** Roles change seldom and the server checks each call, so this is asked for once a visit. */
export const meQuery = queryOptions({
  queryKey: operationKey("getMe"),
  queryFn: () => call("getMe"),
  staleTime: Number.POSITIVE_INFINITY,
});

/** Who is signed in. The routes load it before any page is shown. */
export function useMe(): Me {
  const { data } = useQuery(meQuery);
  if (data === undefined) throw new Error("a page was shown before its person was known");
  return data;
}

/** Whether the server allows this person something; it asks again at every call. */
export function useMay(): (permission: Permission) => boolean {
  const { permissions } = useMe();
  return (permission) => permissions.includes(permission);
}

/** True for those who see everyone's runs and receipts, not only their own. */
export function useSeesAll(): boolean {
  return useMe().sees_all;
}
