import { printable } from "./printable-text.ts";
import type { DocumentLanguage, Party, ReceiptDocument } from "./receipt-document.ts";
import { dateInWords, dayInWords, periodInWords, zoneInWords } from "./receipt-figures.ts";
import { type Block, COLOUR, facts, PAGE, panel } from "./receipt-style.ts";
import { type ReceiptWording, wordingIn } from "./receipt-wording.ts";

const MAX_NAME = 200;
const MAX_ADDRESS_LINE = 120;
const MAX_ADDRESS_LINES = 5;
const MAX_SHORT = 80;
const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** The first block of a bill: who sends it, what it is, its number, dates and standing. */
export function heading(doc: ReceiptDocument, lang: DocumentLanguage): Block {
  const words = wordingIn(lang);
  return {
    columns: [
      { width: 228, stack: [...logo(doc.seller.logoPng), ...party(doc.seller, lang, "sellerName")] },
      { width: 255, stack: [title(doc, words), status(doc, words), numbers(doc, lang)] },
    ],
    columnGap: 16,
  };
}

/** The second block: who it is for, and which service it is about. */
export function parties(doc: ReceiptDocument, lang: DocumentLanguage): Block {
  const words = wordingIn(lang);
  const service = facts(
    [
      [words.period, periodInWords(doc.periodFrom, doc.periodTo, doc.timeZone, lang)],
      [words.timeZone, zoneInWords(doc.timeZone, doc.periodFrom)],
      [words.tier, printable(doc.tier[lang], MAX_SHORT)],
      [words.customerCode, printable(doc.buyer.code, MAX_SHORT)],
    ],
    { label: 88, value: 167, alignment: "left" },
  );
  return {
    margin: [0, 20, 0, 0],
    columns: [
      {
        width: 228,
        stack: [{ text: words.billTo, style: "heading", margin: [0, 0, 0, 3] }, ...party(doc.buyer, lang, "partyName")],
      },
      { width: 255, stack: [{ text: words.details, style: "heading", margin: [0, 0, 0, 3] }, service] },
    ],
    columnGap: 16,
  };
}

/** Says across the page why a voided document is not to be paid; nothing on any other. */
export function voidNotice(doc: ReceiptDocument, lang: DocumentLanguage): Block[] {
  if (doc.status !== "void") return [];
  const words = wordingIn(lang);
  const lines: Block[] = [{ text: words.voided, bold: true, color: COLOUR.void }];
  if (doc.voided !== null) {
    lines.push({ text: words.voidedNote(dateInWords(doc.voided.at, doc.timeZone, lang)), color: COLOUR.void });
    lines.push({ text: `${words.reason}: ${printable(doc.voided.reason, 500)}`, color: COLOUR.void });
  }
  return [{ margin: [0, 16, 0, 0], ...panel({ stack: lines }, PAGE.contentWidth, COLOUR.voidTint) }];
}

/** What the document is called: an invoice until it is paid; then a receipt, and a tax invoice where it bears tax. */
export function titleOf(doc: ReceiptDocument, words: ReceiptWording): string {
  if (doc.status !== "paid") return words.invoice;
  return doc.tax === null ? words.receipt : `${words.receipt} / ${words.taxInvoice}`;
}

/** The number it goes by: a paid one has a number of its own beside that of the invoice. */
export function numberOf(doc: ReceiptDocument): string {
  return doc.status === "paid" && doc.taxInvoiceNumber !== null ? doc.taxInvoiceNumber : doc.number;
}

export function nameOf(party: Party, lang: DocumentLanguage): string {
  return printable((lang === "th" ? party.nameTh : null) ?? party.name, MAX_NAME);
}

function title(doc: ReceiptDocument, words: ReceiptWording): Block {
  const text = titleOf(doc, words);
  return { text, style: text.includes(" / ") ? "longTitle" : "title", alignment: "right" };
}

function status(doc: ReceiptDocument, words: ReceiptWording): Block {
  const look = {
    pending: { color: COLOUR.pending, fillColor: COLOUR.pendingTint },
    paid: { color: COLOUR.paid, fillColor: COLOUR.paidTint },
    void: { color: COLOUR.void, fillColor: COLOUR.voidTint },
  }[doc.status];
  const pill = {
    layout: {
      hLineWidth: () => 0,
      vLineWidth: () => 0,
      paddingLeft: () => 8,
      paddingRight: () => 8,
      paddingTop: () => 1.5,
      paddingBottom: () => 1.5,
    },
    table: { body: [[{ text: words.status[doc.status], bold: true, fontSize: 8, lineHeight: 1, ...look }]] },
  };
  return {
    margin: [0, 6, 0, 9],
    columns: [
      { width: "*", text: "" },
      { width: "auto", ...pill },
    ],
  };
}

function numbers(doc: ReceiptDocument, lang: DocumentLanguage): Block {
  const words = wordingIn(lang);
  const pairs: [string, string][] = [[words.number, printable(numberOf(doc), MAX_SHORT)]];
  const invoiced = dateInWords(doc.issuedAt, doc.timeZone, lang);
  if (doc.status === "paid" && doc.payment !== null) {
    // Value added tax on a service falls due when it is paid, so that is the day of the tax invoice.
    pairs.push([words.issued, dayInWords(doc.payment.paidOn, lang)]);
    pairs.push([words.invoiceNumber, printable(doc.number, MAX_SHORT)], [words.invoiceDate, invoiced]);
  } else pairs.push([words.issued, invoiced]);
  if (doc.status === "pending" && doc.dueAt !== null) {
    pairs.push([words.due, dateInWords(doc.dueAt, doc.timeZone, lang)]);
  }
  return facts(pairs, { label: 95, value: 160, alignment: "right" });
}

function logo(png: Uint8Array | null): Block[] {
  if (png === null || PNG_SIGNATURE.some((byte, index) => png[index] !== byte)) return [];
  const image = `data:image/png;base64,${Buffer.from(png).toString("base64")}`;
  return [{ image, fit: [150, 42], margin: [0, 0, 0, 8] }];
}

function party(of: Party, lang: DocumentLanguage, nameStyle: string): Block[] {
  const words = wordingIn(lang);
  const address = lang === "th" && of.addressLinesTh.length > 0 ? of.addressLinesTh : of.addressLines;
  const lines = address.slice(0, MAX_ADDRESS_LINES).map((line) => printable(line, MAX_ADDRESS_LINE));
  const tax = [
    of.taxId === null ? "" : `${words.taxId} ${printable(of.taxId, MAX_SHORT)}`,
    branchOf(of.branch, words),
  ].filter((part) => part !== "");
  const contact = [
    of.phone === null ? "" : `${words.phone} ${printable(of.phone, MAX_SHORT)}`,
    of.email === null ? "" : `${words.email} ${printable(of.email, MAX_SHORT)}`,
  ].filter((part) => part !== "");
  const details = [...lines, tax.join(" · "), contact.join(" · ")].filter((line) => line.trim() !== "");
  return [
    { text: nameOf(of, lang), style: nameStyle },
    ...details.map((text) => ({ text, fontSize: 8.5, color: COLOUR.quiet })),
  ];
}

function branchOf(branch: string | null, words: ReceiptWording): string {
  if (branch === null || branch.trim() === "") return "";
  return branch.trim() === "00000" ? words.headOffice : words.branch(printable(branch, MAX_SHORT));
}
