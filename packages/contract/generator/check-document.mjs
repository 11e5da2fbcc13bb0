// What the generator understands. Anything else in the contract is an error here, because it would be lost silently.

const DOCUMENT = ["openapi", "info", "servers", "security", "tags", "paths", "components"];
const PATH_ITEM = ["parameters", "get", "post", "put", "patch", "delete"];
const OPERATION = [
  "operationId",
  "tags",
  "summary",
  "description",
  "x-permission",
  "security",
  "parameters",
  "requestBody",
  "responses",
];
const PARAMETER = ["name", "in", "required", "description", "schema"];
const RESPONSE = ["description", "headers", "content"];
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

/** @throws {Error} naming everything in the document that the generator does not understand or that is missing. */
export function checkDocument(document) {
  const faults = [];
  const only = (value, allowed, path) => {
    for (const key of Object.keys(value)) if (!allowed.includes(key)) faults.push(`${path}: unknown keyword ${key}`);
  };
  only(document, DOCUMENT, "#");
  for (const [name, schema] of Object.entries(document.components.schemas)) {
    checkSchema(schema, `#/components/schemas/${name}`, { only, faults });
  }
  for (const [name, parameter] of Object.entries(document.components.parameters ?? {})) {
    checkParameter(parameter, `#/components/parameters/${name}`, { only, faults });
  }
  const seen = new Set();
  for (const [url, item] of Object.entries(document.paths)) {
    only(item, PATH_ITEM, url);
    for (const [method, operation] of Object.entries(item)) {
      if (method === "parameters") continue;
      checkOperation(operation, `${method.toUpperCase()} ${url}`, { only, faults, seen });
    }
  }
  if (faults.length > 0) throw new Error(`the contract has ${faults.length} fault(s):\n  ${faults.join("\n  ")}`);
}

function checkOperation(operation, path, { only, faults, seen }) {
  only(operation, OPERATION, path);
  for (const key of ["operationId", "x-permission", "summary", "tags", "responses"]) {
    if (operation[key] === undefined) faults.push(`${path}: ${key} is missing`);
  }
  if (seen.has(operation.operationId)) faults.push(`${path}: ${operation.operationId} is used twice`);
  seen.add(operation.operationId);
  for (const parameter of operation.parameters ?? []) checkParameter(parameter, path, { only, faults });
  const guarded = operation["x-permission"] !== "public";
  const expected = guarded ? (operation["x-permission"] === "authenticated" ? ["401"] : ["401", "403"]) : [];
  for (const status of [...expected, "500", "503"]) {
    if (operation.responses?.[status] === undefined) faults.push(`${path}: response ${status} is missing`);
  }
  for (const [status, response] of Object.entries(operation.responses ?? {})) {
    if (response.$ref === undefined) only(response, RESPONSE, `${path} ${status}`);
    for (const media of Object.values(response.content ?? {})) checkSchema(media.schema, `${path} ${status}`, { only, faults });
  }
}

function checkParameter(parameter, path, { only, faults }) {
  if (parameter.$ref !== undefined) return;
  only(parameter, PARAMETER, `${path} ${parameter.name}`);
  if (parameter.in === "header" && parameter.name !== parameter.name.toLowerCase()) {
    faults.push(`${path}: header ${parameter.name} must be lower case`);
  }
  checkSchema(parameter.schema, `${path} ${parameter.name}`, { only, faults });
}

function checkSchema(schema, path, tools) {
  if (typeof schema === "boolean") return;
  tools.only(schema, SCHEMA, path);
  for (const [name, property] of Object.entries(schema.properties ?? {})) checkSchema(property, `${path}/${name}`, tools);
  for (const name of schema.required ?? []) {
    if (schema.properties?.[name] === undefined) tools.faults.push(`${path}: ${name} is required and not described`);
  }
  if (schema.items !== undefined) checkSchema(schema.items, `${path}[]`, tools);
  if (typeof schema.additionalProperties === "object") checkSchema(schema.additionalProperties, `${path}{}`, tools);
}
