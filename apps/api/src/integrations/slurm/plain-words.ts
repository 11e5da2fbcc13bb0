const LONGEST = 300;
/** A JSON Web Token, or the beginning of one. */
const TOKEN = /eyJ[\w.-]{8,}/g;

/**
 * What a source said, fit for a log and a page: one line, not long, and without the secrets it was given, even where it
 * sends them back.
 */
export function plainWords(text: string, secrets: readonly string[] = []): string {
  let words = text;
  for (const secret of secrets) if (secret !== "") words = words.replaceAll(secret, "***");
  words = words
    .replaceAll(TOKEN, "***")
    .replaceAll(/[\p{C}\s]+/gu, " ")
    .trim();
  return words.length <= LONGEST ? words : `${[...words].slice(0, LONGEST).join("")}…`;
}
