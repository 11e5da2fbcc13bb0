import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ContractApp, startContractApp } from "../testing/contract-app.ts";

let app: ContractApp;
beforeAll(async () => {
  app = await startContractApp();
});
afterAll(async () => await app[Symbol.asyncDispose]());

describe("what is open without a token", () => {
  it("is health, figures, the document and signing in, and answers nothing else", async () => {
    const open = new Set<string>();
    for (const url of [
      "/healthz",
      "/readyz",
      "/metrics",
      "/api/v1/openapi.json",
      "/api/v1/runs",
      "/api/v1/audit/records",
    ]) {
      if ((await app.inject({ url })).statusCode === 200) open.add(url);
    }
    expect([...open]).toEqual(["/healthz", "/readyz", "/metrics", "/api/v1/openapi.json"]);
    for (const url of [
      "/.env",
      "/.git/config",
      "/admin",
      "/debug",
      "/server-status",
      "/actuator",
      "/package.json",
      "/main.js.map",
    ]) {
      const { statusCode, body, headers } = await app.inject({ url });
      const isPage = statusCode === 200 && String(headers["content-type"]).startsWith("text/html");
      expect([url, isPage || statusCode === 404]).toEqual([url, true]);
      expect(body).not.toMatch(/DATABASE_URL|"dependencies"|\[core\]/);
    }
  });

  it("counts calls under names of ours, however many addresses and methods are tried", async () => {
    const series = async () => (await app.inject({ url: "/metrics" })).body.split("\n").length;
    await app.inject({ url: "/api/v1/unknown-0" });
    const before = await series();
    for (let i = 0; i < 200; i += 1) await app.inject({ url: `/api/v1/unknown-${i}/x?q=${i}` });
    expect((await series()) - before).toBeLessThan(20);
  });
});
