const SCHEMA = [
  "$ref",
  "type",
  "description",
  "format",
  "enum",
  "const",
  "default",
  "minLength",
  "maxLength",
  "pattern",
  "minimum",
  "maximum",
  "items",
  "minItems",
  "maxItems",
  "properties",
  "required",
  "additionalProperties",
  "minProperties",
];
const FORMATS = ["uuid", "date", "date-time", "binary"];

/** Notes every keyword of `value` that is not `allowed`: what is not understood would be lost silently. */
export function noteUnknown(value, allowed, { path, faults }) {
  for (const key of Object.keys(value)) if (!allowed.includes(key)) faults.push(`${path}: unknown keyword ${key}`);
}

/** Notes the faults of a schema and of all below it. */
export function checkSchema(schema, { path, faults, document }) {
  if (typeof schema === "boolean") return;
  noteUnknown(schema, SCHEMA, { path, faults });
  if (schema.format !== undefined && !FORMATS.includes(schema.format)) {
    faults.push(`${path}: unknown format ${schema.format}`);
  }
  checkReference(schema, { path, faults, document });
  for (const name of schema.required ?? []) {
    if (schema.properties?.[name] === undefined) faults.push(`${path}: ${name} is required and not described`);
  }
  for (const [step, below] of nestedSchemas(schema)) checkSchema(below, { path: path + step, faults, document });
}

/** References name a schema of the document's components; recursion is allowed. */
function checkReference({ $ref, ...beside }, { path, faults, document }) {
  if ($ref === undefined) return;
  // The server's document is made without what stands beside a reference.
  for (const key of Object.keys(beside)) faults.push(`${path}: ${key} stands beside $ref`);
  const name = /^#\/components\/schemas\/(\w+)$/.exec($ref)?.[1];
  if (document.components.schemas[name] === undefined) faults.push(`${path}: there is no ${$ref}`);
}

function nestedSchemas({ properties = {}, items, additionalProperties }) {
  const nested = Object.entries(properties).map(([name, property]) => [`/properties/${name}`, property]);
  if (items !== undefined) nested.push(["/items", items]);
  if (typeof additionalProperties === "object") nested.push(["/additionalProperties", additionalProperties]);
  return nested;
}
