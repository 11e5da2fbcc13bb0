import { documentParty } from "./party.ts";
import { lineAnswer, receiptAnswer, type StoredReceipt } from "./receipt-answer.ts";
import type { DocumentLine, ReceiptDocument } from "./receipt-document.ts";

/** The document of a receipt, from what the receipt itself stored at its issue and settlement and from nothing else. */
export function composeDocument(receipt: StoredReceipt, logoPng: Uint8Array | null): ReceiptDocument {
  const answer = receiptAnswer(receipt, { pay: false, void: false });
  const { payment, voided, tax_label, tax_rate } = answer;
  return {
    status: answer.status,
    number: receipt.number,
    taxInvoiceNumber: receipt.tax_invoice_number,
    issuedAt: receipt.issued_at,
    dueAt: receipt.due_at,
    month: receipt.month,
    periodFrom: receipt.period_from,
    periodTo: receipt.period_to,
    timeZone: receipt.time_zone,
    seller: { ...documentParty(receipt.seller), bank: receipt.seller.bank, logoPng },
    buyer: { ...documentParty(receipt.buyer), code: receipt.buyer.code ?? receipt.account_code },
    tier: { en: receipt.tier_label_en ?? receipt.tier, th: receipt.tier_label_th ?? receipt.tier },
    currency: receipt.currency,
    lines: receipt.lines.map(documentLine),
    subtotal: answer.subtotal,
    tax: tax_label === null || tax_rate === null ? null : { label: tax_label, rate: tax_rate, amount: answer.tax },
    total: answer.total,
    paymentTermsDays: receipt.payment_terms_days,
    payment:
      payment === null
        ? null
        : {
            method: payment.method,
            reference: payment.reference,
            paidOn: payment.paid_on,
            approvedBy: payment.recorded_by,
          },
    voided: voided === null ? null : { reason: voided.reason, at: new Date(voided.voided_at) },
  };
}

function documentLine(line: StoredReceipt["lines"][number]): DocumentLine {
  const { component, gpu_type, basis, partition, qos, multiplier, run_count, quantity, unit_price, amount, corrects } =
    lineAnswer(line);
  return {
    ...{ component, basis, partition, qos, multiplier, quantity, amount, corrects },
    gpuType: gpu_type,
    runCount: run_count,
    unitPrice: unit_price,
  };
}
