import { CSV_BOM, type CsvCell, csvRows } from "../../platform/csv.ts";
import type { Db } from "../../platform/db.ts";
import { type AuditFilter, type AuditRecordRow, listRecords } from "./audit.queries.ts";

const PAGE = 500;

const COLUMNS = [
  ...(["sequence", "occurred_at", "actor_name", "actor_role", "actor_id", "session_hash", "api_token_id"] as const),
  ...(["address", "user_agent", "method", "operation", "status", "request_id"] as const),
  ...(["action", "subject_type", "subject", "subject_username", "outcome", "detail"] as const),
  ...(["id", "key_id", "signature", "previous_hash", "hash"] as const),
] satisfies readonly (keyof AuditRecordRow)[];

/** All records that match as CSV, the latest first, a page at a time: neither memory nor a transaction grows with them. */
export async function* exportRecords(db: Db, filter: AuditFilter): AsyncGenerator<string> {
  yield CSV_BOM + csvRows([COLUMNS]);
  let before: string | null = null;
  for (;;) {
    const rows: AuditRecordRow[] = await listRecords(db, filter, { before, limit: PAGE });
    if (rows.length > 0) yield csvRows(rows.map((row) => COLUMNS.map((column) => cell(row, column))));
    before = rows.at(-1)?.id ?? null;
    if (rows.length < PAGE) return;
  }
}

function cell(row: AuditRecordRow, column: (typeof COLUMNS)[number]): CsvCell {
  return column === "detail" ? JSON.stringify(row.detail) : row[column];
}
