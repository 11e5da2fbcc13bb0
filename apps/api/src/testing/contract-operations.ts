import { document } from "@purser/contract/document";
import fc from "fast-check";
import type { InjectOptions } from "fastify";
import { allowedBy, type Schema } from "./contract-arbitraries.ts";

interface Parameter {
  readonly $ref?: string;
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly required?: boolean;
  readonly schema: Schema;
}

/** An operation as the contract describes it, ready to be called. */
export interface CallableOperation {
  readonly operationId: string;
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: string;
  readonly permission: string;
  readonly parameters: readonly Parameter[];
  readonly bodySchema: Schema | undefined;
  /** Not JSON: bytes of these types. */
  readonly streamTypes: readonly string[];
}

export type Call = InjectOptions & { readonly url: string };

interface RawOperation {
  readonly operationId: string;
  readonly "x-permission": string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}

/** Every operation of the contract under /api. */
export const callableOperations: readonly CallableOperation[] = Object.entries(document.paths)
  .filter(([path]) => path.startsWith("/api/"))
  .flatMap(([path, item]) => {
    const { parameters: shared = [], ...methods } = item as { readonly parameters?: readonly Parameter[] };
    return Object.entries(methods).map(([method, value]) => {
      const operation = value as unknown as RawOperation; // what the generator has checked
      const content = operation.requestBody?.content ?? {};
      return {
        operationId: operation.operationId,
        method: method.toUpperCase() as CallableOperation["method"],
        path,
        permission: operation["x-permission"],
        parameters: [...shared, ...(operation.parameters ?? [])].map(resolved),
        bodySchema: content["application/json"]?.schema,
        streamTypes: Object.keys(content).filter((type) => type !== "application/json"),
      };
    });
  });

/** Calls that the contract allows. */
export function allowedCalls(operation: CallableOperation): fc.Arbitrary<Call> {
  const { parameters, bodySchema, streamTypes, method, path } = operation;
  const values = fc.record(Object.fromEntries(parameters.map((each) => [each.name, allowedBy(each.schema)])), {
    requiredKeys: parameters.filter(isDemanded).map(({ name }) => name),
    noNullPrototype: true,
  });
  const body: fc.Arbitrary<unknown> = bodySchema === undefined ? fc.constant(undefined) : allowedBy(bodySchema);
  const stream = fc.tuple(fc.constantFrom(...streamTypes, "none"), fc.oneof(fc.string(), ALMOST_SACCT));
  return fc.tuple(values, body, stream).map(([given, json, [type, text]]) => {
    const headers = Object.fromEntries(headersOf(parameters, given));
    const call = { method, url: ending(operation, address(path, parameters, given)) };
    if (bodySchema !== undefined) return jsonCall(call, headers, json);
    if (streamTypes.length === 0) return { ...call, headers };
    return { ...call, headers: { ...headers, "content-type": type === "none" ? streamTypes[0] : type }, payload: text };
  });
}

/** An address of an operation, so that an answer which would go on ends with its first part: tests wait for the end of answers. */
export function ending({ parameters }: CallableOperation, url: string): string {
  if (!parameters.some((each) => each.in === "query" && each.name === "seconds")) return url;
  const [path = "", query] = url.split("?");
  const values = new URLSearchParams(query);
  values.set("seconds", "0");
  return `${path}?${values}`;
}

/** The same call with this as its body. */
export function withBody(call: Call, body: unknown): Call {
  return jsonCall(call, { ...call.headers }, body);
}

function jsonCall(call: Call, headers: Record<string, unknown>, body: unknown): Call {
  const given = { ...headers, "content-type": "application/json" } as NonNullable<InjectOptions["headers"]>;
  return { ...call, headers: given, payload: JSON.stringify(body) };
}

const HEADER = "JobIDRaw|Cluster|User|Account|Partition|State|Submit|Start|End|ElapsedRaw|AllocTRES";
const ALMOST_SACCT = fc
  .array(fc.string({ maxLength: 60 }), { maxLength: 3 })
  .map((lines) => [HEADER, ...lines, ""].join("\n"));

function isDemanded(parameter: Parameter): boolean {
  return parameter.required === true;
}

function headersOf(parameters: readonly Parameter[], given: Readonly<Record<string, unknown>>): [string, string][] {
  return parameters
    .filter((each) => each.in === "header" && given[each.name] !== undefined)
    .map(({ name }) => [name, String(given[name])]);
}

function address(path: string, parameters: readonly Parameter[], given: Readonly<Record<string, unknown>>): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(given[name])));
  const query = new URLSearchParams(
    parameters
      .filter((each) => each.in === "query" && given[each.name] !== undefined)
      .map(({ name }): [string, string] => [name, String(given[name])]),
  );
  return query.size === 0 ? filled : `${filled}?${query}`;
}

function resolved(parameter: Parameter): Parameter {
  const name = parameter.$ref?.split("/").at(-1);
  const shared = document.components.parameters as unknown as Readonly<Record<string, Parameter>>; // unlike objects
  return name === undefined ? parameter : (shared[name] ?? parameter);
}
