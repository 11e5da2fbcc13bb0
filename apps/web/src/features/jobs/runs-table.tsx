import type { RunSummary } from "@purser/contract/schemas";
import type { UseInfiniteQueryResult } from "@tanstack/react-query";
import { useTable } from "@tanstack/react-table";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { ListFoot } from "../../ui/paged-table.tsx";
import { tableRoles } from "../../ui/table-roles.ts";
import { FIGURES, runFeatures, useRunColumns } from "./run-columns.tsx";
import styles from "./runs-table.module.css";

const ROW_HEIGHT = 53;
/** The next page is fetched when this many rows are left. */
const AHEAD = 30;

interface Props {
  readonly rows: RunSummary[];
  readonly query: Pick<
    UseInfiniteQueryResult<unknown>,
    "hasNextPage" | "isFetchingNextPage" | "fetchNextPage" | "isFetchNextPageError" | "error"
  >;
}

/** Runs without end: only the rows in sight are drawn, and the next page comes before its rows are reached. */
export function RunsTable({ rows, query }: Props) {
  const { t } = useTranslation("jobs");
  const table = useTable({
    features: runFeatures,
    columns: useRunColumns(),
    data: rows,
    getRowId: (run) => run.run_id,
  });
  const model = table.getRowModel().rows;
  const viewport = useRef<HTMLTableSectionElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => setTop(viewport.current?.offsetTop ?? 0), []);
  const virtualizer = useWindowVirtualizer({
    count: model.length,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
    scrollMargin: top,
    getItemKey: (index) => model[index]?.id ?? index,
  });
  const items = virtualizer.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = query;
  useEffect(() => {
    if (last >= rows.length - AHEAD && hasNextPage && !isFetchingNextPage && !isFetchNextPageError)
      void fetchNextPage();
  }, [last, rows.length, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage]);
  const headers = table.getHeaderGroups()[0]?.headers ?? [];
  return (
    <>
      <div className={styles.scroller}>
        <table
          aria-label={t("list.table")}
          aria-rowcount={hasNextPage ? -1 : rows.length + 1}
          className={styles.table}
          {...tableRoles.table}
        >
          <thead {...tableRoles.rowGroup}>
            <tr aria-rowindex={1} className={`${styles.row} ${styles.head}`} {...tableRoles.row}>
              {headers.map((header) => (
                <th key={header.id} scope="col" className={classOf(header.id)} {...tableRoles.columnHeader}>
                  <table.FlexRender header={header} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody
            ref={viewport}
            className={styles.viewport}
            style={{ height: virtualizer.getTotalSize() }}
            {...tableRoles.rowGroup}
          >
            {items.map((item) => (
              <tr
                aria-rowindex={item.index + 2}
                key={item.key}
                data-index={item.index}
                ref={virtualizer.measureElement}
                className={`${styles.row} ${styles.body}`}
                style={{ transform: `translateY(${item.start - top}px)` }}
                {...tableRoles.row}
              >
                {model[item.index]?.getAllCells().map((cell, place) => (
                  <td key={cell.id} className={classOf(cell.column.id)} {...tableRoles.cell}>
                    <span className={styles.label} aria-hidden="true">
                      {headers[place] !== undefined && <table.FlexRender header={headers[place]} />}
                    </span>
                    <table.FlexRender cell={cell} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <ListFoot query={query} count={rows.length} />
    </>
  );
}

function classOf(column: string): string {
  return `${styles.cell} ${FIGURES.has(column) ? styles.right : ""}`;
}
