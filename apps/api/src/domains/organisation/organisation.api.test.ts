import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { transact } from "../../platform/db.ts";
import { type ContractApp, startContractApp } from "../../testing/contract-app.ts";
import type { SignedIn } from "../../testing/tokens.ts";
import { ensurePersonAccounts } from "./ensure-person-accounts.ts";

let app: ContractApp;
let somchai = "";

beforeAll(async () => {
  app = await startContractApp();
  const made = await ensure(["somchai.dee", "nstda01", "alice", "สมชาย"]);
  somchai = made.get("somchai.dee")?.accountId ?? "";
});
afterAll(async () => await app[Symbol.asyncDispose]());

async function ensure(slurmUsers: readonly string[]) {
  const ctx = { config: app.ctx.config, actor: app.as.finance.actor, requestId: null };
  return await transact(app.ctx.db, async (tx) => await ensurePersonAccounts(tx, ctx, slurmUsers));
}

async function get(url: string, who: SignedIn = app.as.finance) {
  const response = await app.inject({ url: `/api/v1${url}`, headers: who.headers });
  return { status: response.statusCode, body: response.json() };
}

async function patch(accountId: string, body: unknown, who: SignedIn = app.as.finance) {
  const url = `/api/v1/billing-accounts/${accountId}`;
  const headers = { ...who.headers, "content-type": "application/json" };
  const response = await app.inject({ method: "PATCH", url, headers, payload: JSON.stringify(body) });
  return { status: response.statusCode, body: response.json() };
}

async function auditOf(subject: string): Promise<{ action: string; detail: unknown; actor_name: string }[]> {
  const { rows } = await app.ctx.db.pool.query(
    "select action, detail, actor_name from audit.record where subject = $1 order by id",
    [subject],
  );
  return rows;
}

describe("ensurePersonAccounts", () => {
  it("makes one account for each Slurm user, with the tier the rules give, and audits it", async () => {
    const again = await ensure(["alice", "nstda01", "somchai.dee"]);
    expect([...again].map(([user, { tier }]) => [user, tier])).toEqual([
      ["alice", "private"],
      ["nstda01", "gov"],
      ["somchai.dee", "mu"],
    ]);
    expect(again.get("somchai.dee")?.accountId).toBe(somchai);
    const records = await auditOf(somchai);
    expect(records).toMatchObject([{ action: "billing_account.created", detail: { slurm_user: "somchai.dee" } }]);
  });

  it("takes names equal in NFC for one user, and other names that look alike for others", async () => {
    const made = await ensure(["cafe\u0301", "caf\u00e9", "Café", "ali\u200bce", "alice"]);
    expect(made.size).toBe(5);
    expect(made.get("cafe\u0301")).toEqual(made.get("caf\u00e9"));
    expect(new Set([...made.values()].map(({ accountId }) => accountId)).size).toBe(4);
    const { body } = await get("/billing-accounts?search=u%7B200b");
    expect(body.data.map((account: Record<string, string>) => account.code)).toEqual(["ali\\u{200b}ce"]);
  });

  it("gives parallel callers the same accounts, without a deadlock, whatever the order of names", async () => {
    const users = Array.from({ length: 30 }, (_, index) => `crowd${index}`);
    const answers = await Promise.all(
      Array.from({ length: 12 }, async (_, index) => {
        const order = index % 2 === 0 ? users : users.toReversed();
        const ctx = { config: app.ctx.config, actor: app.as.finance.actor, requestId: null };
        return await transact(app.ctx.db, async (tx) => {
          const first = await ensurePersonAccounts(tx, ctx, order.slice(0, 15));
          const second = await ensurePersonAccounts(tx, ctx, order.slice(15));
          return new Map([...first, ...second]);
        });
      }),
    );
    for (const user of users) expect(new Set(answers.map((answer) => answer.get(user)?.accountId)).size).toBe(1);
    const { rows } = await app.ctx.db.pool.query(
      "select count(*)::int as records from audit.record where action = 'billing_account.created' and detail->>'slurm_user' like 'crowd%'",
    );
    expect(rows).toEqual([{ records: 30 }]);
  });

  it("finds another code where a team has the name already", async () => {
    const id = randomUUID();
    await app.ctx.db.pool.query(
      "insert into organisation.billing_account (id, kind, code, name) values ($1, 'team', 'physics', 'Physics')",
      [id],
    );
    const account = (await ensure(["physics"])).get("physics");
    expect(account?.accountId).not.toBe(id);
    expect((await get(`/billing-accounts/${account?.accountId}`)).body).toMatchObject({
      kind: "person",
      slurm_user: "physics",
    });
  });
});

