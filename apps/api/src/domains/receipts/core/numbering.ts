/** The two series of documents: bills, and the receipts / tax invoices that payments make of them. */
export type Series = "INV" | "RCT";

/** `INV-202610-000042`: the 42nd of its series and month. */
export function formatNumber(series: Series, month: string, sequence: number): string {
  return `${series}-${month.replace("-", "")}-${sequence.toString().padStart(6, "0")}`;
}
