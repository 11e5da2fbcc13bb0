import type { InjectOptions, LightMyRequestResponse } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildApp } from "../app.ts";
import type { Config } from "../config.ts";
import type { Server } from "../platform/http-server.ts";
import { type ContractApp, startContractApp } from "../testing/contract-app.ts";

let app: ContractApp;
let production: Server;
beforeAll(async () => {
  app = await startContractApp();
  production = await variant({ environment: "production" });
});
afterAll(async () => {
  await production.close();
  await app[Symbol.asyncDispose]();
});

async function variant(config: Partial<Config>): Promise<Server> {
  return await buildApp({ ctx: { ...app.ctx, config: { ...app.ctx.config, ...config } }, version: "0" });
}

/** The directives of a policy, by name. */
function policyOf({ headers }: LightMyRequestResponse): Map<string, string> {
  const policy = String(headers["content-security-policy"]);
  return new Map(policy.split(";").map((part) => [part.split(" ")[0] ?? "", part.split(" ").slice(1).join(" ")]));
}

const finance = () => app.as.finance.headers;
const ANSWERS: readonly (readonly [string, () => InjectOptions])[] = [
  ["a success", () => ({ url: "/api/v1/me", headers: finance() })],
  ["health", () => ({ url: "/healthz" })],
  ["figures", () => ({ url: "/metrics" })],
  ["the document", () => ({ url: "/api/v1/openapi.json" })],
  ["a page", () => ({ url: "/receipts" })],
  ["a file", () => ({ url: "/favicon.svg" })],
  ["a file that is not there", () => ({ url: "/assets/none.js" })],
  ["an unknown address of the API", () => ({ url: "/api/v1/nowhere" })],
  ["a call without a token", () => ({ url: "/api/v1/me" })],
  ["a call that is not allowed", () => ({ url: "/api/v1/receipts", headers: app.as.user.headers, method: "POST" })],
  ["a body that cannot be read", () => ({ url: "/api/v1/auth/login", method: "POST", payload: "{" })],
  ["a value that is not allowed", () => ({ url: "/api/v1/runs?limit=0", headers: finance() })],
  ["a method that is not known there", () => ({ url: "/healthz", method: "DELETE" })],
];

describe("every answer", () => {
  it.each(ANSWERS)("carries the headers by which browsers defend us: %s", async (_, call) => {
    const answer = await production.inject(call());
    expect(answer.statusCode).toBeLessThan(500);
    expect(answer.headers).toMatchObject({
      "x-request-id": expect.any(String),
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "referrer-policy": "same-origin",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
      "strict-transport-security": "max-age=31536000; includeSubDomains",
      "permissions-policy": expect.stringContaining("camera=()"),
    });
    expect(answer.headers["x-powered-by"]).toBeUndefined();
    expect(answer.headers.server).toBeUndefined();
    const policy = policyOf(answer);
    expect(policy.get("default-src")).toBe("'none'");
    expect(policy.get("script-src")).toBe("'self'");
    expect(policy.get("frame-ancestors")).toBe("'none'");
    expect(policy.get("object-src")).toBe("'none'");
    expect(policy.get("base-uri")).toBe("'none'");
    expect(policy.get("form-action")).toBe("'self'");
    expect([...policy.values()].join(" ")).not.toMatch(/unsafe-eval|\*|https?:/);
  });

  it("carries stricter ones where the address cannot be decoded, and is the contract's Error", async () => {
    const answer = await production.inject({ url: "/api/v1/runs/%ff" });
    expect([answer.statusCode, answer.json().error.code]).toEqual([400, "BODY_MALFORMED"]);
    expect(answer.headers).toMatchObject({
      "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
      "x-content-type-options": "nosniff",
      "x-request-id": answer.json().error.request_id,
    });
  });

  it("of the API is kept by no cache unless the operation says so", async () => {
    for (const url of ["/api/v1/me", "/api/v1/receipts", "/api/v1/nowhere"]) {
      const answer = await production.inject({ url, headers: finance() });
      expect(answer.headers["cache-control"]).toBe("no-store");
    }
  });

  it("says nothing of TLS where there is none to insist on", async () => {
    expect((await app.inject({ url: "/healthz" })).headers["strict-transport-security"]).toBeUndefined();
  });
});

describe("pages of other origins", () => {
  const origin = "https://portal.example.org";
  const preflight = (from: string) => ({
    url: "/api/v1/me",
    method: "OPTIONS" as const,
    headers: {
      origin: from,
      "access-control-request-method": "GET",
      "access-control-request-headers": "authorization",
    },
  });

  it("may read nothing unless their origin is listed", async () => {
    for (const call of [preflight(origin), { url: "/api/v1/me", headers: { origin, ...finance() } }]) {
      const { headers } = await production.inject(call);
      expect(Object.keys(headers).filter((name) => name.startsWith("access-control-"))).toEqual([]);
    }
  });

  it("may, where it is, with a token and never with the cookie", async () => {
    const listed = await variant({ corsOrigins: [origin] });
    const asked = await listed.inject(preflight(origin));
    expect([asked.statusCode, asked.headers["access-control-allow-origin"]]).toEqual([204, origin]);
    const answer = await listed.inject({ url: "/api/v1/me", headers: { origin, ...finance() } });
    expect([answer.statusCode, answer.headers["access-control-allow-origin"]]).toEqual([200, origin]);
    expect(answer.headers["access-control-allow-credentials"]).toBeUndefined();
    expect(answer.headers.vary).toMatch(/origin/i);
    for (const other of ["https://portal.example.org.evil.example", "http://portal.example.org", "null"]) {
      expect((await listed.inject(preflight(other))).headers["access-control-allow-origin"]).toBeUndefined();
    }
    await listed.close();
  });
});
