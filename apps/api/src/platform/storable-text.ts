/**
 * Where `value` holds a text that PostgreSQL cannot store as it is: one with U+0000, or with half of a surrogate pair,
 * which would be replaced silently. A JSON pointer; undefined where every text can be stored.
 */
export function findUnstorableText(value: unknown): string | undefined {
  if (typeof value === "string") return value.includes("\u0000") || !isWellFormed(value) ? "" : undefined;
  if (typeof value !== "object" || value === null) return undefined;
  for (const [name, part] of Object.entries(value)) {
    const below = findUnstorableText(name) ?? findUnstorableText(part);
    if (below !== undefined) return `/${name}${below}`;
  }
  return undefined;
}

const LONE_SURROGATE = /\p{Surrogate}/u;

function isWellFormed(text: string): boolean {
  return !LONE_SURROGATE.test(text);
}
