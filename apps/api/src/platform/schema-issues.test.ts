import { document } from "@purser/contract/document";
import type { ErrorDetail } from "@purser/contract/schemas";
import fastify from "fastify";
import { describe, expect, it } from "vitest";
import { sendError } from "./http-errors.ts";
import { installValidation } from "./http-validation.ts";
import { FORMAT_TEXTS, KEYWORD_TEXTS, PATTERN_TEXTS, schemaIssue } from "./schema-issues.ts";

/** Keywords of a schema that describe it or lead to other schemas: nothing is refused by them alone. */
const SILENT = ["$ref", "description", "default", "items", "properties", "title", "examples"];

/** Every schema of the contract, with those in it. */
function schemasIn(value: unknown): Record<string, unknown>[] {
  if (typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(schemasIn);
  return Object.entries(value).flatMap(([name, each]) => {
    if (name === "schema") return inSchema(each);
    return name === "schemas" ? Object.values(each as object).flatMap(inSchema) : schemasIn(each); // an object, says OpenAPI
  });
}

function inSchema(value: unknown): Record<string, unknown>[] {
  if (typeof value !== "object" || value === null) return [];
  const schema = value as Record<string, unknown>; // of the contract: an object
  const inner = [schema.items, schema.additionalProperties, ...Object.values(schema.properties ?? {})];
  return [schema, ...inner.flatMap(inSchema)];
}

const words = schemasIn(document)
  .flatMap((schema) => Object.entries(schema))
  .filter(([keyword]) => !SILENT.includes(keyword));

const paramsOf = (keyword: string, value: unknown) => ({
  ...{ enum: { allowedValues: value }, const: { allowedValue: value }, type: { type: value } }[keyword],
  ...{ format: { format: value }, pattern: { pattern: value } }[keyword],
  ...(typeof value === "number" ? { limit: value } : {}),
});

describe("what is wrong with a value", () => {
  it("is said in both languages for every keyword, format and pattern of the contract", () => {
    expect(words.length).toBeGreaterThan(1_000);
    const known = [...Object.keys(KEYWORD_TEXTS), "format", "pattern"];
    expect([...new Set(words.map(([keyword]) => keyword))].filter((keyword) => !known.includes(keyword))).toEqual([]);
    for (const [keyword, value] of words) {
      if (value === "binary") continue; // whatever comes is bytes
      const said = (["en", "th"] as const).map((language) =>
        schemaIssue({ keyword, params: paramsOf(keyword, value) }, language),
      );
      expect(said, keyword).toEqual([
        expect.not.stringMatching(/[\u0e00-\u0e7f]|\{|undefined|not allowed|\b1 (characters|entries|values)/),
        expect.stringMatching(/^(?!.*(\{|undefined|ไม่ถูกต้อง)).*[\u0e00-\u0e7f]/),
      ]);
    }
  });

  it("has no text for a pattern or a format that the contract does not have", () => {
    const valuesOf = (name: string) => words.filter(([keyword]) => keyword === name).map(([, value]) => value);
    expect(Object.keys(PATTERN_TEXTS).filter((pattern) => !valuesOf("pattern").includes(pattern))).toEqual([]);
    expect(Object.keys(FORMAT_TEXTS).filter((format) => !valuesOf("format").includes(format))).toEqual([]);
  });

  it("is said of the field, in the language of who asks", async () => {
    const app = fastify();
    installValidation(app, { checkResponses: false });
    app.setErrorHandler(sendError);
    app.post("/", { schema: { body: { $ref: "PayReceiptRequest#" } } }, async () => null);
    const answers = await Promise.all(
      ["en", "th"].map(async (language) => {
        const payload = { paid_on: "31/3/2026", method: "gold", reference: "", amount: 1 };
        return await app.inject({ method: "POST", url: "/", headers: { "accept-language": language }, payload });
      }),
    );
    await app.close();
    const said = answers.map((answer) =>
      answer
        .json()
        .error.details.map(({ field, issue }: ErrorDetail) => `${field} ${issue}`)
        .sort(),
    );
    expect(said).toEqual([
      [
        "amount is not known here",
        "method must be one of bank_transfer, cash, cheque, card, internal_transfer",
        "paid_on must be a day such as 2026-03-31",
        "reference must not be empty",
      ],
      [
        "amount เป็นข้อมูลที่ระบบไม่รองรับ",
        "method ต้องเป็นค่าใดค่าหนึ่งต่อไปนี้ bank_transfer, cash, cheque, card, internal_transfer",
        "paid_on ต้องเป็นวันที่ เช่น 2026-03-31",
        "reference ต้องไม่เป็นค่าว่าง",
      ],
    ]);
  });
});
