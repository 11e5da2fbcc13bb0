import { describe, expect, it } from "vitest";
import { document } from "../src/document.ts";
import { generate } from "./build-contract.mjs";

interface Broken {
  components: { schemas: Record<string, Record<string, unknown>> };
  paths: Record<string, Record<string, Record<string, unknown>>>;
}

/** The real contract with one fault planted in it. */
function planted(plant: (broken: Broken) => void): unknown {
  const broken = structuredClone(document) as unknown as Broken; // the faults are what its type forbids
  plant(broken);
  return broken;
}

function operationOf(broken: Broken, url: string, method: string): Record<string, unknown> {
  const operation = broken.paths[url]?.[method];
  if (operation === undefined) throw new Error(`no ${method} ${url}`);
  return operation;
}

describe("generate", () => {
  it("takes the contract as it is", () => {
    const files = generate(document);
    expect(Object.keys(files).sort()).toEqual(["document.ts", "operation-types.ts", "operations.ts", "schemas.ts"]);
    expect(files["operations.ts"]).toContain('url: "/api/v1/receipts/:receipt_id/pdf"');
  });

  it("allows a schema that refers to itself", () => {
    const recursive = planted(({ components }) => {
      components.schemas.Tree = {
        type: "object",
        additionalProperties: false,
        properties: { below: { type: "array", items: { $ref: "#/components/schemas/Tree" } } },
      };
    });
    expect(generate(recursive)["schemas.ts"]).toContain('readonly "below"?: readonly Tree[];');
  });

  it.each<[string, (broken: Broken) => void, string]>([
    [
      "an unknown keyword of a schema",
      ({ components }) => Object.assign(components.schemas.Tier ?? {}, { oneOf: [] }),
      "#/components/schemas/Tier: unknown keyword oneOf",
    ],
    [
      "an unknown keyword deep inside a schema",
      ({ components }) =>
        Object.assign(components.schemas.Tier ?? {}, { properties: { name: { type: "string", maxLen: 3 } } }),
      "#/components/schemas/Tier/properties/name: unknown keyword maxLen",
    ],
    [
      "an unknown format",
      ({ components }) => Object.assign(components.schemas.RunState ?? {}, { format: "colour" }),
      "#/components/schemas/RunState: unknown format colour",
    ],
    [
      "a required property that is not described",
      ({ components }) => Object.assign(components.schemas.LoginRequest ?? {}, { required: ["pin"] }),
      "#/components/schemas/LoginRequest: pin is required and not described",
    ],
    [
      "a reference to nothing",
      ({ components }) => {
        components.schemas.RunState = { $ref: "#/components/schemas/Nobody" };
      },
      "#/components/schemas/RunState: there is no #/components/schemas/Nobody",
    ],
    [
      "a word beside a reference, which is not served",
      ({ components }) =>
        Object.assign(components.schemas.BindingBilled?.properties ?? {}, {
          to: { $ref: "#/components/schemas/BindingAccount", description: "Where they would go." },
        }),
      "#/components/schemas/BindingBilled/properties/to: description stands beside $ref",
    ],
    [
      "a body that takes anything",
      ({ components }) => Object.assign(components.schemas.LoginRequest ?? {}, { additionalProperties: true }),
      "POST /api/v1/auth/login body: additionalProperties must be false",
    ],
    [
      "an operation without a permission",
      (broken) => delete operationOf(broken, "/api/v1/me", "get")["x-permission"],
      "GET /api/v1/me: x-permission is missing",
    ],
    [
      "a permission nobody can have",
      (broken) => Object.assign(operationOf(broken, "/api/v1/me", "get"), { "x-permission": "me:eat" }),
      "GET /api/v1/me: unknown permission me:eat",
    ],
    [
      "an operation without a scope",
      (broken) => delete operationOf(broken, "/api/v1/me", "get")["x-scope"],
      "GET /api/v1/me: x-scope is missing",
    ],
    [
      "a scope nobody can give",
      (broken) => Object.assign(operationOf(broken, "/api/v1/runs", "get"), { "x-scope": "runs:eat" }),
      "GET /api/v1/runs: unknown scope runs:eat",
    ],
    [
      "a scope that is not the permission",
      (broken) => Object.assign(operationOf(broken, "/api/v1/runs", "get"), { "x-scope": "usage:read" }),
      "GET /api/v1/runs: scope usage:read is neither none nor its permission runs:read",
    ],
    [
      "a scope that nothing asks for",
      (broken) => Object.assign(operationOf(broken, "/api/v1/clusters", "get"), { "x-scope": "none" }),
      "no operation asks for the scope clusters:read",
    ],
    [
      "a wish for freshness that is not plain",
      (broken) => Object.assign(operationOf(broken, "/api/v1/receipts", "post"), { "x-fresh": "yes" }),
      "POST /api/v1/receipts: x-fresh is true or not there",
    ],
    [
      "a fresh proof of nobody",
      (broken) => Object.assign(operationOf(broken, "/api/v1/auth/login", "post"), { "x-fresh": true }),
      "POST /api/v1/auth/login: a public operation cannot be x-fresh",
    ],
    [
      "an operation without a summary",
      (broken) => delete operationOf(broken, "/api/v1/me", "get").summary,
      "GET /api/v1/me: summary is missing",
    ],
    [
      "a refusal that is not documented",
      (broken) => delete (operationOf(broken, "/api/v1/runs", "get").responses as Record<string, unknown>)["403"],
      "GET /api/v1/runs: response 403 is missing",
    ],
    [
      "an operationId that is used twice",
      (broken) => Object.assign(operationOf(broken, "/api/v1/me", "get"), { operationId: "login" }),
      "operationId login is used twice",
    ],
    [
      "a header in capitals",
      (broken) =>
        Object.assign(operationOf(broken, "/api/v1/me", "get"), {
          parameters: [{ name: "X-Thing", in: "header", schema: { type: "string" } }],
        }),
      "GET /api/v1/me X-Thing: the name of a header must be lower case",
    ],
  ])("refuses %s", (_, plant, fault) => {
    expect(() => generate(planted(plant))).toThrow(fault);
  });
});
