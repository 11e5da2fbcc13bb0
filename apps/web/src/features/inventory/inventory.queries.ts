import type { Node, NodeList, NodeState } from "@purser/contract/schemas";
import { keepPreviousData, queryOptions, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { call } from "../../api/client.ts";
import { operationKey, operationPages, operationQuery } from "../../api/operation-query.ts";
import type { QueueSearch } from "./queue-search.ts";

/** A picture is taken every half minute by default. Nobody asks for one while the page is hidden; on return at once. */
const LIVE = { refetchInterval: 15_000, refetchOnWindowFocus: "always" } as const;
/** As many as a page of the contract takes, and how many of them a map takes. */
const PAGE = 500;
const MOST_PAGES = 10;

export function useListClusterViews() {
  return useQuery({ ...operationQuery("listClusterViews"), ...LIVE });
}

/** How many jobs run, by cluster; empty while that is not known. */
export function useRunningJobs(enabled: boolean): ReadonlyMap<string, number> {
  const { data } = useQuery({ ...operationQuery("countJobs"), ...LIVE, enabled });
  return new Map(data?.data.map(({ cluster, running }) => [cluster, running]));
}

export function useListPartitions(cluster?: string) {
  return useQuery({
    ...operationQuery("listPartitions", { query: cluster === undefined ? {} : { cluster } }),
    ...LIVE,
  });
}

interface NodeQuery {
  readonly cluster: string;
  readonly partition?: string;
  readonly state?: NodeState;
}

interface Nodes {
  readonly data: readonly Node[];
  /** Whether there are more than a map takes. */
  readonly hasMore: boolean;
}

/** All nodes of a cluster that are asked for, page after page, up to 5,000. */
function allNodes(query: NodeQuery) {
  return queryOptions({
    queryKey: [...operationKey("listNodes", { query }), "all"],
    queryFn: async ({ signal }): Promise<Nodes> => {
      const data: Node[] = [];
      let cursor: string | null = null;
      for (let page = 0; page < MOST_PAGES; page += 1) {
        const more: NodeList = await call("listNodes", {
          query: { ...query, limit: PAGE, ...(cursor !== null && { cursor }) },
          signal,
        });
        data.push(...more.data);
        cursor = more.next_cursor;
        if (cursor === null) break;
      }
      return { data, hasMore: cursor !== null };
    },
  });
}

/** While another partition is on its way, the nodes of the last one stay, so that the page does not jump. */
export function useListAllNodes(query: NodeQuery) {
  return useQuery({ ...allNodes(query), ...LIVE, placeholderData: keepPreviousData });
}

export function useGetNode(node: { readonly cluster: string; readonly name: string }) {
  return useQuery({ ...operationQuery("getNode", { params: node }), ...LIVE });
}

/** The runs that are under way on a node, as far as the person may see them. */
export function useListNodeJobs(place: { readonly cluster: string; readonly node: string }) {
  return useInfiniteQuery({ ...operationPages("listJobs", { query: { ...place, state: "running" } }), ...LIVE });
}

export function useListQueue(search: QueueSearch) {
  return useInfiniteQuery({ ...operationPages("listQueue", { query: search }), ...LIVE });
}

export function useCountQueue(cluster?: string) {
  return useQuery({ ...operationQuery("countQueue", { query: cluster === undefined ? {} : { cluster } }), ...LIVE });
}
