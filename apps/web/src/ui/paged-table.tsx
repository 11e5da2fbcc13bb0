import { Box, Button, Group, Text } from "@mantine/core";
import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { type Column, DataTable, type RowDetail } from "./data-table.tsx";
import { LoadingRows, RecordError } from "./states.tsx";

interface Page<Row> {
  readonly data: readonly Row[];
  readonly next_cursor: string | null;
}

interface Props<Row> {
  readonly label: string;
  readonly query: UseInfiniteQueryResult<InfiniteData<Page<Row>>>;
  readonly columns: readonly Column<Row>[] | ((rows: readonly Row[]) => readonly Column<Row>[]);
  readonly rowKey: (row: Row) => string;
  readonly detail?: RowDetail<Row>;
  readonly empty: ReactNode;
}

/** A list of the server, a page at a time. */
export function PagedTable<Row>({ label, query, columns, rowKey, detail, empty }: Props<Row>) {
  if (query.data === undefined && query.error !== null) {
    return (
      <Box p="md">
        <RecordError error={query.error} onRetry={() => void query.refetch()} />
      </Box>
    );
  }
  if (query.data === undefined) return <LoadingRows />;
  const rows = query.data.pages.flatMap((page) => page.data);
  if (rows.length === 0) return empty;
  return (
    <>
      <DataTable
        label={label}
        columns={typeof columns === "function" ? columns(rows) : columns}
        rows={rows}
        rowKey={rowKey}
        {...(detail === undefined ? {} : { detail })}
      />
      <ListFoot query={query} count={rows.length} />
    </>
  );
}

interface FootProps {
  readonly query: Pick<
    UseInfiniteQueryResult<unknown>,
    "hasNextPage" | "isFetchingNextPage" | "fetchNextPage" | "isFetchNextPageError" | "error"
  >;
  readonly count: number;
}

/** How many records are shown, and the way to more of them. */
export function ListFoot({ query, count }: FootProps) {
  const { t } = useTranslation("ui");
  return (
    <Group
      justify="space-between"
      px="md"
      py="sm"
      style={{ borderTop: "1px solid var(--mantine-color-default-border)" }}
    >
      <Text size="sm" c="dimmed" aria-live="polite">
        {query.hasNextPage ? t("some_shown", { count }) : t("all_shown", { count })}
      </Text>
      {query.hasNextPage && (
        <Button
          size="xs"
          variant="default"
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t("load_more")}
        </Button>
      )}
    </Group>
  );
}
