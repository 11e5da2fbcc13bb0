import { operations } from "@purser/contract/operations";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type ContractApp, startContractApp } from "./testing/contract-app.ts";
import { TEST_PASSWORD } from "./testing/tokens.ts";

const START = Date.now();
let now = START;
let app: ContractApp;

beforeAll(async () => {
  app = await startContractApp({ now: () => new Date(now) });
});

beforeEach(() => {
  now = START;
});

afterAll(async () => {
  await app[Symbol.asyncDispose]();
});

const receipt = "019a0000-0000-7000-8000-00000000dead";
const payload = { month: "2026-01" };
const MOVERS = [
  ["issueReceipts", { method: "POST", url: "/api/v1/receipts", payload }],
  [
    "payReceipt",
    {
      method: "POST",
      url: `/api/v1/receipts/${receipt}/payment`,
      payload: { method: "bank_transfer", reference: "x", paid_on: "2026-01-02" },
    },
  ],
  ["voidReceipt", { method: "POST", url: `/api/v1/receipts/${receipt}/void`, payload: { reason: "wrong" } }],
] as const;

describe("operations that move money", () => {
  it("are those that say so in the contract, and all that issue, pay or void are among them", () => {
    const fresh = Object.values(operations).filter(({ config }) => config.fresh);
    const names = fresh.map(({ config }) => config.operationId);
    expect(names).toEqual(expect.arrayContaining(MOVERS.map(([name]) => name)));
    for (const { config } of Object.values(operations)) {
      if (/:(issue|pay|void)$/.test(config.permission) && config.operationId !== "previewReceipts") {
        expect(config.fresh, config.operationId).toBe(true);
      }
    }
  });

  it.each(MOVERS)(
    "%s asks for a sign-in of the last ten minutes, before it looks at anything else",
    async (_, call) => {
      now = START + 599_000;
      const fresh = await app.inject({ ...call, headers: app.as.finance.headers });
      expect([404, 409]).toContain(fresh.statusCode);
      now = START + 601_000;
      const stale = await app.inject({ ...call, headers: app.as.finance.headers });
      expect([stale.statusCode, stale.json().error.code]).toEqual([403, "FRESH_LOGIN_REQUIRED"]);
      const barred = await app.inject({ ...call, headers: app.as.auditor.headers });
      expect(barred.json().error.code).toBe("FORBIDDEN"); // whoever may not do it at all is told that instead
    },
  );

  it("do not keep anybody from reading", async () => {
    now = START + 800_000;
    const list = await app.inject({ url: "/api/v1/receipts", headers: app.as.finance.headers });
    expect(list.statusCode).toBe(200);
  });

  it("are open again after the password was given anew, and the old token stays as old as it is", async () => {
    const login = { username: "finance", password: TEST_PASSWORD };
    const signedIn = await app.inject({ method: "POST", url: "/api/v1/auth/login", payload: login });
    const old = { authorization: `Bearer ${signedIn.json().access_token}` };
    now = START + 700_000;
    const call = { method: "POST", url: "/api/v1/receipts", payload } as const;
    expect((await app.inject({ ...call, headers: old })).json().error.code).toBe("FRESH_LOGIN_REQUIRED");
    const url = "/api/v1/auth/reauthenticate";
    const proven = await app.inject({ method: "POST", url, headers: old, payload: { password: TEST_PASSWORD } });
    const fresh = { authorization: `Bearer ${proven.json().access_token}` };
    expect((await app.inject({ ...call, headers: fresh })).json().error.code).not.toBe("FRESH_LOGIN_REQUIRED");
    expect((await app.inject({ ...call, headers: old })).json().error.code).toBe("FRESH_LOGIN_REQUIRED");
  });
});
