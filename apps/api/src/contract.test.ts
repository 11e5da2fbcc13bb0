import { document } from "@purser/contract/document";
import { operations } from "@purser/contract/operations";
import { ErrorCode } from "@purser/contract/schemas";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ERROR_TEXTS } from "./platform/error-texts.ts";
import { type ContractApp, startContractApp } from "./testing/contract-app.ts";
import { plainContract } from "./testing/plain-contract.ts";

describe("the contract and the program", () => {
  let app: ContractApp;
  beforeAll(async () => {
    app = await startContractApp();
  });
  afterAll(async () => {
    await app[Symbol.asyncDispose]();
  });

  it.each(Object.values(operations).map((operation) => [operation.config.operationId, operation] as const))(
    "has a route for %s",
    (_, { method, url }) => {
      expect(app.server.hasRoute({ method, url })).toBe(true);
    },
  );

  it("refuses at start a route that is of no operation or asks for another permission", async () => {
    const { createServer } = await import("./platform/http-server.ts");
    const { createMetrics } = await import("./platform/metrics.ts");
    const access = { authenticate: async () => null, isAllowed: () => false, isFresh: () => false };
    const metrics = createMetrics({ pool: app.ctx.db.pool, version: "0" });
    const server = await createServer({ ctx: app.ctx, metrics, access });
    const handler = async () => "";
    expect(() => server.route({ method: "GET", url: "/api/v1/hidden", handler })).toThrow("no operation");
    const open = { operationId: "listReceipts", permission: "public" };
    expect(() => server.route({ method: "GET", url: "/api/v1/receipts", config: open, handler })).toThrow("permission");
    await server.close();
  });

  it("serves a document that deep-equals the contract", async () => {
    const served = await app.inject({ url: "/api/v1/openapi.json" });
    expect(plainContract(served.json())).toEqual(plainContract(document));
  });
});

describe("error texts", () => {
  const codes = ErrorCode as unknown as { readonly enum: readonly (keyof typeof ERROR_TEXTS)[] }; // the schema, not the type
  it.each(codes.enum)("says %s in both languages, with the same facts", (code) => {
    const { en, th } = ERROR_TEXTS[code];
    expect(en).toMatch(/^[A-Z].*\.$/);
    expect(th).toMatch(/[\u0e00-\u0e7f]/);
    expect(factsIn(th)).toEqual(factsIn(en));
  });
  it("has no text for a code that is not in the contract", () => {
    expect(Object.keys(ERROR_TEXTS).sort()).toEqual([...codes.enum].sort());
  });
});

function factsIn(text: string): string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "").sort();
}
