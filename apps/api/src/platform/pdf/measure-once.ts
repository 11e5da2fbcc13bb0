import { type MeasuredPiece, styleStack, type TextPiece, textInlines } from "./pdf-internals.ts";

const OWN_KEYS = new Set(["text", "lineEnd", "noNewLine"]);
/** Styles that treat the first or the last piece of a text differently from its others. */
const UNEVEN_STYLES = ["leadingIndent", "preserveLeadingSpaces", "preserveTrailingSpaces"];

/**
 * Makes pdfmake look the style of a text up once, and not once more for each of its words: a third of a bill's cost, and
 * more in Thai, where each word is a piece of its own. What is measured stays the same to the last digit.
 */
export function measureStylesOnce(): void {
  const measureEach = textInlines.measure;
  textInlines.measure = function measure(pieces, stack) {
    const [first, ...others] = pieces;
    const even = others.length > 0 && pieces.every(hasNoStyle) && UNEVEN_STYLES.every((style) => !isSet(style, stack));
    if (first === undefined || !even) return measureEach.call(this, pieces, stack);
    const [model] = measureEach.call(this, [first], stack);
    if (model === undefined) return [];
    const { text: _text, lineEnd: _lineEnd, noNewLine: _noNewLine, ...style } = model;
    const widthOf = (text: string) => this.widthOfText(text, model);
    return [model, ...others.map((piece) => ({ ...style, ...piece, ...extentOf(piece.text, widthOf) }))];
  };
}

function hasNoStyle(piece: TextPiece): boolean {
  return Object.keys(piece).every((key) => OWN_KEYS.has(key));
}

function isSet(style: string, stack: unknown): boolean {
  return Boolean(styleStack.getStyleProperty({}, stack, style, false));
}

/** A piece's width, and how much of it is space that is cut where a line begins or ends with it. */
function extentOf(text: string, widthOf: (text: string) => number): Omit<MeasuredPiece, keyof TextPiece> {
  const leading = text.slice(0, text.length - text.trimStart().length);
  const trailing = text.slice(text.trimEnd().length);
  return {
    width: widthOf(text),
    leadingCut: leading === "" ? 0 : widthOf(leading),
    trailingCut: trailing === "" ? 0 : widthOf(trailing),
  };
}
