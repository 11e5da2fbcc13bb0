import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import styles from "./data-table.module.css";
import { tableRoles } from "./table-roles.ts";

export interface Column<Row> {
  readonly key: string;
  readonly header: ReactNode;
  readonly align?: "right";
  /** On a narrow screen: `bare` without its label, `wide` over the whole card. */
  readonly narrow?: "bare" | "wide";
  readonly nowrap?: boolean;
  readonly cell: (row: Row) => ReactNode;
  readonly footer?: ReactNode;
}

/** What opens below a row, and how its switch is called. */
export interface RowDetail<Row> {
  readonly label: (row: Row) => string;
  readonly text: (row: Row) => string;
  readonly content: (row: Row) => ReactNode;
}

interface Props<Row> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly detail?: RowDetail<Row>;
}

function cellClass<Row>({ align, narrow, nowrap }: Column<Row>): string {
  return [
    align === "right" ? styles.right : "",
    narrow === "bare" ? styles.bare : "",
    narrow === "wide" ? styles.wide : "",
    nowrap === true ? styles.nowrap : "",
  ].join(" ");
}

/** A table that becomes a list of cards on a narrow screen. */
export function DataTable<Row>({ label, columns, rows, rowKey, detail }: Props<Row>) {
  return (
    <div className={styles.scroll}>
      <table className={styles.table} aria-label={label} {...tableRoles.table}>
        <thead {...tableRoles.rowGroup}>
          <tr {...tableRoles.row}>
            {columns.map((column) => (
              <th key={column.key} scope="col" className={cellClass(column)} {...tableRoles.columnHeader}>
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody {...tableRoles.rowGroup}>
          {rows.map((row) => (
            <BodyRow key={rowKey(row)} row={row} columns={columns} {...(detail === undefined ? {} : { detail })} />
          ))}
        </tbody>
        {columns.some((column) => column.footer !== undefined) && <Footer columns={columns} />}
      </table>
    </div>
  );
}

interface BodyRowProps<Row> {
  readonly row: Row;
  readonly columns: readonly Column<Row>[];
  readonly detail?: RowDetail<Row>;
}

function BodyRow<Row>({ row, columns, detail }: BodyRowProps<Row>) {
  const [opened, setOpened] = useState(false);
  return (
    <>
      <tr {...tableRoles.row}>
        {columns.map((column, place) => (
          <td key={column.key} className={cellClass(column)} {...tableRoles.cell}>
            <span className={styles.label} aria-hidden="true">
              {column.header}
            </span>
            <div className={styles.value}>{column.cell(row)}</div>
            {place === 0 && detail !== undefined && (
              <button
                type="button"
                className={styles.switch}
                aria-expanded={opened}
                aria-label={detail.label(row)}
                onClick={() => setOpened(!opened)}
              >
                {opened ? <IconChevronDown size={14} aria-hidden /> : <IconChevronRight size={14} aria-hidden />}
                {detail.text(row)}
              </button>
            )}
          </td>
        ))}
      </tr>
      {opened && detail !== undefined && (
        <tr {...tableRoles.row}>
          <td colSpan={columns.length} className={`${styles.detail} ${styles.wide}`} {...tableRoles.cell}>
            {detail.content(row)}
          </td>
        </tr>
      )}
    </>
  );
}

function Footer<Row>({ columns }: { readonly columns: readonly Column<Row>[] }) {
  return (
    <tfoot {...tableRoles.rowGroup}>
      <tr {...tableRoles.row}>
        {columns.map((column) => (
          <td key={column.key} className={cellClass(column)} {...tableRoles.cell}>
            {column.footer !== undefined && (
              <>
                <span className={styles.label} aria-hidden="true">
                  {column.header}
                </span>
                {column.footer}
              </>
            )}
          </td>
        ))}
      </tr>
    </tfoot>
  );
}
