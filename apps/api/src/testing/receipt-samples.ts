import type { DocumentLine, ReceiptDocument } from "../domains/receipts/core/receipt-document.ts";

/** Bills made up for tests and measurements; their lines add up as issued ones do. */
export function sampleReceipt(lineCount: number, changes: Partial<ReceiptDocument> = {}): ReceiptDocument {
  const lines = Array.from({ length: lineCount }, (_, index) => sampleLine(index));
  const subtotal = lines.reduce((sum, line) => sum + BigInt(line.amount.replace(".", "")), 0n);
  const tax = (subtotal * 7n + 50n) / 100n;
  return {
    status: "pending",
    number: "INV-202610-000042",
    taxInvoiceNumber: null,
    issuedAt: new Date("2026-10-31T18:00:00Z"),
    dueAt: new Date("2026-11-30T18:00:00Z"),
    month: "2026-10",
    periodFrom: new Date("2026-09-30T17:00:00Z"),
    periodTo: new Date("2026-10-31T17:00:00Z"),
    timeZone: "Asia/Bangkok",
    seller: {
      name: "National Centre for Scientific Computing",
      nameTh: "ศูนย์คอมพิวเตอร์สมรรถนะสูงแห่งชาติ",
      addressLines: ["999 Phutthamonthon 4 Road, Salaya", "Nakhon Pathom 73170, Thailand"],
      addressLinesTh: ["เลขที่ 999 ถนนพุทธมณฑลสาย 4 ตำบลศาลายา", "อำเภอพุทธมณฑล จังหวัดนครปฐม 73170"],
      taxId: "0994000158378",
      branch: "00000",
      email: "billing@hpc.example.ac.th",
      phone: "02 441 0000",
      bank: { name: "Siam Commercial Bank, Salaya", accountName: "HPC Centre", accountNumber: "016-2-12345-6" },
      logoPng: null,
    },
    buyer: {
      code: "ACC-000017",
      name: "Faculty of Science, Department of Water Resources",
      nameTh: "คณะวิทยาศาสตร์ ภาควิชาทรัพยากรน้ำ",
      addressLines: ["272 Rama VI Road, Ratchathewi", "Bangkok 10400, Thailand"],
      addressLinesTh: ["เลขที่ 272 ถนนพระรามที่ 6 แขวงทุ่งพญาไท", "เขตราชเทวี กรุงเทพมหานคร 10400"],
      taxId: "0994000158386",
      branch: "00003",
      email: null,
      phone: null,
    },
    tier: { en: "Government", th: "หน่วยงานของรัฐ" },
    currency: "THB",
    lines,
    subtotal: decimal(subtotal),
    tax: { label: "VAT", rate: "7.00", amount: decimal(tax) },
    total: decimal(subtotal + tax),
    paymentTermsDays: 30,
    payment: null,
    voided: null,
    ...changes,
  };
}

/** What a paid bill has besides. */
export const paidFacts = {
  status: "paid",
  taxInvoiceNumber: "RCT-202611-000007",
  payment: {
    method: "bank_transfer",
    reference: "SCB 20261109-000123",
    paidOn: "2026-11-09",
    approvedBy: "finance.office",
  },
} as const;

const COMPONENTS = ["cpu", "gpu", "memory"] as const;
const PARTITIONS = ["compute", "gpu", "bigmem", "debug"] as const;

function sampleLine(index: number): DocumentLine {
  const component = COMPONENTS[index % 3] ?? "cpu";
  const amountMinor = BigInt(1_234_56 + index * 7_919_13);
  return {
    component,
    corrects: null,
    gpuType: component === "gpu" ? (index % 2 === 0 ? "a100" : "h100") : null,
    basis: "allocated",
    partition: index < 3 ? null : (PARTITIONS[index % 4] ?? null),
    qos: index % 5 === 4 ? "high" : null,
    multiplier: index % 5 === 4 ? "1.5" : "1",
    runCount: 1 + index * 37,
    quantity: `${411 + index * 263}.${String((index * 250_000) % 1_000_000).padStart(6, "0")}`,
    unitPrice: ["3.000000", "10.000000", "1.000000"][index % 3] ?? "1.000000",
    amount: decimal(amountMinor),
  };
}

function decimal(minor: bigint): string {
  const digits = minor.toString().padStart(3, "0");
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
