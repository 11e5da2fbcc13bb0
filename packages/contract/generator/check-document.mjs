// What the generator understands. Anything else in the contract is an error here, because it would be lost silently.
import { checkSchema, noteUnknown } from "./check-schema.mjs";

const DOCUMENT = ["openapi", "info", "servers", "security", "tags", "paths", "components"];
const COMPONENTS = ["securitySchemes", "parameters", "responses", "schemas"];
const METHODS = ["get", "post", "put", "patch", "delete"];
const OPERATION = [
  "operationId",
  "tags",
  "summary",
  "description",
  "x-permission",
  "x-fresh",
  "x-scope",
  "x-rate-limit",
  "security",
  "parameters",
  "requestBody",
  "responses",
];
const DEMANDED = ["operationId", "x-permission", "x-scope", "summary", "tags", "responses"];
const PARAMETER = ["name", "in", "required", "description", "schema"];
const PLACES = ["path", "query", "header"];
const REQUEST_BODY = ["required", "content"];
const RESPONSE = ["description", "headers", "content"];
const MEDIA = ["schema"];
const OPEN = ["public", "authenticated"];
const RATE_LIMITS = ["none", "ordinary", "expensive", "sign-in"];

/** @throws {Error} naming everything in the document that the generator does not understand or that is missing. */
export function checkDocument(document) {
  const faults = [];
  const at = (path) => ({ path, faults, document });
  const { schemas, parameters = {}, responses = {} } = document.components;
  noteUnknown(document, DOCUMENT, at("#"));
  noteUnknown(document.components, COMPONENTS, at("#/components"));
  for (const [name, schema] of Object.entries(schemas)) checkSchema(schema, at(`#/components/schemas/${name}`));
  for (const [name, part] of Object.entries(parameters)) checkParameter(part, at(`#/components/parameters/${name}`));
  for (const [name, response] of Object.entries(responses))
    checkResponse(response, at(`#/components/responses/${name}`));
  for (const [url, item] of Object.entries(document.paths)) checkPathItem(item, at(url));
  checkOperationIds(document, faults);
  checkScopes(document, faults);
  if (faults.length > 0) throw new Error(`the contract has ${faults.length} fault(s):\n  ${faults.join("\n  ")}`);
}

function checkPathItem(item, { path, ...rest }) {
  noteUnknown(item, ["parameters", ...METHODS], { path, ...rest });
  for (const parameter of item.parameters ?? []) checkParameter(parameter, { path, ...rest });
  for (const method of METHODS) {
    const operation = item[method];
    if (operation !== undefined) checkOperation(operation, { path: `${method.toUpperCase()} ${path}`, ...rest });
  }
}

function checkOperationIds({ paths }, faults) {
  const ids = Object.values(paths).flatMap((item) => METHODS.flatMap((method) => item[method]?.operationId ?? []));
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
  for (const id of twice) faults.push(`operationId ${id} is used twice`);
}

function checkOperation(operation, place) {
  noteUnknown(operation, OPERATION, place);
  for (const key of DEMANDED) {
    if (operation[key] === undefined) place.faults.push(`${place.path}: ${key} is missing`);
  }
  checkPermission(operation, place);
  checkScope(operation, place);
  checkRateLimit(operation, place);
  checkFresh(operation, place);
  for (const parameter of operation.parameters ?? []) checkParameter(parameter, place);
  if (operation.requestBody !== undefined) checkBody(operation.requestBody, within(place, " body"));
  for (const [status, response] of Object.entries(operation.responses ?? {})) {
    checkResponse(response, within(place, ` ${status}`));
  }
}

/** A permission is one of the contract's own, and what follows from it and from the input is documented. */
function checkPermission(operation, { path, faults, document }) {
  const permission = operation["x-permission"];
  const known = [...OPEN, ...(document.components.schemas.Permission?.enum ?? [])];
  if (permission !== undefined && !known.includes(permission)) faults.push(`${path}: unknown permission ${permission}`);
  const statuses = Object.keys(operation.responses ?? {});
  if (!statuses.some((status) => /^2\d\d$/.test(status))) faults.push(`${path}: no response says that it was done`);
  for (const status of demandedStatuses(operation)) {
    if (!statuses.includes(status)) faults.push(`${path}: response ${status} is missing`);
  }
}

