import type { ReactNode } from "react";
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

interface Props<Row> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
}

function cellClass<Row>({ align, narrow, nowrap }: Column<Row>): string {
  return [
    align === "right" ? styles.right : "",
    narrow === "bare" ? styles.bare : "",
    narrow === "wide" ? styles.wide : "",
    nowrap === true ? styles.nowrap : "",
  ].join(" ");
}

/** A table that becomes a list of cards on a narrow screen; roles are written out, since `display: block` takes them away. */
export function DataTable<Row>({ label, columns, rows, rowKey }: Props<Row>) {
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
            <tr key={rowKey(row)} {...tableRoles.row}>
              {columns.map((column) => (
                <td key={column.key} className={cellClass(column)} {...tableRoles.cell}>
                  <span className={styles.label} aria-hidden="true">
                    {column.header}
                  </span>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        {columns.some((column) => column.footer !== undefined) && <Footer columns={columns} />}
      </table>
    </div>
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
