import { styleStack, type TextPiece, textBreaker } from "./pdf-internals.ts";

const THAI = /[\u0e01-\u0e5b]/;
const words = new Intl.Segmenter("th", { granularity: "word" });
/** What may not begin a line (closing marks, Thai repetition and abbreviation signs) stays with the word before it. */
const NEVER_FIRST = /^[\s)\]}>,.;:!?%"'\u2019\u201d\u00bb\u2026/\u0e46\u0e2f\u0e30-\u0e3a\u0e45\u0e47-\u0e4e-]/;
const NEVER_LAST = /[([{<"'\u2018\u201c\u00ab\u0e40-\u0e44]$/;

/** Lets pdfmake break a Thai line between words: Thai has no spaces, and without this a sentence is one word. */
export function breakThaiAtWords(): void {
  const getBreaks = textBreaker.getBreaks;
  textBreaker.getBreaks = function getThaiBreaks(texts, stack) {
    return getBreaks.call(this, texts, stack).flatMap((piece) => {
      const unbroken = !THAI.test(piece.text) || styleStack.getStyleProperty(piece, stack, "noWrap", false) === true;
      return unbroken ? [piece] : splitPiece(piece);
    });
  };
}

/** The places a line of Thai may be broken at: the text in pieces that join to exactly the text. */
export function thaiWords(text: string): string[] {
  const pieces: string[] = [];
  for (const { segment } of words.segment(text)) {
    const last = pieces.at(-1);
    if (last !== undefined && (NEVER_FIRST.test(segment) || NEVER_LAST.test(last))) {
      pieces[pieces.length - 1] = last + segment;
    } else pieces.push(segment);
  }
  return pieces;
}

function splitPiece(piece: TextPiece): TextPiece[] {
  const { lineEnd, noNewLine, ...style } = piece;
  const pieces: TextPiece[] = thaiWords(piece.text).map((text) => ({ ...style, text }));
  const last = pieces.at(-1);
  if (last === undefined) return [piece];
  if (lineEnd !== undefined) last.lineEnd = lineEnd;
  if (noNewLine !== undefined) last.noNewLine = noNewLine;
  return pieces;
}
