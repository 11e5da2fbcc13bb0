import { createRequire } from "node:module";

/** A glyph as fontkit gives it. Its `codePoints` are those of whoever asked for the glyph first. */
export interface Glyph {
  readonly id: number;
  readonly name: string;
  readonly codePoints: readonly number[];
  readonly advanceWidth: number;
}

/** A parsed font. Parsing is the costly part; nothing in it belongs to one document. */
export interface ParsedFont {
  readonly postscriptName: string;
  readonly characterSet: readonly number[];
  readonly glyphForCodePoint: (codePoint: number) => Glyph;
}

/** A font inside one document, as pdfkit keeps it. */
export interface DocumentFont {
  readonly font: ParsedFont;
  readonly name: string;
  readonly scale: number;
  readonly subset: { includeGlyph(glyphId: number): number };
  readonly widths: number[];
  readonly unicode: (readonly number[])[];
  layoutCache: Record<string, unknown>;
  layout(text: string, features?: unknown): { glyphs: Glyph[]; positions: unknown[] };
  encode(text: string, features?: unknown): [string[], unknown[]];
}

export type DocumentFontClass = new (document: object, font: ParsedFont, id: string) => DocumentFont;

/** A pdfkit document as pdfmake extends it; only what the font cure touches. */
export interface PdfmakeDocument {
  fontCache: Record<string, DocumentFont | undefined>;
  _fontCount: number;
  _fontFamilies: Record<string, DocumentFont>;
  provideFont(family: string, bold: boolean, italics: boolean): DocumentFont;
}

/** One breakable piece of text in pdfmake's line breaker. */
export interface TextPiece {
  text: string;
  lineEnd?: boolean;
  noNewLine?: boolean;
}

/** A piece with its extent, and with the style it is drawn in. */
export interface MeasuredPiece extends TextPiece {
  width: number;
  leadingCut: number;
  trailingCut: number;
}

interface TextInlines {
  measure(pieces: readonly TextPiece[], stack: unknown): MeasuredPiece[];
  widthOfText(text: string, style: MeasuredPiece): number;
}

interface Pdfmake {
  setFonts(fonts: Record<string, object>): void;
  setUrlAccessPolicy(allow: (url: string) => boolean): void;
  setLocalAccessPolicy(allow: (path: string) => boolean): void;
  createPdf(definition: object): { getStream(): Promise<NodeJS.ReadableStream & { end(): void }> };
}

interface ClassModule<T> {
  readonly default: { readonly prototype: T };
}

interface Inheritance {
  getStyleProperty(item: object, stack: unknown, property: string, fallback: unknown): unknown;
}

const require = createRequire(import.meta.url);
/** pdfmake's own pdfkit: the class its documents extend, which may differ from one installed beside it. */
const requireBesidePdfmake = createRequire(require.resolve("pdfmake"));

// The shapes asserted below are those of pdfmake 0.3.11 and its pdfkit, which publish no types; the versions are pinned
// and the tests beside this file fail when one of them moves.
export const pdfmake = require("pdfmake") as Pdfmake;
export const pdfmakeDocument = (require("pdfmake/js/PDFDocument.js") as ClassModule<PdfmakeDocument>).default.prototype;
export const textBreaker = (
  require("pdfmake/js/TextBreaker.js") as ClassModule<{ getBreaks(texts: unknown, stack: unknown): TextPiece[] }>
).default.prototype;
export const textInlines = (require("pdfmake/js/TextInlines.js") as ClassModule<TextInlines>).default.prototype;
export const styleStack = (require("pdfmake/js/StyleContextStack.js") as { readonly default: Inheritance }).default;

/** Parses a font file once, and tells the class pdfkit puts a parsed font into a document with. */
export function parseFont(path: string): { font: ParsedFont; FontClass: DocumentFontClass } {
  const PdfkitDocument = requireBesidePdfmake("pdfkit") as new (
    options: object,
  ) => {
    font(path: string): { readonly _font: DocumentFont & { readonly constructor: DocumentFontClass } };
  };
  const opened = new PdfkitDocument({ autoFirstPage: false, font: null }).font(path)._font;
  return { font: opened.font, FontClass: opened.constructor };
}
