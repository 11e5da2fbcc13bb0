import { invariant } from "@purser/kernel/invariant";

/** What JSON can hold. Amounts and other exact figures are strings in it: a number of JSON is a double. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [name: string]: JsonValue };

/**
 * `value` as RFC 8785 JSON: members sorted by their UTF-16 code units, no spaces, numbers and strings as ECMAScript
 * writes them. Equal values have equal bytes, so that a signature over the text is one over the value.
 *
 * @throws {InvariantError} for what has no such form: an infinite number, half a surrogate pair.
 */
export function canonicalJson(value: JsonValue): string {
  if (typeof value === "string") return canonicalString(value);
  if (typeof value === "number") {
    invariant(Number.isFinite(value), "a number that is not finite has no form in JSON");
    return JSON.stringify(value);
  }
  if (value === null || typeof value === "boolean") return String(value);
  if (isList(value)) return `[${value.map(canonicalJson).join(",")}]`;
  // The order of sort() without a comparator is that of UTF-16 code units, which is what RFC 8785 asks for.
  let members = "";
  for (const name of Object.keys(value).sort()) {
    members += `${members === "" ? "" : ","}${canonicalString(name)}:${canonicalJson(member(value, name))}`;
  }
  return `{${members}}`;
}

const SURROGATE = /[\ud800-\udfff]/;

function canonicalString(text: string): string {
  const whole = !SURROGATE.test(text) || !/\p{Surrogate}/u.test(text); // the second question takes long
  invariant(whole, "half a surrogate pair has no form in UTF-8");
  return JSON.stringify(text);
}

/** `Array.isArray` does not narrow a readonly list. */
function isList(value: object): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function member(value: { readonly [name: string]: JsonValue }, name: string): JsonValue {
  const found = value[name];
  invariant(found !== undefined, `the member ${name} has no value`);
  return found;
}
