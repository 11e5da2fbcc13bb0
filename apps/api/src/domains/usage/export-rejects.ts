import { CSV_BOM, csvRows } from "../../platform/csv.ts";
import type { Db } from "../../platform/db.ts";
import type { Language } from "../../platform/error-texts.ts";
import { rejectText } from "./core/reject-texts.ts";
import { findRejectOrigin, type KeptReject, listRejects, type RejectState } from "./rejects.queries.ts";

const PAGE = 500;

/** Which rejects of a batch; null: open and resolved ones. */
export interface RejectChoice {
  readonly batchId: string;
  readonly state: RejectState | null;
}

/** The lines as they came, below the header of their text where it was kept: mended, they can be uploaded again. */
export async function* rejectLines(db: Db, choice: RejectChoice): AsyncGenerator<string> {
  const header = (await findRejectOrigin(db, choice.batchId))?.header;
  if (header != null) yield `${header}\n`;
  for await (const rejects of pages(db, choice)) yield rejects.map(({ raw }) => `${raw}\n`).join("");
}

/** The rejects with their reasons as CSV, in the caller's language. */
export async function* rejectRows(db: Db, choice: RejectChoice, language: Language): AsyncGenerator<string> {
  yield CSV_BOM + csvRows([["line_number", "reason", "message", "field", "resolved_by", "raw"]]);
  for await (const rejects of pages(db, choice)) {
    yield csvRows(
      rejects.map(({ line, reason, field, raw, resolvedBy }) => [
        ...[line, reason, rejectText(reason, language), field, resolvedBy, raw],
      ]),
    );
  }
}

/** A page at a time, so that neither memory nor a transaction grows with the number of rejects. */
async function* pages(db: Db, choice: RejectChoice): AsyncGenerator<KeptReject[]> {
  for (let after = 0; ; ) {
    const rejects = await listRejects(db, { ...choice, limit: PAGE, after });
    if (rejects.length > 0) yield rejects;
    const last = rejects.at(-1);
    if (last === undefined || rejects.length < PAGE) return;
    after = last.line;
  }
}
