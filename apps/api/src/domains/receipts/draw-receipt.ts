import { readFile, stat } from "node:fs/promises";
import type { RequestContext } from "../../platform/context.ts";
import type { Logger } from "../../platform/log.ts";
import type { PdfPool } from "../../platform/pdf/pdf-pool.ts";
import { composeDocument } from "./core/compose-document.ts";
import type { DocumentLanguage } from "./core/receipt-document.ts";
import { receiptLayout } from "./core/receipt-layout.ts";
import { readReceipt } from "./read-receipt.ts";

export interface DrawContext extends Pick<RequestContext, "db" | "actor"> {
  readonly pdf: PdfPool;
  /** The seller's logo, a PNG. */
  readonly logoPng: Uint8Array | null;
}

export interface DrawnReceipt {
  /** Letters, digits and hyphens only: it can stand in a header as it is. */
  readonly fileName: string;
  readonly bytes: Uint8Array;
}

/**
 * A receipt's document as PDF in one language.
 *
 * @throws {ReceiptNotFoundError}; {PdfError} `TRY_AGAIN` if too many documents are waiting.
 */
export async function drawReceipt(
  { db, actor, pdf, logoPng }: DrawContext,
  { receiptId, language }: { receiptId: string; language: DocumentLanguage },
): Promise<DrawnReceipt> {
  const receipt = await readReceipt(db, actor, receiptId);
  const bytes = await pdf.render(receiptLayout, composeDocument(receipt, logoPng), language);
  return { fileName: `${receipt.tax_invoice_number ?? receipt.number}-${language}.pdf`, bytes };
}

const MAX_LOGO_BYTES = 1024 * 1024;
const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** The seller's logo; what cannot be read, is no PNG or is larger than 1 MiB is left out, and the log says why. */
export async function readLogo(file: string | null, log: Pick<Logger, "warn">): Promise<Uint8Array | null> {
  if (file === null) return null;
  try {
    const { size } = await stat(file);
    if (size > MAX_LOGO_BYTES) throw new Error(`it has ${size} bytes and may have ${MAX_LOGO_BYTES}`);
    const bytes = await readFile(file);
    if (!bytes.subarray(0, PNG_SIGNATURE.length).equals(PNG_SIGNATURE)) throw new Error("it is not a PNG");
    return new Uint8Array(bytes);
  } catch (error) {
    log.warn({ err: error, file }, "documents go without the seller's logo");
    return null;
  }
}
