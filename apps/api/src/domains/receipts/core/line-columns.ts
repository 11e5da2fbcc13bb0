import { formatScaled } from "@purser/kernel/money";
import type { ReceiptLine } from "./compose-receipt.ts";
import { formatMultiplier, quantitySeconds } from "./line-figures.ts";
import type { StoredLine } from "./receipt-answer.ts";

/** A line as it is written: exact figures are decimal strings. */
export interface LineColumns {
  readonly receipt_id: string;
  readonly position: number;
  readonly component: string;
  readonly gpu_type: string | null;
  readonly basis: string;
  readonly partition: string | null;
  readonly qos: string | null;
  readonly multiplier_micros: string;
  readonly unit_price_micros: string;
  readonly quantity_seconds: string;
  readonly run_count: number;
  readonly exact_micros: string;
  readonly amount_minor: string;
  readonly corrects: string | null;
}

/** A line as its row: every figure exact. */
export function lineColumns(receiptId: string, line: ReceiptLine): LineColumns {
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
    corrects: line.corrects,
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
    corrects: line.corrects,
  };
}
