import { stringify } from "csv-stringify/sync";

/** What a file of ours begins with, so that a spreadsheet reads its Thai as UTF-8. */
export const CSV_BOM = "\u{feff}";

/** A value of a row; null is an empty cell. A figure is written as it is, a text may be one that somebody made up. */
export type CsvCell = string | number | bigint | null;

/**
 * Rows as CSV (RFC 4180, CR LF), to be written after `CSV_BOM` and a row of headings, page by page. A text that a
 * spreadsheet would take for a formula, because it begins with `= + - @`, their full-width forms, a tab or a line
 * break, gets a `'` before it. Every text is quoted, so that no separator in it begins another cell; where a spreadsheet
 * parts cells by something else than a comma it may not look at the quotes, so that such a sign gets a `'` there too.
 */
export function csvRows(rows: readonly (readonly CsvCell[])[]): string {
  const cells = rows.map((row) => row.map((cell) => (typeof cell === "string" ? asText(cell) : cell)));
  return stringify(cells, { quoted_string: true, record_delimiter: "windows" });
}

/** The library's own guard overlooks a line feed, and blanks before the sign that spreadsheets strip. */
function asText(text: string): string {
  const inside = text.replace(/(?=[=+\-@\uFF0B\uFF0D\uFF1D\uFF20])(?<=[;|\t\r\n][\s"]*)/g, "'");
  return /^\s*[=+\-@\uFF0B\uFF0D\uFF1D\uFF20]|^[\t\r\n]/.test(text) ? `'${inside}` : inside;
}
