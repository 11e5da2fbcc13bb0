import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { LoadingRows, RecordError } from "./states.tsx";

interface Props<Data> {
  readonly query: UseQueryResult<Data>;
  readonly rows?: number;
  readonly children: (data: Data) => ReactNode;
}

/** One answer of the server: its shape while it loads, what went wrong, or its contents. */
export function QueryView<Data>({ query, rows, children }: Props<Data>) {
  if (query.data !== undefined) return children(query.data);
  if (query.error !== null) return <RecordError error={query.error} onRetry={() => void query.refetch()} />;
  return <LoadingRows {...(rows === undefined ? {} : { rows })} />;
}
