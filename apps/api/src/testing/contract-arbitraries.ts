import { document } from "@purser/contract/document";
import fc from "fast-check";

/** A schema of the contract; the generator has made sure that it holds nothing else. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly minProperties?: number;
}

/** Values that the schema allows, the odd ones among them: quotes, controls, Thai, emoji, boundaries. */
export function allowedBy(given: Schema): fc.Arbitrary<unknown> {
  const schema = dereferenced(given);
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  return fc.oneof(...[schema.type ?? "object"].flat().map((type) => ofType(schema, type)));
}

/** Values that the schema refuses. A text is refused by its length or form, anything else by its type. */
export function refusedBy(given: Schema): fc.Arbitrary<unknown> {
  const schema = dereferenced(given);
  const types = [schema.type ?? "object"].flat();
  // An empty array is what an array may well be.
  const wrongItems = fc.array(fc.integer(), { minLength: types.includes("array") ? 1 : 0, maxLength: 3 });
  const wrong: fc.Arbitrary<unknown>[] = [wrongItems, fc.record({ nested: fc.string() })];
  if (!types.includes("null")) wrong.push(fc.constant(null));
  if (!types.includes("integer") && !types.includes("number")) wrong.push(fc.integer());
  if (!types.includes("boolean")) wrong.push(fc.boolean());
  return fc.oneof(...wrong);
}

/** Bodies that the schema of an object refuses: not an object, a property too many, too few or wrong. */
export function refusedBodies(given: Schema): fc.Arbitrary<unknown> {
  const schema = dereferenced(given);
  const allowed = allowedBy(schema) as fc.Arbitrary<Record<string, unknown>>; // bodies are objects
  const names = Object.keys(schema.properties ?? {});
  const wrong: fc.Arbitrary<unknown>[] = [
    fc.oneof(fc.constant(null), fc.string(), fc.integer(), fc.array(fc.anything(), { maxLength: 2 })),
    fc
      .tuple(allowed, fc.constantFrom("role", "receipt_id", "total", "$where", "isAdmin"), fc.jsonValue())
      .map(([body, name, value]) => ({ ...body, [name]: value })),
    fc
      .constantFrom(...names)
      .chain((name) =>
        fc
          .tuple(allowed, refusedBy(schema.properties?.[name] ?? {}))
          .map(([body, value]) => ({ ...body, [name]: value })),
      ),
  ];
  if ((schema.required ?? []).length > 0) {
    const missing = fc.constantFrom(...(schema.required ?? []));
    wrong.push(fc.tuple(allowed, missing).map(([body, name]) => without(body, name)));
  }
  return fc.oneof(...wrong);
}

function without(body: Readonly<Record<string, unknown>>, name: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(body).filter(([each]) => each !== name));
}

export function dereferenced(schema: Schema): Schema {
  const name = schema.$ref?.split("/").at(-1);
  const schemas: Readonly<Record<string, Schema>> = document.components.schemas;
  return name === undefined ? schema : (schemas[name] ?? {});
}

function ofType(schema: Schema, type: string): fc.Arbitrary<unknown> {
  if (type === "null") return fc.constant(null);
  if (type === "boolean") return fc.boolean();
  if (type === "integer") return fc.integer({ min: schema.minimum ?? -1_000_000, max: schema.maximum ?? 1_000_000 });
  if (type === "number")
    return fc.double({ min: schema.minimum ?? -1e6, max: schema.maximum ?? 1e6, noNaN: true, noDefaultInfinity: true });
  if (type === "array")
    return fc.array(allowedBy(schema.items ?? {}), { minLength: schema.minItems ?? 0, maxLength: 3 });
  return type === "string" ? text(schema) : object(schema);
}

const ODD = fc.constantFrom(
  "'; drop table x; --",
  "%",
  "\\",
  "ค่าใช้จ่าย น้ำ",
  "🧪",
  "a\u0000b",
  "\t=1+1",
  "null",
  "__proto__",
);

function text({ format, pattern, minLength = 0, maxLength = 200 }: Schema): fc.Arbitrary<string> {
  if (format === "uuid") return fc.uuid();
  const times = { min: new Date("0001-01-01T00:00:00Z"), max: new Date("9999-12-31T23:59:59Z"), noInvalidDate: true };
  if (format === "date") return fc.date(times).map((date) => date.toISOString().slice(0, 10));
  if (format === "date-time") return fc.date(times).map((date) => date.toISOString());
  const fits = (value: string) => [...value].length >= minLength && [...value].length <= maxLength;
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern), { maxLength }).filter(fits);
  return fc.oneof(fc.string({ minLength, maxLength: Math.min(maxLength, 40), unit: "grapheme" }), ODD).filter(fits);
}

function object({ properties = {}, required = [], minProperties = 0 }: Schema): fc.Arbitrary<unknown> {
  const parts = Object.fromEntries(Object.entries(properties).map(([name, part]) => [name, allowedBy(part)]));
  return fc
    .record(parts, { requiredKeys: [...required], noNullPrototype: true })
    .filter((value) => Object.keys(value).length >= minProperties);
}
