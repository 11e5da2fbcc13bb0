import { formatScaled } from "@purser/kernel/money";
import type { ReceiptLine } from "./core/compose-receipt.ts";
import { formatMultiplier, quantitySeconds } from "./core/line-figures.ts";
import type { StoredLine } from "./core/receipt-answer.ts";
import type { NewLine } from "./receipts-issue.queries.ts";

/** A line as its row: every figure exact. */
export function lineColumns(receiptId: string, line: ReceiptLine): NewLine {
  return {
    receipt_id: receiptId,
    position: line.position,
    component: line.component,
    gpu_type: line.gpuType,
    basis: line.basis,
    partition: line.partition,
    qos: line.qos,
    multiplier_micros: formatScaled(line.multiplierPicos, 6),
    unit_price_micros: line.unitPriceMicros.toString(),
    quantity_seconds: quantitySeconds(line.component, line.quantity),
    run_count: line.runCount,
    exact_micros: line.exactMicros.toString(),
    amount_minor: line.amountMinor.toString(),
  };
}

/** A line that is not issued, in the form it would be read back in. */
export function unissuedLine(line: ReceiptLine): StoredLine {
  return {
    position: line.position,
    component: line.component,
    gpu_type: line.gpuType,
    basis: line.basis,
    partition: line.partition,
    qos: line.qos,
    multiplier: formatMultiplier(line.multiplierPicos),
    unit_price_micros: line.unitPriceMicros,
    quantity_seconds: quantitySeconds(line.component, line.quantity),
    run_count: BigInt(line.runCount),
    exact_micros: line.exactMicros.toString(),
    amount_minor: line.amountMinor,
  };
}
