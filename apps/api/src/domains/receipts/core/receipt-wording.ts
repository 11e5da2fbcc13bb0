import type { DocumentLanguage } from "./receipt-document.ts";

/** Every word of a bill that is not data, in one language. What must not part at a line end has no-break spaces. */
export interface ReceiptWording {
  readonly invoice: string;
  readonly receipt: string;
  readonly taxInvoice: string;
  readonly number: string;
  readonly invoiceNumber: string;
  readonly issued: string;
  readonly invoiceDate: string;
  readonly due: string;
  readonly status: { readonly pending: string; readonly paid: string; readonly void: string };
  readonly voidMark: string;
  readonly billTo: string;
  readonly details: string;
  readonly taxId: string;
  readonly headOffice: string;
  readonly branch: (number: string) => string;
  readonly phone: string;
  readonly email: string;
  readonly customerCode: string;
  readonly period: string;
  readonly timeZone: string;
  readonly tier: string;
  readonly columns: {
    readonly item: string;
    readonly quantity: string;
    readonly unit: string;
    readonly unitPrice: string;
    readonly amount: string;
  };
  readonly component: { readonly cpu: string; readonly gpu: string; readonly memory: string; readonly minimum: string };
  /** What corrects an earlier document; null: a run came from another account. */
  readonly adjustment: (number: string | null) => string;
  readonly unit: { readonly cpu: string; readonly gpu: string; readonly memory: string };
  readonly basis: { readonly allocated: string; readonly used: string };
  readonly partition: (name: string) => string;
  readonly qos: (name: string) => string;
  readonly multiplier: (factor: string) => string;
  readonly runs: (count: string, one: boolean) => string;
  readonly subtotal: string;
  readonly tax: (label: string, rate: string) => string;
  readonly total: string;
  readonly inWords: string;
  readonly payment: string;
  readonly terms: (days: number) => string;
  readonly quoteNumber: (number: string) => string;
  readonly bank: string;
  readonly accountName: string;
  readonly accountNumber: string;
  readonly paid: string;
  readonly method: string;
  readonly methods: Readonly<Record<string, string>>;
  readonly reference: string;
  readonly paidOn: string;
  readonly approvedBy: string;
  readonly voided: string;
  readonly voidedNote: (date: string) => string;
  readonly reason: string;
  readonly page: (page: number, pages: number) => string;
  readonly currency: (code: string) => string;
}

const english: ReceiptWording = {
  invoice: "Invoice",
  receipt: "Receipt",
  taxInvoice: "Tax invoice",
  number: "Number",
  invoiceNumber: "Invoice",
  issued: "Date of issue",
  invoiceDate: "Invoice date",
  due: "Due date",
  status: { pending: "Awaiting payment", paid: "Paid", void: "Void" },
  voidMark: "VOID",
  billTo: "Bill to",
  details: "Service",
  taxId: "Tax ID",
  headOffice: "Head office",
  branch: (number) => `Branch ${number}`,
  phone: "Tel.",
  email: "Email",
  customerCode: "Customer code",
  period: "Billing period",
  timeZone: "Time zone",
  tier: "Price tier",
  columns: { item: "Description", quantity: "Quantity", unit: "Unit", unitPrice: "Unit price", amount: "Amount" },
  component: { cpu: "CPU time", gpu: "GPU time", memory: "Memory", minimum: "Addition to the minimum charge" },
  adjustment: (number) => (number === null ? "Runs that were billed elsewhere before" : `Correction of ${number}`),
  unit: { cpu: "CPU-hours", gpu: "GPU-hours", memory: "GiB-hours" },
  basis: { allocated: "as allocated", used: "as used" },
  partition: (name) => `partition\u00a0${name}`,
  qos: (name) => `QOS\u00a0${name}`,
  multiplier: (factor) => `price\u00a0×\u00a0${factor}`,
  runs: (count, one) => `${count} ${one ? "run" : "runs"}`,
  subtotal: "Subtotal",
  tax: (label, rate) => `${label} ${rate}%`,
  total: "Total",
  inWords: "Amount in words",
  payment: "Payment",
  terms: (days) =>
    days === 0
      ? "Please pay on receipt of this invoice."
      : `Please pay within ${days} ${days === 1 ? "day" : "days"} of the date of issue.`,
  quoteNumber: (number) => `Please quote ${number} with your transfer.`,
  bank: "Bank",
  accountName: "Account name",
  accountNumber: "Account number",
  paid: "Payment received",
  method: "Method",
  methods: {
    bank_transfer: "Bank transfer",
    cash: "Cash",
    cheque: "Cheque",
    card: "Card",
    internal_transfer: "Internal transfer",
  },
  reference: "Reference",
  paidOn: "Paid on",
  approvedBy: "Recorded by",
  voided: "This document is void",
  voidedNote: (date) => `Voided on ${date}. Nothing is owed on it.`,
  reason: "Reason",
  page: (page, pages) => `Page ${page} of ${pages}`,
  currency: (code) => code,
};

