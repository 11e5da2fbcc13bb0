/** A party as it stood when the document was issued. Every text of it is data from outside and may hold anything. */
export interface Party {
  readonly name: string;
  readonly nameTh: string | null;
  readonly addressLines: readonly string[];
  readonly addressLinesTh: readonly string[];
  readonly taxId: string | null;
  /** The five digits of the Revenue Department: `00000` is the head office. */
  readonly branch: string | null;
  readonly email: string | null;
  readonly phone: string | null;
}

export interface BankAccount {
  readonly name: string;
  readonly accountName: string;
  readonly accountNumber: string;
}

export interface Seller extends Party {
  readonly bank: BankAccount | null;
  /** A PNG; anything else is left out of the document. */
  readonly logoPng: Uint8Array | null;
}

export interface Buyer extends Party {
  readonly code: string;
}

export interface DocumentLine {
  readonly component: "cpu" | "gpu" | "memory" | "minimum" | "adjustment";
  /** The number of the receipt that an adjustment corrects. */
  readonly corrects: string | null;
  readonly gpuType: string | null;
  readonly basis: "allocated" | "used";
  readonly partition: string | null;
  readonly qos: string | null;
  /** Decimal string; `"1"` where no multiplier applies. */
  readonly multiplier: string;
  readonly runCount: number;
  /** CPU-, GPU- or GiB-hours as a decimal string; without meaning for `minimum` and `adjustment`. */
  readonly quantity: string;
  /** Per hour, a decimal string of up to six decimals; without meaning for `minimum` and `adjustment`. */
  readonly unitPrice: string;
  readonly amount: string;
}

export interface DocumentTax {
  readonly label: string;
  /** Per cent: `"7.00"`. */
  readonly rate: string;
  readonly amount: string;
}

/**
 * All that a bill prints, as it was at issue. Amounts are decimal strings of two places that already add up: lines to
 * subtotal, subtotal and tax to total. The period is half open. The layout computes no money.
 */
export interface ReceiptDocument {
  readonly status: "pending" | "paid" | "void";
  readonly number: string;
  readonly taxInvoiceNumber: string | null;
  readonly issuedAt: Date;
  readonly dueAt: Date | null;
  /** `2026-10` */
  readonly month: string;
  readonly periodFrom: Date;
  readonly periodTo: Date;
  readonly timeZone: string;
  readonly seller: Seller;
  readonly buyer: Buyer;
  /** What the tier is called in each language. */
  readonly tier: Readonly<Record<DocumentLanguage, string>>;
  readonly currency: string;
  readonly lines: readonly DocumentLine[];
  readonly subtotal: string;
  readonly tax: DocumentTax | null;
  readonly total: string;
  readonly paymentTermsDays: number;
  readonly payment: {
    readonly method: string;
    readonly reference: string;
    /** A calendar day, `YYYY-MM-DD`. */
    readonly paidOn: string;
    readonly approvedBy: string;
  } | null;
  readonly voided: { readonly reason: string; readonly at: Date } | null;
}

export type DocumentLanguage = "en" | "th";
