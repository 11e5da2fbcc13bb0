import { amountInWordsEnglish, amountInWordsThai } from "./amount-in-words.ts";
import { printable } from "./printable-text.ts";
import type { DocumentLanguage, ReceiptDocument } from "./receipt-document.ts";
import { dayInWords, grouped, hundredths, plain } from "./receipt-figures.ts";
import { type Block, COLOUR, facts, PAGE, panel } from "./receipt-style.ts";
import { wordingIn } from "./receipt-wording.ts";

const MAX_FACT = 200;
const SUMS_WIDTH = 236;
const WORDS_WIDTH = PAGE.contentWidth - SUMS_WIDTH - 20;

/** The end of a bill: what it comes to, in figures and in words, and how it is to be paid or was. Never parted. */
export function closing(doc: ReceiptDocument, lang: DocumentLanguage): Block {
  return {
    unbreakable: true,
    margin: [0, 12, 0, 0],
    stack: [
      {
        columns: [
          { width: WORDS_WIDTH, stack: amountInWords(doc, lang) },
          { width: SUMS_WIDTH, stack: [sums(doc, lang)] },
        ],
        columnGap: 20,
      },
      ...payment(doc, lang),
    ],
  };
}

/** The total in words, in the document's own language first, then in the other. */
function amountInWords(doc: ReceiptDocument, lang: DocumentLanguage): Block[] {
  const total = hundredths(doc.total);
  const english = amountInWordsEnglish(total, doc.currency);
  const texts = doc.currency === "THB" ? [english, amountInWordsThai(total)] : [english];
  if (lang === "th") texts.reverse();
  return [
    { text: wordingIn(lang).inWords, style: "heading", margin: [0, 3, 0, 3] },
    ...texts.map((text, index) => (index === 0 ? { text } : { text, style: "small", margin: [0, 2, 0, 0] })),
  ];
}

const SUMS_LAYOUT = {
  hLineWidth: (row: number, node: { table: { body: unknown[] } }) => (row === node.table.body.length - 1 ? 0.8 : 0),
  hLineColor: () => COLOUR.accent,
  vLineWidth: () => 0,
  paddingLeft: () => 0,
  paddingRight: () => 0,
  paddingTop: (row: number, node: { table: { body: unknown[] } }) => (row === node.table.body.length - 1 ? 6 : 3),
  paddingBottom: () => 3,
};

function sums(doc: ReceiptDocument, lang: DocumentLanguage): Block {
  const words = wordingIn(lang);
  const rows: Block[][] = [sum(words.subtotal, doc.subtotal)];
  if (doc.tax !== null) {
    rows.push(sum(words.tax(printable(doc.tax.label, 30), plain(doc.tax.rate)), doc.tax.amount));
  }
  const total = sum(`${words.total} (${words.currency(doc.currency)})`, doc.total);
  rows.push(total.map((cell) => ({ ...cell, style: "total" })));
  return { layout: SUMS_LAYOUT, table: { widths: [126, 110], body: rows } };
}

function sum(label: string, amount: string): Block[] {
  return [{ text: label }, { text: grouped(amount), alignment: "right" }];
}

function payment(doc: ReceiptDocument, lang: DocumentLanguage): Block[] {
  if (doc.status === "void") return [];
  const content = doc.payment === null ? howToPay(doc, lang) : howPaid(doc.payment, lang);
  const fill = doc.payment === null ? COLOUR.tint : COLOUR.paidTint;
  return [{ margin: [0, 18, 0, 0], ...panel({ stack: content }, PAGE.contentWidth, fill) }];
}

const FACT_WIDTHS = { label: 100, value: 370, alignment: "left" } as const;

function howToPay(doc: ReceiptDocument, lang: DocumentLanguage): Block[] {
  const words = wordingIn(lang);
  const { bank } = doc.seller;
  const content: Block[] = [
    { text: words.payment, style: "heading", margin: [0, 0, 0, 3] },
    { text: words.terms(doc.paymentTermsDays) },
  ];
  if (bank === null) return content;
  const account = facts(
    [
      [words.bank, printable(bank.name, MAX_FACT)],
      [words.accountName, printable(bank.accountName, MAX_FACT)],
      [words.accountNumber, printable(bank.accountNumber, MAX_FACT)],
    ],
    FACT_WIDTHS,
  );
  content.push(
    { margin: [0, 4, 0, 2], ...account },
    { text: words.quoteNumber(printable(doc.number, 80)), style: "small" },
  );
  return content;
}

function howPaid(paid: NonNullable<ReceiptDocument["payment"]>, lang: DocumentLanguage): Block[] {
  const words = wordingIn(lang);
  const account = facts(
    [
      [words.paidOn, dayInWords(paid.paidOn, lang)],
      [words.method, printable(words.methods[paid.method] ?? paid.method, MAX_FACT)],
      [words.reference, printable(paid.reference, MAX_FACT)],
      [words.approvedBy, printable(paid.approvedBy, MAX_FACT)],
    ],
    FACT_WIDTHS,
  );
  return [{ text: words.paid, style: "heading", color: COLOUR.paid, margin: [0, 0, 0, 4] }, account];
}