const thai: ReceiptWording = {
  invoice: "ใบแจ้งหนี้",
  receipt: "ใบเสร็จรับเงิน",
  taxInvoice: "ใบกำกับภาษี",
  number: "เลขที่",
  invoiceNumber: "อ้างอิงใบแจ้งหนี้",
  issued: "วันที่ออกเอกสาร",
  invoiceDate: "วันที่ใบแจ้งหนี้",
  due: "วันครบกำหนดชำระ",
  status: { pending: "รอชำระเงิน", paid: "ชำระเงินแล้ว", void: "ยกเลิก" },
  voidMark: "ยกเลิก",
  billTo: "ลูกค้า",
  details: "การให้บริการ",
  taxId: "เลขประจำตัวผู้เสียภาษี",
  headOffice: "สำนักงานใหญ่",
  branch: (number) => `สาขาที่ ${number}`,
  phone: "โทร.",
  email: "อีเมล",
  customerCode: "รหัสลูกค้า",
  period: "รอบการใช้บริการ",
  timeZone: "เขตเวลา",
  tier: "กลุ่มอัตราค่าบริการ",
  columns: { item: "รายการ", quantity: "ปริมาณ", unit: "หน่วย", unitPrice: "ราคาต่อหน่วย", amount: "จำนวนเงิน" },
  component: {
    cpu: "ค่าใช้หน่วยประมวลผล (CPU)",
    gpu: "ค่าใช้หน่วยประมวลผลกราฟิก (GPU)",
    memory: "ค่าใช้หน่วยความจำ",
    minimum: "ส่วนเพิ่มให้ครบค่าบริการขั้นต่ำ",
  },
  adjustment: (number) => (number === null ? "งานที่เคยเรียกเก็บจากบัญชีอื่น" : `ปรับปรุงยอดตามใบแจ้งหนี้ ${number}`),
  unit: { cpu: "CPU-ชั่วโมง", gpu: "GPU-ชั่วโมง", memory: "GiB-ชั่วโมง" },
  basis: { allocated: "คิดตามที่จัดสรร", used: "คิดตามที่ใช้จริง" },
  partition: (name) => `พาร์ทิชัน\u00a0${name}`,
  qos: (name) => `QOS\u00a0${name}`,
  multiplier: (factor) => `ราคา\u00a0×\u00a0${factor}`,
  runs: (count) => `${count} งาน`,
  subtotal: "รวมเป็นเงิน",
  tax: (label, rate) => `${label === "VAT" ? "ภาษีมูลค่าเพิ่ม" : label} ${rate}%`,
  total: "จำนวนเงินรวมทั้งสิ้น",
  inWords: "จำนวนเงินเป็นตัวอักษร",
  payment: "การชำระเงิน",
  terms: (days) => (days === 0 ? "กรุณาชำระเงินเมื่อได้รับใบแจ้งหนี้" : `กรุณาชำระเงินภายใน ${days} วัน นับจากวันที่ออกเอกสาร`),
  quoteNumber: (number) => `โปรดระบุเลขที่ ${number} เมื่อโอนเงิน`,
  bank: "ธนาคาร",
  accountName: "ชื่อบัญชี",
  accountNumber: "เลขที่บัญชี",
  paid: "ได้รับชำระเงินแล้ว",
  method: "วิธีชำระเงิน",
  methods: {
    bank_transfer: "โอนเงินผ่านธนาคาร",
    cash: "เงินสด",
    cheque: "เช็ค",
    card: "บัตร",
    internal_transfer: "โอนภายในหน่วยงาน",
  },
  reference: "เลขที่อ้างอิง",
  paidOn: "วันที่ชำระเงิน",
  approvedBy: "ผู้บันทึกรับชำระ",
  voided: "เอกสารนี้ถูกยกเลิกแล้ว",
  voidedNote: (date) => `ยกเลิกเมื่อวันที่ ${date} ไม่มียอดที่ต้องชำระตามเอกสารนี้`,
  reason: "เหตุผล",
  page: (page, pages) => `หน้า ${page} จาก ${pages}`,
  currency: (code) => (code === "THB" ? "บาท" : code),
};

/** The words of a bill in `lang`. */
export function wordingIn(lang: DocumentLanguage): ReceiptWording {
  return lang === "th" ? thai : english;
}
