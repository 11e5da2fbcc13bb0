import { createRequire } from "node:module";
import {
  type DocumentFont,
  type DocumentFontClass,
  type Glyph,
  type ParsedFont,
  parseFont,
  pdfmakeDocument,
} from "./pdf-internals.ts";

/** Shaped words kept per face: the labels of every document stay warm, and hostile text cannot fill the memory. */
const MAX_CACHED_WORDS = 5_000;

const FACES = {
  normal: "@expo-google-fonts/sarabun/400Regular/Sarabun_400Regular.ttf",
  bold: "@expo-google-fonts/sarabun/600SemiBold/Sarabun_600SemiBold.ttf",
} as const;
type FaceName = keyof typeof FACES;

interface Face {
  readonly font: ParsedFont;
  readonly FontClass: DocumentFontClass;
  readonly textOf: (glyph: Glyph) => readonly number[];
  words: Record<string, unknown>;
  wordCount: number;
}

const faces = new Map<FaceName, Face>();

/**
 * Makes every document of this process share fonts that are parsed once, and gives each glyph its text by what the glyph
 * is, not by who drew it first: so the text layer keeps every "า" after "ำ", and does not depend on earlier documents.
 */
export function shareFonts(): void {
  pdfmakeDocument.provideFont = function provideFont(_family, bold) {
    const name: FaceName = bold ? "bold" : "normal";
    const known = this.fontCache[name];
    if (known !== undefined) return known;
    this._fontCount += 1;
    const font = openIn(this, faceOf(name), `F${this._fontCount}`);
    this._fontFamilies[font.name] = font;
    this.fontCache[name] = font;
    return font;
  };
}

/** Whether the fonts have a glyph of their own for the character. */
export function isDrawable(codePoint: number): boolean {
  return [faceOf("normal"), faceOf("bold")].every(({ font }) => font.glyphForCodePoint(codePoint).id !== 0);
}

function faceOf(name: FaceName): Face {
  const known = faces.get(name);
  if (known !== undefined) return known;
  const { font, FontClass } = parseFont(createRequire(import.meta.url).resolve(FACES[name]));
  const face = { font, FontClass, textOf: glyphTexts(font), words: Object.create(null), wordCount: 0 };
  faces.set(name, face);
  return face;
}

function openIn(document: object, face: Face, id: string): DocumentFont {
  const font = new face.FontClass(document, face.font, id);
  font.layoutCache = wordsOf(face);
  font.encode = (text, features) => {
    const { glyphs, positions } = font.layout(text, features);
    const codes = glyphs.map((glyph) => {
      const code = font.subset.includeGlyph(glyph.id);
      font.widths[code] ??= glyph.advanceWidth * font.scale;
      font.unicode[code] ??= face.textOf(glyph);
      return code.toString(16).padStart(4, "0");
    });
    return [codes, positions];
  };
  return font;
}

/** The face's shaped words; a document that finds too many of them starts an empty collection. */
function wordsOf(face: Face): Record<string, unknown> {
  if (face.wordCount > MAX_CACHED_WORDS) {
    face.words = Object.create(null);
    face.wordCount = 0;
  }
  return new Proxy(face.words, {
    set(words, word, shaped) {
      face.wordCount += 1;
      return Reflect.set(words, word, shaped);
    },
  });
}

/**
 * The text a glyph stands for: of the character map where it is in it, else of its name: `uni0E4D0E49.narrow` is a
 * nikhahit with a tone mark, which text has the other way round. Glyphs with neither are variants of one character.
 */
function glyphTexts(font: ParsedFont): (glyph: Glyph) => readonly number[] {
  const mapped = new Map<number, readonly number[]>();
  for (const codePoint of font.characterSet.toReversed()) {
    mapped.set(font.glyphForCodePoint(codePoint).id, withoutLigature(codePoint));
  }
  return (glyph) => mapped.get(glyph.id) ?? namedText(glyph.name) ?? glyph.codePoints;
}

const NIKHAHIT = 0x0e4d;

function namedText(name: string): readonly number[] | undefined {
  const hex = /^uni((?:[0-9A-F]{4})+)(?:\.\w+)?$/.exec(name)?.[1];
  if (hex === undefined) return undefined;
  const codePoints = (hex.match(/.{4}/g) ?? []).map((digits) => Number.parseInt(digits, 16));
  return codePoints[0] === NIKHAHIT ? codePoints.toReversed() : codePoints;
}

function withoutLigature(codePoint: number): readonly number[] {
  if (codePoint < 0xfb00 || codePoint > 0xfb06) return [codePoint];
  return [...String.fromCodePoint(codePoint).normalize("NFKD")].map((character) => character.codePointAt(0) ?? 0);
}
