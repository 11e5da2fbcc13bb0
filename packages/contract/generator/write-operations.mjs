import { toFastify } from "./to-fastify.mjs";
import { nameOf, writeType } from "./write-type.mjs";

const METHODS = ["get", "post", "put", "patch", "delete"];

/** Every operation of the document with what the path says for all of them, references to parameters resolved. */
export function listOperations(document) {
  return Object.entries(document.paths).flatMap(([url, item]) =>
    METHODS.filter((method) => item[method] !== undefined).map((method) => {
      const operation = item[method];
      const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])].map((parameter) =>
        parameter.$ref === undefined ? parameter : document.components.parameters[nameOf(parameter.$ref)],
      );
      const responses = Object.fromEntries(
        Object.entries(operation.responses).map(([status, response]) => [
          status,
          response.$ref === undefined ? response : document.components.responses[nameOf(response.$ref)],
        ]),
      );
      return { ...operation, url, method, parameters, responses };
    }),
  );
}

/** `operations.ts`: the table from which the server registers its routes, keyed by operationId. */
export function writeOperations(document) {
  const table = listOperations(document).map((operation) => {
    const type = `OperationTypes["${operation.operationId}"]`;
    const parts = ["params", "querystring", "headers"].flatMap((part) => {
      const schema = parametersSchema(operation.parameters, part, document);
      return schema === undefined
        ? []
        : [`      ${part}: Type.Unsafe<${type}["${part}"]>(${JSON.stringify(toFastify(schema))}),\n`];
    });
    const media = Object.keys(operation.requestBody?.content ?? {});
    if (media.length > 0) parts.push(`      body: ${writeBody(operation, type)},\n`);
    const responses = Object.entries(operation.responses).map(
      ([status, response]) => `        ${status}: ${writeResponse(response, `${type}["responses"][${status}]`)},\n`,
    );
    for (const key of ["description", "security", "x-fresh"]) {
      if (operation[key] !== undefined)
        parts.unshift(`      ${JSON.stringify(key)}: ${JSON.stringify(operation[key])},\n`);
    }
    const success = Object.keys(operation.responses).find((status) => status.startsWith("2"));
    const produces = Object.keys(operation.responses[success].content ?? {});
    return `  ${operation.operationId}: {
    method: "${operation.method.toUpperCase()}",
    url: "${operation.url.replaceAll(/\{(\w+)\}/g, ":$1")}",
    config: {
      operationId: "${operation.operationId}",
      permission: ${JSON.stringify(operation["x-permission"])},
      scope: ${JSON.stringify(operation["x-scope"])},
      rateLimitClass: ${JSON.stringify(operation["x-rate-limit"])},
      fresh: ${operation["x-fresh"] === true},
      successStatus: ${success},
      consumes: ${JSON.stringify(media)} as readonly string[],
      produces: ${JSON.stringify(produces)} as readonly string[],
    },
    schema: {
      operationId: "${operation.operationId}",
      tags: ${JSON.stringify(operation.tags)},
      summary: ${JSON.stringify(operation.summary)},
      "x-permission": ${JSON.stringify(operation["x-permission"])},
      "x-scope": ${JSON.stringify(operation["x-scope"])},
      "x-rate-limit": ${JSON.stringify(operation["x-rate-limit"])},
${parts.join("")}      response: {
${responses.join("")}      },
    },
  },\n`;
  });
  return `// Generated from openapi/. Never edited.\n\nimport { Type } from "typebox";\nimport type { OperationTypes } from "./operation-types.ts";\n\n/** Every operation of the contract, with its schemas as Fastify takes them. */\nexport const operations = {\n${table.join("")}} as const;\n\nexport type OperationId = keyof typeof operations;\n`;
}

