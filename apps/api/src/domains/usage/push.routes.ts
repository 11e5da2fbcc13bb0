import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import type { OperationTypes } from "@purser/contract/operation-types";
import { operations } from "@purser/contract/operations";
import { PushedRuns } from "@purser/contract/schemas";
import type { AppContext } from "../../platform/context.ts";
import { type Language, preferredLanguage } from "../../platform/error-texts.ts";
import { requestContext } from "../../platform/http-server.ts";
import { rejectText } from "./core/reject-texts.ts";
import { type PushResult, pushRuns } from "./push-runs.ts";
import type { UsageContext } from "./run-pricer.ts";

type PushAppContext = AppContext & Pick<UsageContext, "pricer" | "lifter">;

/** Five thousand records of 3 kB. */
export const PUSH_BODY_LIMIT = 16 * 1024 * 1024;

export const pushRoutes: FastifyPluginAsyncTypebox<{ ctx: PushAppContext }> = async (app, { ctx }) => {
  const compile = app.validatorCompiler;
  if (compile === undefined) throw new Error("the server compiles schemas");
  app.route({
    ...operations.pushRuns,
    validatorCompiler: (part) => compile(part.httpPart === "body" ? { ...part, schema: ANY_RECORDS } : part),
    bodyLimit: PUSH_BODY_LIMIT,
    handler: async (request, reply) => {
      const { cluster, source_name: sourceName = "push", runs: records } = request.body;
      const idempotencyKey = request.headers["idempotency-key"] ?? null;
      const input = { cluster, sourceName, records, idempotencyKey };
      const { batch, results } = await pushRuns(requestContext(ctx, request), input);
      const language = preferredLanguage(request.headers["accept-language"]);
      return await reply.code(201).send({ batch, results: results.map((result) => toDto(result, language)) });
    },
  });
};

type Result = OperationTypes["pushRuns"]["responses"][201]["results"][number];
const OUTCOMES = { added: "new", changed: "corrected", unchanged: "unchanged" } as const;

function toDto(result: PushResult, language: Language): Result {
  if (result.outcome !== "rejected") {
    return { outcome: OUTCOMES[result.outcome], run_id: result.runId, reason: null, message: null, field: null };
  }
  const { outcome, reason, field } = result;
  return { outcome, run_id: null, reason, message: rejectText(reason, language), field };
}

/** A record is nested three levels deep; whatever is deeper is none, and is refused before anybody walks down. */
function upTo(levels: number): object {
  const type = ["string", "number", "boolean", "null"];
  if (levels === 0) return { type };
  const below = upTo(levels - 1);
  return { type: [...type, "object", "array"], items: below, additionalProperties: below };
}

/** The body of the contract but for the records: one that is not as described is rejected by itself, not with all others. */
const ANY_RECORDS = (() => {
  // The contract's schema is JSON Schema, of which its type says nothing.
  const { $id: _, ...schema } = PushedRuns as unknown as { $id: string; properties: { runs: object } };
  const runs = { ...schema.properties.runs, items: upTo(4) };
  return { ...schema, properties: { ...schema.properties, runs } };
})();
