import { document } from "@purser/contract/document";
import type { LiveRunsNews } from "@purser/contract/schemas";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

/** What came back from the program, by whatever way it was called. */
export interface Answer {
  readonly method: string;
  /** With or without a query. */
  readonly url: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

interface Response {
  readonly $ref?: string;
  readonly content?: Readonly<Record<string, { readonly schema: object }>>;
}

interface Operation {
  readonly pattern: RegExp;
  readonly method: string;
  readonly operationId: string;
  readonly responses: Readonly<Record<string, Response>>;
}

const ajv = new Ajv2020({ strict: false, allErrors: true });
// The package's types describe its CommonJS default export.
(addFormats as unknown as (target: Ajv2020) => void)(ajv);
ajv.addFormat("binary", true);
ajv.addSchema(JSON.parse(JSON.stringify(document)), "contract");

const OPERATIONS = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item)
    .filter(([method]) => method !== "parameters")
    .map(([method, operation]) => ({
      // A path item is a union of unlike objects; every member that is not `parameters` is an operation.
      ...(operation as unknown as Omit<Operation, "pattern" | "method">),
      method: method.toUpperCase(),
      pattern: new RegExp(`^${path.replaceAll(".", "\\.").replaceAll(/\{\w+\}/g, "[^/]*")}$`),
    })),
);

const validators = new Map<string, ValidateFunction>();

/**
 * Holds an answer against the contract: its status is documented for the operation, its type is one of those, and
 * its body matches. An address that is no operation's must say so as the contract's Error.
 *
 * @throws an error that names each difference.
 */
export function checkAnswer(answer: Answer): void {
  const { method, url, status } = answer;
  const path = url.split("?")[0] ?? "";
  if (!path.startsWith("/api/") || path === "/api/v1/openapi.json" || path.startsWith("/api/v1/docs")) return;
  const what = `${method} ${path} ${status}`;
  if (typeof answer.headers["x-request-id"] !== "string") throw new Error(`${what}: no X-Request-Id`);
  const operation = OPERATIONS.find((each) => each.method === method && each.pattern.test(path));
  if (operation === undefined) {
    assertMatches("Error", answer, what);
    return;
  }
  const response = resolved(operation.responses[String(status)]);
  if (response === undefined)
    throw new Error(`${what}: the contract documents no such status for ${operation.operationId}`);
  checkContent(response, answer, what);
}

/** The data of an event of `streamLiveRuns`, held against the contract. */
export function checkNews(data: string): LiveRunsNews {
  assertMatches("LiveRunsNews", { body: data }, "an event of streamLiveRuns");
  return JSON.parse(data);
}

function checkContent({ content }: Response, answer: Answer, what: string): void {
  if (content === undefined) {
    if (answer.body !== "") throw new Error(`${what}: has a body and the contract says none`);
    return;
  }
  const type = String(answer.headers["content-type"] ?? "").split(";")[0] ?? "";
  const media = content[type];
  if (media === undefined) throw new Error(`${what}: the contract documents no ${type}`);
  if (type === "application/json") assertMatches(media.schema, answer, what);
}

function assertMatches(schema: string | object, answer: Pick<Answer, "body">, what: string): void {
  const reference = typeof schema === "string" ? `#/components/schemas/${schema}` : undefined;
  const absolute = JSON.parse(
    JSON.stringify(reference === undefined ? schema : { $ref: reference }).replaceAll('"#/', '"contract#/'),
  ) as object; // the same schema, its references absolute
  const key = JSON.stringify(absolute);
  const validate = validators.get(key) ?? ajv.compile(absolute);
  validators.set(key, validate);
  if (validate(JSON.parse(answer.body))) return;
  const faults = (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath || "/"} ${message}`);
  throw new Error(`${what}: ${faults.join("; ")} in ${answer.body.slice(0, 500)}`);
}

function resolved(response: Response | undefined): Response | undefined {
  const name = response?.$ref?.split("/").at(-1);
  const shared: Readonly<Record<string, Response>> = document.components.responses;
  return name === undefined ? response : shared[name];
}
