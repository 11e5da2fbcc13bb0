/**
 * What the document's fonts can draw, as ranges of code points: Latin with its accents, Thai, common signs. A test holds
 * it against the fonts themselves. Combining marks other than Thai ones are left out: they are composed or dropped.
 */
const DRAWABLE: readonly (readonly [number, number])[] = [
  [0x20, 0x7e],
  [0xa0, 0xac],
  [0xae, 0x17e],
  [0x192, 0x192],
  [0x1a0, 0x1a1],
  [0x1af, 0x1b0],
  [0x218, 0x21b],
  [0xe01, 0xe3a],
  [0xe3f, 0xe5b],
  [0x1e80, 0x1e85],
  [0x1ea0, 0x1ef9],
  [0x2012, 0x2014],
  [0x2018, 0x201a],
  [0x201c, 0x201e],
  [0x2020, 0x2022],
  [0x2026, 0x2026],
  [0x2030, 0x2030],
  [0x2039, 0x203a],
  [0x20ac, 0x20ac],
  [0x2122, 0x2122],
  [0x2190, 0x2193],
  [0x2212, 0x2212],
  [0x2248, 0x2248],
  [0x2260, 0x2260],
  [0x2264, 0x2265],
  [0x25ca, 0x25ca],
];

/** Stands for a character that cannot be drawn: something was there, and the reader sees that it was. */
const UNDRAWABLE = "◊";

const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]+/gu;
const graphemes = new Intl.Segmenter("th", { granularity: "grapheme" });
/** No Thai syllable carries more marks on one consonant than a vowel, a tone and a sign. */
const MAX_MARKS = 3;

/**
 * `text` from outside as it may stand on a document: control and invisible characters become spaces, each character that
 * the fonts lack becomes one "◊", piles of marks are cut to what a syllable can carry, and what is longer than
 * `maxGraphemes` ends in "…". The result is one line of drawable characters, whatever came in.
 */
export function printable(text: string, maxGraphemes: number): string {
  const plain = text
    .slice(0, maxGraphemes * 40)
    .replace(/\u00ad/g, "")
    .normalize("NFC");
  const oneLine = joinEmoji(plain).replace(INVISIBLE, " ").replace(/\s+/g, " ");
  const drawn = graphemesOf(oneLine).map(drawable).join("");
  // Once more: a space may have carried a mark that is gone now.
  const kept = graphemesOf(drawn.replace(/\s+/g, " ").trim());
  if (kept.length <= maxGraphemes) return kept.join("");
  return `${kept.slice(0, maxGraphemes).join("").trimEnd()}…`;
}

function graphemesOf(text: string): string[] {
  return Array.from(graphemes.segment(text), ({ segment }) => segment);
}

export function isDrawableOnDocuments(codePoint: number): boolean {
  return DRAWABLE.some(([first, last]) => codePoint >= first && codePoint <= last);
}

/** An emoji of several characters, joined by invisible ones, is one thing that cannot be drawn, not five. */
function joinEmoji(text: string): string {
  return text.replace(
    /\p{Extended_Pictographic}(?:\ufe0f|\u200d|\p{Emoji_Modifier}|\p{Extended_Pictographic})*/gu,
    (emoji) => (isDrawableOnDocuments(emoji.codePointAt(0) ?? 0) ? emoji : UNDRAWABLE),
  );
}

function drawable(grapheme: string): string {
  const [base = "", ...marks] = grapheme;
  const drawn = isDrawableOnDocuments(base.codePointAt(0) ?? 0) ? base : UNDRAWABLE;
  const kept = marks.filter((mark) => isDrawableOnDocuments(mark.codePointAt(0) ?? 0)).slice(0, MAX_MARKS);
  return drawn + kept.join("");
}
