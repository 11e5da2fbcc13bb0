import { document } from "@purser/contract/document";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ContractApp, startContractApp } from "../testing/contract-app.ts";
import { callableOperations } from "../testing/contract-operations.ts";

let app: ContractApp;
beforeAll(async () => {
  app = await startContractApp();
});
afterAll(async () => await app[Symbol.asyncDispose]());

interface Secured {
  readonly operationId: string;
  readonly security?: readonly Readonly<Record<string, unknown>>[];
}

const COOKIE = document.components.securitySchemes.refresh_cookie.name;
const byCookie = new Set(
  Object.values(document.paths)
    .flatMap((item) => Object.values(item as unknown as Record<string, Secured>))
    .filter(({ security }) => security?.some((scheme) => "refresh_cookie" in scheme))
    .map(({ operationId }) => operationId),
);
const cookieCalls = callableOperations.filter(({ operationId }) => byCookie.has(operationId));
const changing = callableOperations.filter(({ method }) => method !== "GET");
const named = (operations: typeof callableOperations) => operations.map((each) => [each.operationId, each] as const);
const urlOf = (path: string) => path.replaceAll(/\{\w+\}/g, "019a0000-0000-7000-8000-000000000001");
const audited = async () => {
  const { rows } = await app.ctx.db.pool.query<{ n: bigint }>("select count(*) as n from audit.record");
  return rows[0]?.n;
};

describe("operations that rely on the cookie", () => {
  it("are there to be tested, and change things by nothing but POST", () => {
    expect(cookieCalls.length).toBeGreaterThanOrEqual(2);
    for (const { method } of cookieCalls) expect(method).toBe("POST");
  });

  it.each(named(cookieCalls))("%s: a page elsewhere gets nowhere", async (_, { method, path }) => {
    const before = await audited();
    const headers = { "x-csrf-protection": "1" };
    for (const foreign of [
      { origin: "https://evil.example" },
      { origin: "null" },
      { origin: "http://localhost:80.evil.example" },
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
      { "sec-fetch-site": "none", origin: "https://evil.example" },
    ]) {
      const call = { method, url: urlOf(path), cookies: { [COOKIE]: "x".repeat(43) } };
      const answer = await app.inject({ ...call, headers: { ...headers, ...foreign } });
      expect([answer.statusCode, answer.json().error.code]).toEqual([403, "FORBIDDEN"]);
      expect(answer.cookies).toEqual([]);
    }
    expect(await audited()).toBe(before);
  });

  it.each(named(cookieCalls))("%s: a form cannot make the call, nor a link", async (_, { method, path }) => {
    const url = urlOf(path);
    const cookies = { [COOKIE]: "x".repeat(43) };
    for (const type of ["application/x-www-form-urlencoded", "multipart/form-data", "text/plain"]) {
      const headers = { "content-type": type, "sec-fetch-site": "same-origin" };
      const answer = await app.inject({ method, url, cookies, headers, payload: "x-csrf-protection=1" });
      expect([400, 415, 422]).toContain(answer.statusCode);
    }
    expect((await app.inject({ method: "GET", url, cookies })).statusCode).toBe(404);
    const overridden = { "x-http-method-override": "POST", "x-csrf-protection": "1" };
    expect((await app.inject({ url: `${url}?_method=POST`, cookies, headers: overridden })).statusCode).toBe(404);
  });
});

describe("operations that change something by a token", () => {
  it.each(named(changing.filter(({ permission }) => permission !== "public")))(
    "%s takes no cookie for one",
    async (_, { method, path }) => {
      const cookies = { [COOKIE]: app.as.center_admin.token, access_token: app.as.center_admin.token };
      const answer = await app.inject({ method, url: urlOf(path), cookies, headers: { "x-csrf-protection": "1" } });
      expect(answer.statusCode).toBe(401);
    },
  );
});
