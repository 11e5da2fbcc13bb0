import { isObject, type JsonObject } from "../../domains/usage/core/json-values.ts";

/** The object with one member changed; itself where it has no such member. */
export function changeMember(object: JsonObject, key: string, change: (value: unknown) => unknown): JsonObject {
  return Object.hasOwn(object, key) ? { ...object, [key]: change(object[key]) } : object;
}

/** A change of objects that leaves everything else alone. */
export function ofObject(change: (object: JsonObject) => unknown): (value: unknown) => unknown {
  return (value) => (isObject(value) ? change(value) : value);
}

/** A change of each object of a list. */
export function ofEach(change: (object: JsonObject) => unknown): (value: unknown) => unknown {
  return (value) => (Array.isArray(value) ? value.map(ofObject(change)) : value);
}

/** A number as later versions write it; null and what is no number at all is not set. */
export function flagged(value: unknown): unknown {
  if (isObject(value)) return value;
  const isNumber = typeof value === "number";
  return { set: isNumber, infinite: false, number: isNumber ? value : 0 };
}
