/** Control, format (zero-width, direction), unassigned and private characters, and every space but the plain one. */
const INVISIBLE = /[\p{C}\p{Zl}\p{Zp}\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\u115f\u1160\u3164\uffa0]/gu;

/** Whether a text has characters that cannot be seen, so that another could look the same. */
export function hasInvisible(text: string): boolean {
  return text.search(INVISIBLE) >= 0;
}

/** The text with what cannot be seen in it written out: `\u{200b}`. */
export function withInvisibleShown(text: string): string {
  return text.replace(INVISIBLE, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}