/** `operation-types.ts`: what each operation takes and gives, as types alone, for handlers and for the web client. */
export function writeOperationTypes(document) {
  const used = new Set(["Scope"]);
  const note = (text) => {
    for (const [name] of text.replaceAll(/\/\*\*.*?\*\//g, "").matchAll(/\b[A-Z]\w+/g))
      if (document.components.schemas[name] !== undefined) used.add(name);
    return text;
  };
  const entries = listOperations(document).map((operation) => {
    const parts = ["params", "querystring", "headers"].map((part) => {
      const schema = parametersSchema(operation.parameters, part);
      return `    readonly ${part}: ${schema === undefined ? "Record<string, never>" : note(writeType(schema, "    "))};\n`;
    });
    const content = operation.requestBody?.content ?? {};
    const json = content["application/json"]?.schema;
    const body =
      json !== undefined ? note(writeType(json, "    ")) : Object.keys(content).length > 0 ? "Uint8Array" : "undefined";
    const responses = Object.entries(operation.responses).map(([status, response]) => {
      const [schema] = Object.values(response.content ?? {}).map((value) => value.schema);
      return `      readonly ${status}: ${schema === undefined ? "null" : note(writeType(schema, "      "))};\n`;
    });
    const success = Object.keys(operation.responses).find((status) => status.startsWith("2"));
    return `  /** ${operation.summary.trim()} */
  readonly ${operation.operationId}: {
    readonly method: "${operation.method.toUpperCase()}";
    readonly path: "${operation.url}";
${parts.join("")}    readonly body: ${body};
    readonly responses: {
${responses.join("")}    };
    readonly success: OperationTypes["${operation.operationId}"]["responses"][${success}];
  };\n`;
  });
  const types = `/** What each operation takes and gives. */\nexport interface OperationTypes {\n${entries.join("")}}\n`;
  const imports = `import type {\n${[...used]
    .sort()
    .map((name) => `  ${name},\n`)
    .join("")}} from "./schemas.ts";\n`;
  const addresses = listOperations(document).map(
    ({ operationId, method, url }) => `  ${operationId}: ["${method.toUpperCase()}", "${url}"],\n`,
  );
  const table = `/** Where each operation is: all that a client needs at run time. */\nexport const operationAddresses = {\n${addresses.join("")}} as const;\n`;
  const { Scope } = document.components.schemas;
  const scopes = `/** Every scope that an API token can have, in the order of the contract. */\nexport const scopes: readonly Scope[] = ${JSON.stringify(Scope.enum)};\n`;
  return `// Generated from openapi/. Never edited.\n\n${imports}\n${types}\n${table}\n${scopes}`;
}

/** A body of JSON is checked; any other is a stream that the operation reads as it comes. */
function writeBody(operation, type) {
  const { content } = operation.requestBody;
  const json = content["application/json"]?.schema;
  if (json === undefined) return `Type.Unsafe<AsyncIterable<Uint8Array>>(${JSON.stringify(toFastify({ content }))})`;
  const schema = Object.keys(content).length === 1 ? json : { content };
  return `Type.Unsafe<${type}["body"]>(${JSON.stringify(toFastify(schema))})`;
}

function writeResponse({ description, content }, type) {
  const text = JSON.stringify(description);
  if (content === undefined) return `Type.Unsafe<${type}>({ type: "null", description: ${text} })`;
  const media = Object.entries(content).map(
    ([name, { schema }]) => `"${name}": { schema: Type.Unsafe<${type}>(${JSON.stringify(toFastify(schema))}) }`,
  );
  return `{ description: ${text}, content: { ${media.join(", ")} } }`;
}

/**
 * The parameters of one place as one object. A reference is replaced by what it names, for a reference could not carry
 * the parameter's own description beside it. Only `operations.ts` asks for that; types keep the name.
 */
function parametersSchema(parameters, part, document) {
  const place = { params: "path", querystring: "query", headers: "header" }[part];
  const own = parameters.filter((parameter) => parameter.in === place);
  if (own.length === 0) return undefined;
  const properties = Object.fromEntries(
    own.map(({ name, description, schema }) => {
      const inline = document !== undefined && schema.$ref !== undefined;
      const value = inline ? document.components.schemas[nameOf(schema.$ref)] : schema;
      return [name, { ...value, ...(description && { description }) }];
    }),
  );
  const required = own.filter((parameter) => parameter.required === true).map((parameter) => parameter.name);
  // Headers of no concern to us are everywhere; an unknown query parameter is a mistake of the caller's.
  const strict = part === "headers" ? {} : { additionalProperties: false };
  return { type: "object", ...strict, ...(required.length > 0 && { required }), properties };
}
