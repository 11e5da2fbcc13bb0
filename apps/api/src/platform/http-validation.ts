import { schemas } from "@purser/contract/schemas";
import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import fastJsonStringify, { type Schema } from "fast-json-stringify";
import type { FastifyInstance, FastifyRequest, FastifySchema } from "fastify";
import { refusedValue } from "./http-errors.ts";
import { findUnstorableText } from "./storable-text.ts";

/**
 * The contract is OpenAPI 3.1, whose schemas are JSON Schema 2020-12. What comes in an address or a header is text and
 * is coerced to the type asked for; a body says what it means and is taken literally. Nothing is dropped unseen.
 */
export function createValidators(): { coercing: Ajv2020; strict: Ajv2020 } {
  return { coercing: createAjv({ coerceTypes: "array" }), strict: createAjv({}) };
}

function createAjv(options: { coerceTypes?: "array" }): Ajv2020 {
  const ajv = new Ajv2020({
    ...options,
    useDefaults: true,
    removeAdditional: false,
    allErrors: true,
    strict: false,
    validateFormats: true,
  });
  // The package's types describe its CommonJS default export.
  (addFormats as unknown as (target: Ajv2020) => void)(ajv);
  ajv.addFormat("binary", true);
  // The usual format lets `urn:uuid:` through, which PostgreSQL does not know.
  ajv.addFormat("uuid", /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i);
  for (const schema of schemas) ajv.addSchema(schema);
  return ajv;
}

/** How many faults of a request are named: an answer may not be many times as long as what it refuses. */
const MOST_FAULTS = 1_000;

/** The contract is the same for every server of this process. */
let shared: ReturnType<typeof createValidators> | undefined;

/**
 * Has the server check what comes in by the contract, and in development and tests what goes out as well. A schema is
 * compiled when it is first needed: all of them together would take longer than the rest of the start.
 */
export function installValidation(app: FastifyInstance, { checkResponses }: { checkResponses: boolean }): void {
  shared ??= createValidators();
  const { coercing, strict } = shared;
  for (const schema of schemas) app.addSchema(schema);
  app.setValidatorCompiler(({ schema, httpPart }) => {
    if (isBinary(schema)) return () => true;
    const compiled = compiledOnUse(httpPart === "body" ? strict : coercing, schema as FastifySchema);
    return (data: unknown) => {
      const validate = compiled();
      return validate(data) ? storable(data) : { error: (validate.errors ?? []).slice(0, MOST_FAULTS) as never };
    };
  });
  app.addHook("onRoute", (route) => {
    if (isOfSeveralTypes(route.schema?.body)) route.preValidation = requireBody;
  });
  if (!checkResponses) {
    app.setSerializerCompiler(({ schema }) => serializedOnUse(schema as object));
    return;
  }
  app.setSerializerCompiler(({ schema, url, method, httpStatus }) => {
    const compiled = compiledOnUse(strict, schema as FastifySchema);
    return (data) => {
      const text = JSON.stringify(data);
      assertMatches(compiled(), JSON.parse(text), `${method} ${url} ${httpStatus ?? ""}`);
      return text;
    };
  });
}

function isOfSeveralTypes(schema: unknown): boolean {
  return typeof schema === "object" && schema !== null && "content" in schema;
}

/**
 * A body that may be of several types is checked by that which the call says it is: one that says none has no body, and
 * nothing would have looked at that.
 *
 * @throws {HttpError} `VALIDATION_FAILED`
 */
async function requireBody({ body }: FastifyRequest): Promise<void> {
  if (body !== undefined && body !== null) return;
  throw refusedValue({ field: "", issue: "is missing", in: "body" });
}

const serializers = new Map<string, (data: unknown) => string>();

/**
 * What writes an answer fast, made when the first such answer is sent. Most answers are of one of a few schemas, as every
 * refusal is; one for each route and status would keep a start waiting for many seconds.
 */
export function serializedOnUse(schema: object): (data: unknown) => string {
  const key = JSON.stringify(schema);
  return (data) => {
    let serialize = serializers.get(key);
    if (serialize === undefined) {
      serialize = fastJsonStringify(schema as Schema, { schema: SCHEMAS }); // of the contract, which knows no others
      serializers.set(key, serialize);
    }
    return serialize(data);
  };
}

/** What the references of schemas stand for. */
const SCHEMAS = Object.fromEntries(
  // Each has the name by which the others refer to it, which TypeBox's type of it does not say.
  (schemas as readonly object[] as readonly (Schema & { readonly $id: string })[]).map((schema) => [
    schema.$id,
    schema,
  ]),
);

function compiledOnUse(ajv: Ajv2020, schema: FastifySchema): () => ValidateFunction {
  let validate: ValidateFunction | undefined;
  return () => {
    validate ??= ajv.compile(schema);
    return validate;
  };
}

/** No schema says so for each text, yet none may hold what the database could not give back. */
function storable(data: unknown): boolean | { error: never } {
  const instancePath = findUnstorableText(data);
  if (instancePath === undefined) return true;
  const fault = { keyword: "storable", instancePath, schemaPath: "", params: {} };
  return { error: [fault] as never }; // Fastify takes Ajv's errors here, its types only an Error
}

/** A stream of bytes, of which there is nothing to check before it is read. */
function isBinary(schema: unknown): boolean {
  return typeof schema === "object" && schema !== null && "format" in schema && schema.format === "binary";
}

/** @throws an error that names each difference, where `value` is not what the contract says. */
export function assertMatches(validate: ValidateFunction, value: unknown, what: string): void {
  if (validate(value)) return;
  const faults = (validate.errors ?? []).map(
    (error: ErrorObject) => `${error.instancePath || "/"} ${error.message ?? ""}`,
  );
  throw new Error(`the response of ${what} is not what the contract says: ${faults.join("; ")}`);
}
