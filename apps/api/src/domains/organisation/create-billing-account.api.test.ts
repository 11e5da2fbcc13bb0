import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { transact } from "../../platform/db.ts";
import { type ContractApp, startContractApp } from "../../testing/contract-app.ts";
import type { SignedIn } from "../../testing/tokens.ts";
import { ensurePersonAccounts } from "./ensure-person-accounts.ts";

let app: ContractApp;
beforeAll(async () => {
  app = await startContractApp();
});
afterAll(async () => await app[Symbol.asyncDispose]());

const TEAM = { kind: "team", code: "nano-lab", name: "ห้องปฏิบัติการนาโน" };

async function create(payload: object, who: SignedIn = app.as.finance, headers: Record<string, string> = {}) {
  const url = "/api/v1/billing-accounts";
  const response = await app.inject({ method: "POST", url, headers: { ...who.headers, ...headers }, payload });
  return { status: response.statusCode, body: response.json() };
}

describe("createBillingAccount", () => {
  it("opens an account with its tax profile, and audits it", async () => {
    const profile = { legal_name: "บริษัท นาโน จำกัด", tax_id: "0105556000001", branch: "00000" };
    const { status, body } = await create({ ...TEAM, ...profile, tier_override: "gov" });
    expect(status).toBe(201);
    expect(body).toMatchObject({ ...TEAM, ...profile, slurm_user: null, tier: "gov", natural_tier: "private" });
    const { rows } = await app.ctx.db.pool.query("select action, detail from audit.record where subject = $1", [
      body.id,
    ]);
    expect(rows).toMatchObject([{ action: "billing_account.created", detail: { code: "nano-lab", kind: "team" } }]);
    const found = await app.inject({ url: `/api/v1/billing-accounts/${body.id}`, headers: app.as.auditor.headers });
    expect(found.json()).toEqual(body);
  });

  it("keeps no override that says what the rules say anyway", async () => {
    const { body } = await create({ ...TEAM, code: "corp-1", kind: "customer", tier_override: "private" });
    expect(body).toMatchObject({ tier: "private", tier_override: null });
  });

  it("answers the same key with the same account", async () => {
    const key = { "idempotency-key": "open-solar" };
    const solar = { ...TEAM, code: "solar" };
    const [first, again] = [await create(solar, app.as.finance, key), await create(solar, app.as.finance, key)];
    expect(again).toEqual(first);
    expect((await create({ ...solar, name: "x" }, app.as.finance, key)).body.error.code).toBe("IDEMPOTENCY_KEY_REUSED");
  });

  it("refuses a code that another account has, in whatever case or form", async () => {
    const ctx = { config: app.ctx.config, actor: app.as.finance.actor, requestId: null };
    await transact(app.ctx.db, async (tx) => await ensurePersonAccounts(tx, ctx, ["café.one"]));
    for (const code of ["café.one", "cafe\u0301.one", "CAFÉ.ONE"]) {
      const { status, body } = await create({ ...TEAM, code });
      expect([status, body.error.code]).toEqual([409, "ACCOUNT_CODE_TAKEN"]);
    }
  });

  it("lets one of several have a code that all want at once", async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, async () => await create({ ...TEAM, code: "wanted" })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409]);
  });

  it.each([
    ["with something unseen in its code", { code: "nano\u200blab" }, "ACCOUNT_CODE_UNREADABLE"],
    ["with a space at the end of its code", { code: "nano " }, "ACCOUNT_CODE_UNREADABLE"],
    ["of a tier that is none", { code: "tierless", tier_override: "gold" }, "TIER_UNKNOWN"],
    ["of a person", { code: "person", kind: "person" }, "VALIDATION_FAILED"],
    ["for a Slurm user", { code: "slurm", slurm_user: "alice" }, "VALIDATION_FAILED"],
  ])("refuses an account %s", async (_, change, code) => {
    const { status, body } = await create({ ...TEAM, ...change });
    expect([status, body.error.code]).toEqual([422, code]);
  });

  it("is finance's and the administrators' to do", async () => {
    expect((await create({ ...TEAM, code: "not-mine" }, app.as.auditor)).status).toBe(403);
    expect((await create({ ...TEAM, code: "not-mine" }, app.as.user)).status).toBe(403);
  });
});
