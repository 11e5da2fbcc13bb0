/** One part of a distinguished name: what kind of name it is, in lower case, and the name, its escapes resolved. */
export interface NamePart {
  readonly type: string;
  readonly value: string;
}

/**
 * The parts of a distinguished name (RFC 4514), the nearest first; null where it is not one that names can be compared
 * by: malformed, with a part of several names (`cn=a+ou=b`) or a value in BER (`#04...`). A comma or an equals sign
 * inside a name is escaped, so that a group called `x,cn=infrahub-center-admins` stays one part.
 */
export function parseName(text: string): readonly NamePart[] | null {
  if (text === "") return [];
  const parts = splitUnescaped(text).map(parsePart);
  return parts.every((part) => part !== null) ? parts : null;
}

/** The `cn` of an entry that stands directly below `base`, as it is written; null for every other entry. */
export function commonNameBelow(entry: string, base: readonly NamePart[]): string | null {
  const [first, ...above] = parseName(entry) ?? [];
  if (first === undefined || (first.type !== "cn" && first.type !== "2.5.4.3")) return null;
  return above.length === base.length && above.every((part, index) => isSame(part, base[index])) ? first.value : null;
}

/**
 * A directory compares names whatever their case. Only the letters A to Z are folded here: folding more would make
 * names equal that a directory keeps apart, such as those with a Kelvin sign for a K.
 */
export function foldName(name: string): string {
  return name
    .trim()
    .replaceAll(/ +/g, " ")
    .replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
}

function isSame(left: NamePart, right: NamePart | undefined): boolean {
  return left.type === right?.type && foldName(left.value) === foldName(right.value);
}

function splitUnescaped(text: string): string[] {
  const parts: string[] = [];
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === "\\") at += 1;
    else if (text[at] === ",") {
      parts.push(text.slice(from, at));
      from = at + 1;
    }
  }
  return [...parts, text.slice(from)];
}

const TYPE = /^ *([A-Za-z][A-Za-z0-9-]*|\d+(?:\.\d+)+) *= */;
/** The specials of RFC 4514 may stand in a value only with a backslash before them. */
const UNESCAPED_SPECIAL = /["+,;<>\0]/;

function parsePart(text: string): NamePart | null {
  const [head, type] = TYPE.exec(text) ?? [];
  if (head === undefined || type === undefined) return null;
  const written = withoutSpacesAtEnd(text.slice(head.length));
  if (written.startsWith("#")) return null;
  const value = resolveEscapes(written);
  return value === null || value === "" ? null : { type: type.toLowerCase(), value };
}

/** An escaped space at the end is part of the name, the others are not. */
function withoutSpacesAtEnd(text: string): string {
  const kept = text.replace(/(?<! ) +$/, "");
  const backslashes = /(?<!\\)\\*$/.exec(kept)?.[0].length ?? 0;
  return backslashes % 2 === 1 && kept.length < text.length ? `${kept} ` : kept;
}

/** Resolves `\,` and `\2C`; pairs of hexadecimal digits are bytes of UTF-8. Null: malformed. */
function resolveEscapes(written: string): string | null {
  const pieces = written.match(/\\[0-9A-Fa-f]{2}|\\[ "#+,;<=>\\]|[^\\]+/gs) ?? [];
  if (pieces.join("") !== written) return null;
  if (pieces.some((piece) => !piece.startsWith("\\") && UNESCAPED_SPECIAL.test(piece))) return null;
  const bytes = pieces.map((piece) => {
    if (!piece.startsWith("\\")) return Buffer.from(piece);
    return piece.length === 3 ? Buffer.from(piece.slice(1), "hex") : Buffer.from(piece.slice(1));
  });
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(bytes));
  } catch {
    return null;
  }
}
