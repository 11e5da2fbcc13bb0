import { operations } from "@purser/contract/operations";
import { describe, expect, it } from "vitest";
import { serializedOnUse } from "./http-validation.ts";

/** The schemas of all answers of the contract, each once. */
const answers = new Map(
  Object.values(operations).flatMap(({ schema }) =>
    Object.entries(schema.response).map(([status, answer]) => [JSON.stringify(answer), { status, answer }] as const),
  ),
);

describe("answers in production", () => {
  it("can be written for every schema of the contract", () => {
    const wrong: string[] = [];
    for (const [text, { status, answer }] of answers) {
      try {
        serializedOnUse(answer)({});
      } catch (error) {
        // An empty answer lacks something; a schema that nothing can be made of says something else.
        if (!/required|does not match/.test(String(error))) wrong.push(`${status} ${text}: ${error}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it("have what the schema names and nothing else", () => {
    const write = serializedOnUse({ $ref: "Error#" });
    const error = { code: "NOT_FOUND", message: "no", request_id: "12345678", details: [] };
    expect(JSON.parse(write({ error, stack: "canary" }))).toEqual({ error });
  });
});
