import { printable } from "./printable-text.ts";
import { closing } from "./receipt-closing.ts";
import type { DocumentLanguage, ReceiptDocument } from "./receipt-document.ts";
import { heading, nameOf, numberOf, parties, titleOf, voidNotice } from "./receipt-heading.ts";
import { lineTable } from "./receipt-lines.ts";
import { type Block, COLOUR, DEFAULT_STYLE, PAGE, STYLES } from "./receipt-style.ts";
import { wordingIn } from "./receipt-wording.ts";

/** Where the layout lives, for the thread that draws it. */
export const receiptLayout = { moduleUrl: import.meta.url, exportName: "layoutReceipt", layout: layoutReceipt };

/**
 * A bill as an A4 document in one language: every amount is printed as given, none is computed. Its texts may hold
 * anything: they are made printable, and columns are fixed, so nothing in them can move or break the page.
 */
export function layoutReceipt(doc: ReceiptDocument, lang: DocumentLanguage) {
  const words = wordingIn(lang);
  const name = nameOf(doc.seller, lang);
  return {
    info: {
      title: `${titleOf(doc, words)} ${numberOf(doc)}`,
      author: name,
      subject: nameOf(doc.buyer, lang),
      creationDate: doc.issuedAt,
    },
    language: lang,
    pageMargins: PAGE.margins,
    defaultStyle: DEFAULT_STYLE,
    styles: STYLES,
    ...(doc.status === "void" && { watermark: voidMark(words.voidMark) }),
    header: (page: number) => (page === 1 ? ribbon() : runningHead(name, `${titleOf(doc, words)} ${numberOf(doc)}`)),
    footer: (page: number, pages: number) => foot(numberOf(doc), words.page(page, pages)),
    content: [
      heading(doc, lang),
      ...voidNotice(doc, lang),
      parties(doc, lang),
      lineTable(doc, lang),
      closing(doc, lang),
    ],
  };
}

function voidMark(text: string): Block {
  return { text, color: COLOUR.void, opacity: 0.08, bold: true, fontSize: 150, angle: -35 };
}

function ribbon(): Block {
  return { canvas: [{ type: "rect", x: 0, y: 0, w: PAGE.width, h: 5, color: COLOUR.accent }] };
}

function runningHead(seller: string, document: string): Block {
  return {
    margin: [PAGE.margins[0], 24, PAGE.margins[2], 0],
    columns: [
      { width: 300, text: printable(seller, 42), style: "small" },
      { width: "*", text: document, style: "small", alignment: "right" },
    ],
  };
}

function foot(number: string, page: string): Block {
  return {
    margin: [PAGE.margins[0], 18, PAGE.margins[2], 0],
    stack: [
      {
        canvas: [{ type: "line", x1: 0, y1: 0, x2: PAGE.contentWidth, y2: 0, lineWidth: 0.4, lineColor: COLOUR.rule }],
      },
      {
        margin: [0, 6, 0, 0],
        columns: [
          { width: "*", text: number, style: "small" },
          { width: 150, text: page, style: "small", alignment: "right" },
        ],
      },
    ],
  };
}
