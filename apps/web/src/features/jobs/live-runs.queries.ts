import { useDocumentVisibility } from "@mantine/hooks";
import type { LiveRunList } from "@purser/contract/schemas";
import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { operationKey, operationQuery } from "../../api/operation-query.ts";
import { followLiveRuns } from "./follow-live-runs.ts";
import { afterNews, type FollowedRuns } from "./followed-runs.ts";
import type { LiveSearch } from "./live-search.ts";

const POLL_MS = 10_000;
const MOST_POLLED = 500;
/** One failure may be a restart; after the second the list is asked for instead, until the stream is back. */
const PATIENT_FAILURES = 1;

/** How the page comes by what it shows. */
export type FollowWay = "connecting" | "stream" | "polling";

interface LiveRuns {
  readonly data: FollowedRuns | undefined;
  readonly error: unknown;
  readonly way: FollowWay;
  readonly retry: () => void;
}

/** The runs under way, as the server tells of them. Nobody follows in a window that is not seen. */
export function useLiveRuns(search: LiveSearch): LiveRuns {
  const client = useQueryClient();
  const isSeen = useDocumentVisibility() === "visible";
  const [failures, setFailures] = useState<number | null>(null);
  const [error, setError] = useState<unknown>(null);
  const { cluster, user, node, partition } = search;
  const key = operationKey("streamLiveRuns", { query: search });
  const told = useQuery<FollowedRuns>({ queryKey: key, enabled: false, placeholderData: keepPreviousData });
  const isPolling = failures !== null && failures > PATIENT_FAILURES;
  const list = useQuery({
    ...operationQuery("listLiveRuns", { query: { ...search, limit: MOST_POLLED } }),
    enabled: isSeen && isPolling,
    refetchInterval: POLL_MS,
  });
  useEffect(() => {
    if (!isSeen) return;
    const stop = new AbortController();
    const asked = Object.fromEntries(
      Object.entries({ cluster, user, node, partition }).filter(([, value]) => value !== undefined),
    );
    setError(null);
    followLiveRuns(asked, {
      signal: stop.signal,
      onNews: (news) =>
        client.setQueryData<FollowedRuns>(operationKey("streamLiveRuns", { query: asked }), (known) =>
          afterNews(known, news),
        ),
      onFailures: setFailures,
    }).catch(setError);
    return () => {
      stop.abort();
      setFailures(null);
    };
  }, [client, isSeen, cluster, user, node, partition]);
  return {
    data: isPolling ? polled(list.data, list.dataUpdatedAt) : told.data,
    error: error ?? (isPolling && list.data === undefined ? list.error : null),
    way: isPolling ? "polling" : failures === 0 ? "stream" : "connecting",
    retry: () => void list.refetch(),
  };
}

function polled(list: LiveRunList | undefined, updatedAt: number): FollowedRuns | undefined {
  if (list === undefined) return undefined;
  return { at: new Date(updatedAt).toISOString(), total: list.total, runs: list.data };
}
