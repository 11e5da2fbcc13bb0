import { isUtf8 } from "node:buffer";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import type { OperationTypes } from "@purser/contract/operation-types";
import { operations } from "@purser/contract/operations";
import { PushedSamples } from "@purser/contract/schemas";
import { errorText, type Language, preferredLanguage } from "../../platform/error-texts.ts";
import { type HttpError, refusedValue, unreadableBody } from "../../platform/http-errors.ts";
import { NO_SAMPLE_TEXT } from "../../platform/sample-error-texts.ts";
import { type PushResult, pushSamples, type SamplesSink, UNREADABLE } from "./push-samples.ts";

/** Ten thousand samples of 1.6 kB, as those with eight GPUs are. */
export const SAMPLES_BODY_LIMIT = 16 * 1024 * 1024;
const MOST_SAMPLES = 10_000;
const NDJSON = "application/x-ndjson";

export const sampleRoutes: FastifyPluginAsyncTypebox<{ sink: SamplesSink }> = async (app, { sink }) => {
  const compile = app.validatorCompiler;
  if (compile === undefined) throw new Error("the server compiles schemas");
  app.addContentTypeParser(NDJSON, { parseAs: "buffer" }, (_request, body, done) => done(null, body));
  app.route({
    ...operations.pushSamples,
    // Lines are read one by one; each of them is judged by itself.
    validatorCompiler: (part) => {
      const validate = compile(part.httpPart === "body" ? { ...part, schema: ANY_SAMPLES } : part);
      return (data: unknown) => Buffer.isBuffer(data) || validate(data);
    },
    bodyLimit: SAMPLES_BODY_LIMIT,
    handler: async (request) => {
      const body: unknown = request.body; // the type is of JSON only
      const values = Buffer.isBuffer(body) ? readLines(body) : request.body.samples;
      const results = await pushSamples(sink, values);
      const language = preferredLanguage(request.headers["accept-language"]);
      const accepted = results.filter(({ status }) => status !== "rejected").length;
      return { accepted, results: results.map((result, index) => toDto(result, index, language)) };
    },
  });
};

type Result = OperationTypes["pushSamples"]["responses"][200]["results"][number];

function toDto(result: PushResult, index: number, language: Language): Result {
  if (result.status !== "rejected") return { index, status: result.status };
  const { status, code, field } = result;
  const isNone = code === "SAMPLE_INVALID" && field === null;
  const message = isNone ? NO_SAMPLE_TEXT[language] : errorText(code, language, { field: field ?? "" });
  return { index, status, code, message, ...(field !== null && { field }) };
}

function refusedBody(issue: string): HttpError {
  return refusedValue({ field: "", issue, in: "body" });
}

/** @throws {HttpError} where it is no text, or holds no sample or too many. */
function readLines(body: Buffer): unknown[] {
  if (!isUtf8(body)) throw unreadableBody({ issue: "is no text" });
  const values: unknown[] = [];
  // The decoder leaves out the mark that some programs begin a text with.
  for (const line of new TextDecoder().decode(body).split("\n")) {
    if (line.trim() === "") continue;
    values.push(readLine(line));
    if (values.length > MOST_SAMPLES) break;
  }
  if (values.length === 0 || values.length > MOST_SAMPLES) {
    throw refusedBody(values.length === 0 ? "holds no sample" : `holds more than ${MOST_SAMPLES} samples`);
  }
  return values;
}

function readLine(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return UNREADABLE;
  }
}

/** A sample is nested three levels deep; whatever is deeper is none, and is refused before anybody walks down. */
function upTo(levels: number): object {
  const type = ["string", "number", "boolean", "null"];
  if (levels === 0) return { type };
  const below = upTo(levels - 1);
  return { type: [...type, "object", "array"], items: below, additionalProperties: below };
}

/** The body of the contract but for the samples: one that is not as described is rejected by itself, not with all others. */
const ANY_SAMPLES = (() => {
  // The contract's schema is JSON Schema, of which its type says nothing.
  const { $id: _, ...schema } = PushedSamples as unknown as { $id: string; properties: { samples: object } };
  const samples = { ...schema.properties.samples, items: upTo(4) };
  return { ...schema, properties: { ...schema.properties, samples } };
})();