/** The scope that an API token needs is the permission's own name, or none: then no API token may call it at all. */
function checkScope(operation, { path, faults, document }) {
  const scope = operation["x-scope"];
  const permission = operation["x-permission"];
  if (scope === undefined || scope === "none") return;
  const known = document.components.schemas.Scope?.enum ?? [];
  if (!known.includes(scope)) faults.push(`${path}: unknown scope ${scope}`);
  if (scope !== permission) faults.push(`${path}: scope ${scope} is neither none nor its permission ${permission}`);
}

/** An operation asks for a fresh proof or says nothing of it, and only one that knows who is calling can ask. */
function checkFresh(operation, { path, faults }) {
  const fresh = operation["x-fresh"];
  if (fresh === undefined) return;
  if (fresh !== true) faults.push(`${path}: x-fresh is true or not there`);
  if (operation["x-permission"] === "public") faults.push(`${path}: a public operation cannot be x-fresh`);
}

/** A scope that no operation asks for would promise something to whoever gives it to a token. */
function checkScopes({ paths, components }, faults) {
  const used = new Set(Object.values(paths).flatMap((item) => METHODS.map((method) => item[method]?.["x-scope"])));
  for (const scope of components.schemas.Scope?.enum ?? []) {
    if (!used.has(scope)) faults.push(`no operation asks for the scope ${scope}`);
  }
}

/** An operation that may be refused for being called too often says so. */
function checkRateLimit(operation, { path, faults }) {
  const limit = operation["x-rate-limit"];
  if (limit !== undefined && !RATE_LIMITS.includes(limit)) faults.push(`${path}: unknown rate limit ${limit}`);
}

function demandedStatuses(operation) {
  const permission = operation["x-permission"];
  return [
    ...(permission === "public" ? [] : ["401", "403"]),
    ...(operation.parameters === undefined && operation.requestBody === undefined ? [] : ["422"]),
    ...(operation.requestBody === undefined ? [] : ["400", "413", "415"]),
    ...(operation["x-rate-limit"] === "none" ? [] : ["429"]),
    "500",
    "503",
  ];
}

function checkBody(body, place) {
  noteUnknown(body, REQUEST_BODY, place);
  if (body.required !== true) place.faults.push(`${place.path}: required must be true, as the server takes it`);
  checkContent(body.content, place);
  for (const { schema } of Object.values(body.content)) {
    const target =
      schema.$ref === undefined ? schema : place.document.components.schemas[schema.$ref.split("/").at(-1)];
    if (target?.type === "object" && target.additionalProperties !== false) {
      place.faults.push(`${place.path}: additionalProperties must be false`);
    }
  }
}

function checkResponse(response, place) {
  if (response.$ref !== undefined) return;
  noteUnknown(response, RESPONSE, place);
  checkContent(response.content ?? {}, place);
}

function checkContent(content, place) {
  for (const [name, media] of Object.entries(content)) {
    noteUnknown(media, MEDIA, within(place, ` ${name}`));
    checkSchema(media.schema, within(place, ` ${name}`));
  }
}

function checkParameter(parameter, place) {
  if (parameter.$ref !== undefined) return;
  const own = within(place, ` ${parameter.name}`);
  noteUnknown(parameter, PARAMETER, own);
  if (!PLACES.includes(parameter.in))
    place.faults.push(`${own.path}: a parameter in ${parameter.in} is not understood`);
  if (parameter.in === "header" && parameter.name !== parameter.name.toLowerCase()) {
    place.faults.push(`${own.path}: the name of a header must be lower case`);
  }
  checkSchema(parameter.schema, own);
}

function within({ path, ...rest }, step) {
  return { path: path + step, ...rest };
}
