import { PasswordError } from "./credential-errors.ts";

/** Fewer letters than this are guessed by trying. */
export const MIN_PASSWORD_LENGTH = 12;

/** A user name shorter than this is found in many good passwords. */
const TELLING_NAME = 3;
const FEWEST_DIFFERENT = 5;
const PADDING = /^[\p{N}\p{P}\p{S}\s]+|[\p{N}\p{P}\p{S}\s]+$/gu;

/**
 * One text for all the ways of typing the same password: keyboards differ in how they compose Thai vowels and accents.
 * This is what is hashed.
 */
export function normalisePassword(password: string): string {
  return password.normalize("NFKC");
}

/**
 * Refuses a new password that others try first. Letters are counted as people see them, whatever their size in bytes.
 * `common` holds the passwords most often found in leaks, in lower case; one of them with digits and signs around it,
 * or several times over, is no better than itself.
 *
 * @throws {PasswordError} `PASSWORD_TOO_SHORT`, `PASSWORD_HAS_USERNAME` or `PASSWORD_TOO_COMMON`.
 */
export function checkNewPassword(
  password: string,
  { username, common }: { username: string; common: ReadonlySet<string> },
): void {
  const text = normalisePassword(password).toLowerCase();
  if ([...text].length < MIN_PASSWORD_LENGTH)
    throw new PasswordError("PASSWORD_TOO_SHORT", { least: MIN_PASSWORD_LENGTH });
  if (username.length >= TELLING_NAME && text.includes(username.toLowerCase()))
    throw new PasswordError("PASSWORD_HAS_USERNAME");
  if (isCommon(text, common)) throw new PasswordError("PASSWORD_TOO_COMMON");
}

function isCommon(text: string, common: ReadonlySet<string>): boolean {
  if (new Set(text).size < FEWEST_DIFFERENT) return true;
  const bare = text.replaceAll(PADDING, "");
  return [text, bare].some((each) => common.has(each) || common.has(repeatedPart(each)));
}

/** What a text is a repetition of: of `abcabc` it is `abc`; of a text that repeats nothing it is the text itself. */
function repeatedPart(text: string): string {
  const period = (text + text).indexOf(text, 1);
  return text.slice(0, period);
}