describe("listBillingAccounts", () => {
  it("pages by code without loss or repetition, also of one tier", async () => {
    for (const filter of ["", "&tier=private", "&search=crowd"]) {
      const codes: string[] = [];
      let cursor = "";
      do {
        const { body } = await get(`/billing-accounts?limit=7${filter}${cursor}`);
        codes.push(...body.data.map((account: Record<string, string>) => account.code));
        cursor = body.next_cursor === null ? "" : `&cursor=${body.next_cursor}`;
      } while (cursor !== "");
      const whole = await get(`/billing-accounts?limit=500${filter}`);
      expect(codes).toEqual(whole.body.data.map((account: Record<string, string>) => account.code));
      expect(codes.length).toBeGreaterThanOrEqual(30);
    }
  });

  it("searches for the characters asked for: a per cent sign is no wildcard", async () => {
    expect((await get("/billing-accounts?search=%25")).body.data).toEqual([]);
    expect((await get("/billing-accounts?search=SOMCHAI")).body.data).toHaveLength(1);
    expect((await get("/billing-accounts?search=%00")).status).toBe(422);
  });
});

describe("updateBillingAccount", () => {
  it("changes the override and the tax profile, and audits old and new values", async () => {
    const change = { tier_override: "gov", legal_name: "บริษัท สมชาย จำกัด", tax_id: "0994000158378", branch: "00000" };
    const { status, body } = await patch(somchai, change);
    expect(status).toBe(200);
    expect(body).toMatchObject({ ...change, tier: "gov", natural_tier: "mu" });
    const records = await auditOf(somchai);
    expect(records.at(-1)).toMatchObject({
      action: "billing_account.updated",
      actor_name: app.as.finance.actor.username,
      detail: { from: { tier_override: null, legal_name: null }, to: change },
    });
  });

  it("clears the override when the natural tier is chosen, and writes nothing where nothing changes", async () => {
    expect((await patch(somchai, { tier_override: "mu" })).body).toMatchObject({ tier: "mu", tier_override: null });
    const before = await auditOf(somchai);
    expect(before.at(-1)).toMatchObject({ detail: { from: { tier_override: "gov" }, to: { tier_override: null } } });
    expect((await patch(somchai, { tier_override: null, branch: "00000" })).status).toBe(200);
    expect(await auditOf(somchai)).toHaveLength(before.length);
  });

  it.each([
    [{ tier_override: "gold" }, 422, "TIER_UNKNOWN"],
    [{}, 422, "VALIDATION_FAILED"],
    [{ tier: "mu" }, 422, "VALIDATION_FAILED"],
    [{ tax_id: "123" }, 422, "VALIDATION_FAILED"],
    [{ name: "" }, 422, "VALIDATION_FAILED"],
    [{ name: "a\u0000b" }, 422, "VALIDATION_FAILED"],
    [{ slurm_user: "malee" }, 422, "VALIDATION_FAILED"],
  ])("refuses %j with %s %s and changes nothing", async (change, status, code) => {
    const before = (await get(`/billing-accounts/${somchai}`)).body;
    const answer = await patch(somchai, change);
    expect([answer.status, answer.body.error.code]).toEqual([status, code]);
    expect((await get(`/billing-accounts/${somchai}`)).body).toEqual(before);
  });

  it("is for finance and administrators", async () => {
    expect((await patch(somchai, { name: "x" }, app.as.auditor)).status).toBe(403);
    expect((await patch(somchai, { name: "x" }, app.as.user)).status).toBe(403);
    expect((await patch(randomUUID(), { name: "x" })).status).toBe(404);
    expect((await patch(somchai, { name: "Somchai Dee" }, app.as.center_admin)).body.name).toBe("Somchai Dee");
  });
});

describe("what a user may read", () => {
  it.each(["/tiers", "/billing-accounts"])("is not %s", async (url) => {
    expect((await get(url, app.as.user)).status).toBe(403);
    expect((await get(url, app.as.auditor)).status).toBe(200);
  });

  it("is no billing account, there or not", async () => {
    expect((await get(`/billing-accounts/${somchai}`, app.as.user)).status).toBe(403);
    expect((await get(`/billing-accounts/${randomUUID()}`, app.as.user)).status).toBe(403);
    expect((await get(`/billing-accounts/${randomUUID()}`)).status).toBe(404);
  });
});

describe("listTiers", () => {
  it("lists the tiers and the default rules in the order they are tried", async () => {
    const { body } = await get("/tiers");
    expect(body.data.map((tier: Record<string, string>) => tier.name)).toEqual(["gov", "mu", "private"]);
    expect(body.classifier_rules).toHaveLength(18);
    expect(body.classifier_rules[0]).toEqual({ position: 10, match: "contains", value: "test", tier: "mu" });
    expect(body.default_tier).toBe("private");
  });
});
