import type { UsageClusterSources, UsagePull, UsagePullRequest } from "@purser/contract/schemas";
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { call } from "../../api/client.ts";
import { newIdempotencyKey } from "../../api/idempotency-key.ts";
import { operationKey, operationPages, operationQuery } from "../../api/operation-query.ts";

/** While something is being read the page follows it closely; otherwise it looks now and then. */
const AT_WORK_MS = 2_000;
const IDLE_MS = 30_000;

export function useListUsageSources() {
  return useQuery({
    ...operationQuery("listUsageSources"),
    refetchInterval: ({ state }) => {
      const isAtWork = state.data?.data.some(({ open_pulls: open }) => open.some(isMoving)) ?? false;
      return isAtWork ? AT_WORK_MS : IDLE_MS;
    },
  });
}

const isMoving = ({ state }: UsagePull) => state === "waiting" || state === "running";

/** The list is asked for again whenever what is known of the cluster's latest pulls has changed. */
export function useListUsagePulls({ cluster, open_pulls: open, recent_pulls: recent }: UsageClusterSources) {
  const pages = operationPages("listUsagePulls", { query: { cluster, limit: 10 } });
  const latest = [...open, ...recent.slice(0, 1)].map(({ id, state, done_until: done }) => `${id} ${state} ${done}`);
  return useInfiniteQuery({ ...pages, queryKey: [...pages.queryKey, latest], placeholderData: keepPreviousData });
}

/** Each source is asked when a person says so, and what it says is not kept. */
export function useCheckUsageSources(cluster: string) {
  return useMutation({ mutationFn: () => call("checkUsageSources", { params: { cluster } }) });
}

export function useRequestUsagePull() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (body: UsagePullRequest) => call("requestUsagePull", { body, idempotencyKey: newIdempotencyKey() }),
    onSuccess: refresh,
  });
}

const OPERATION = { pause: "pauseUsagePull", resume: "resumeUsagePull", cancel: "cancelUsagePull" } as const;

export function useChangeUsagePull(pullId: string) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (action: keyof typeof OPERATION) => call(OPERATION[action], { params: { pull_id: pullId } }),
    onSettled: refresh,
  });
}

function useRefresh() {
  const client = useQueryClient();
  return async () => {
    await Promise.all([
      client.invalidateQueries({ queryKey: operationKey("listUsageSources") }),
      client.invalidateQueries({ queryKey: operationKey("listUsagePulls") }),
    ]);
  };
}
