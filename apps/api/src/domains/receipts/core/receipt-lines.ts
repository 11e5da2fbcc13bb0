import { printable } from "./printable-text.ts";
import type { DocumentLanguage, DocumentLine, ReceiptDocument } from "./receipt-document.ts";
import { decimalsNeeded, grouped, plain, withDecimals } from "./receipt-figures.ts";
import { type Block, COLOUR } from "./receipt-style.ts";
import { type ReceiptWording, wordingIn } from "./receipt-wording.ts";

const MAX_LABEL = 60;
const GAP = 8;
/** With a gap before each but the first they fill the page's width exactly. */
const WIDTHS = [180, 76, 58, 74, 79.28];

const LINES_LAYOUT = {
  hLineWidth: (row: number, node: { table: { body: unknown[] } }) =>
    row === 0 ? 0 : row === 1 || row === node.table.body.length ? 0.8 : 0.4,
  hLineColor: (row: number, node: { table: { body: unknown[] } }) =>
    row === 1 || row === node.table.body.length ? COLOUR.accent : COLOUR.rule,
  vLineWidth: () => 0,
  paddingLeft: (column: number) => (column === 0 ? 0 : GAP),
  paddingRight: () => 0,
  paddingTop: () => 4.5,
  paddingBottom: () => 4.5,
};

interface Decimals {
  readonly quantity: number;
  readonly unitPrice: number;
}

/** The lines of a bill by component. Its head returns on every page, and no line is parted between two pages. */
export function lineTable(doc: ReceiptDocument, lang: DocumentLanguage): Block {
  const words = wordingIn(lang);
  const metered = doc.lines.filter(isMetered);
  const decimals = {
    quantity: decimalsNeeded(metered.map((line) => line.quantity)),
    unitPrice: decimalsNeeded(metered.map((line) => line.unitPrice)),
  };
  return {
    margin: [0, 20, 0, 0],
    layout: LINES_LAYOUT,
    table: {
      widths: WIDTHS,
      headerRows: 1,
      keepWithHeaderRows: 1,
      dontBreakRows: true,
      body: [head(words, doc.currency), ...doc.lines.map((line) => row(line, words, decimals))],
    },
  };
}

function head(words: ReceiptWording, currency: string): Block[] {
  const { item, quantity, unit, unitPrice, amount } = words.columns;
  const unitOfMoney = words.currency(currency);
  return [
    { text: item, style: "columnHeading" },
    { text: quantity, style: "columnHeading", alignment: "right" },
    { text: unit, style: "columnHeading" },
    { text: `${unitPrice} (${unitOfMoney})`, style: "columnHeading", alignment: "right" },
    { text: `${amount} (${unitOfMoney})`, style: "columnHeading", alignment: "right" },
  ];
}

function row(line: DocumentLine, words: ReceiptWording, decimals: Decimals): Block[] {
  const amount = figure(grouped(line.amount).replace("-", "\u2212"));
  const item = { stack: [{ text: nameOf(line, words) }, { text: circumstances(line, words), style: "small" }] };
  if (!isMetered(line)) {
    return [item, figure("–"), { text: "" }, figure("–"), amount];
  }
  return [
    item,
    figure(withDecimals(line.quantity, decimals.quantity)),
    { text: words.unit[line.component] },
    figure(withDecimals(line.unitPrice, decimals.unitPrice)),
    amount,
  ];
}

/** Whether the line has a quantity and a price; the others are amounts alone. */
function isMetered(line: DocumentLine): line is DocumentLine & { readonly component: "cpu" | "gpu" | "memory" } {
  return line.component !== "minimum" && line.component !== "adjustment";
}

/** A figure is never broken over two lines: one too long for its column is set smaller. */
function figure(text: string): Block {
  const cell = { text, alignment: "right", noWrap: true };
  return text.length <= 15 ? cell : { ...cell, fontSize: (9 * 15) / text.length };
}

function nameOf(line: DocumentLine, words: ReceiptWording): string {
  if (line.component === "adjustment") return words.adjustment(line.corrects);
  const name = words.component[line.component];
  return line.gpuType === null ? name : `${name} · ${printable(line.gpuType, MAX_LABEL)}`;
}

/** What a reader needs to find the runs behind a line and to multiply it out. */
function circumstances(line: DocumentLine, words: ReceiptWording): string {
  const parts = [words.runs(grouped(String(line.runCount)), line.runCount === 1)];
  if (isMetered(line)) parts.push(words.basis[line.basis]);
  if (line.partition !== null) parts.push(words.partition(printable(line.partition, MAX_LABEL)));
  if (line.qos !== null) parts.push(words.qos(printable(line.qos, MAX_LABEL)));
  const multiplier = plain(line.multiplier);
  if (multiplier !== "1" && isMetered(line)) parts.push(words.multiplier(multiplier));
  return parts.join("\u00a0· ");
}
