import { Box } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTouchesEdges } from "./panel.tsx";
import { LoadingRows, RecordError } from "./states.tsx";

interface Props<Data> {
  readonly query: UseQueryResult<Data>;
  readonly rows?: number;
  readonly children: (data: Data) => ReactNode;
}

/** One answer of the server: its shape while it loads, what went wrong, or its contents. */
export function QueryView<Data>({ query, rows, children }: Props<Data>) {
  const touchesEdges = useTouchesEdges();
  if (query.data !== undefined) return children(query.data);
  if (query.error !== null) {
    return (
      <Box p={touchesEdges ? "md" : 0}>
        <RecordError error={query.error} onRetry={() => void query.refetch()} />
      </Box>
    );
  }
  return <LoadingRows {...(rows === undefined ? {} : { rows })} />;
}
