import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ContractApp, startContractApp } from "../../testing/contract-app.ts";
import { exampleRun } from "../../testing/example-rating.ts";
import { storeAndRate } from "../../testing/rated-runs.ts";
import { type SignedIn, signInAs } from "../../testing/tokens.ts";

const MU = "019a0000-0000-7000-8000-000000000001";

let app: ContractApp;
let somchai: SignedIn;
let charged = "";
let uncharged = "";

beforeAll(async () => {
  app = await startContractApp();
  somchai = await signInAs(app.ctx, "user", { username: "somchai", slurmUsers: ["somchai.dee"] });
  const run = exampleRun({ user: "somchai.dee", allocatedCpus: 2, gpus: 1, gpuTypes: { a100: 1 } });
  [charged = "", uncharged = ""] = await storeAndRate(app.ctx.db, [
    run,
    { ...run, jobId: 2, rawState: "NODE_FAIL", state: "failed" },
    { ...run, jobId: 3, user: "malee", endedAt: Date.parse("2026-04-01T00:00:00Z") / 1000 },
  ]);
});
afterAll(async () => await app[Symbol.asyncDispose]());

async function get(url: string, who: SignedIn = app.as.finance) {
  const response = await app.inject({ url: `/api/v1${url}`, headers: who.headers });
  return { status: response.statusCode, body: response.json() };
}

describe("getRunCharge", () => {
  it("says what a run costs and why, step by step", async () => {
    const { status, body } = await get(`/runs/${charged}/charge`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      run_id: charged,
      verdict: "charged",
      account_name: "somchai.dee",
      tier: "mu",
      rate_card_id: MU,
      currency: "THB",
      held_seconds: 3600,
      suspended_seconds: 0,
      total: "7.500000",
      receipt_id: null,
      receipt_number: null,
    });
    expect(
      body.steps.map((step: Record<string, string>) => [step.component, step.gpu_type, step.quantity, step.amount]),
    ).toEqual([
      ["cpu", null, "2.000000", "2.000000"],
      ["gpu", "a100", "1.000000", "5.000000"],
      ["memory", null, "1.000000", "0.500000"],
    ]);
  });

  it("says why a run costs nothing, and on whose account it would be", async () => {
    const { body } = await get(`/runs/${uncharged}/charge`);
    expect(body).toMatchObject({
      verdict: "free_state",
      account_name: "somchai.dee",
      steps: [],
      total: null,
      tier: null,
    });
  });

  it("shows a user their own runs, and of all others says what it says of runs that do not exist", async () => {
    expect((await get(`/runs/${charged}/charge`, somchai)).status).toBe(200);
    const others = await get(`/runs/${charged}/charge`, app.as.user);
    const nobodys = await get(`/runs/${randomUUID()}/charge`, app.as.user);
    expect(others.status).toBe(404);
    expect(nobodys.status).toBe(404);
    const silent = { request_id: "" };
    expect({ ...others.body.error, ...silent }).toEqual({ ...nobodys.body.error, ...silent });
  });

  it("refuses an id that is none, and callers without a token", async () => {
    expect((await get("/runs/1/charge")).status).toBe(422);
    expect((await app.inject({ url: `/api/v1/runs/${charged}/charge` })).statusCode).toBe(401);
  });
});

describe("listRateCards", () => {
  it("lists the default cards by tier, with six decimals", async () => {
    const { status, body } = await get("/rate-cards", app.as.user);
    expect(status).toBe(200);
    expect(
      body.data.map((card: Record<string, string>) => [card.tier, card.cpu_hour, card.gpu_hour, card.memory_gib_hour]),
    ).toEqual([
      ["gov", "3.000000", "10.000000", "1.000000"],
      ["mu", "1.000000", "5.000000", "0.500000"],
      ["private", "5.000000", "100.000000", "2.000000"],
    ]);
    expect(body.next_cursor).toBeNull();
  });

  it("pages through the cards of a tier, the latest first, and says when the next follows", async () => {
    const owner = new pg.Client({ connectionString: app.database.url });
    await owner.connect();
    await owner.query(`insert into rating.rate_card select gen_random_uuid(), 'gov', currency, '2030-01-01T00:00:00Z', 1234567,
      gpu_hour_micros, memory_gib_hour_micros, '{"a100": "25000001"}', cpu_basis, memory_basis, '{"gpu": 1500000}',
      qos_multiplier_micros, minimum_charge_micros, free_states, now(), 'test' from rating.rate_card where tier = 'gov'`);
    await owner.end();
    const first = await get("/rate-cards?limit=1&tier=gov");
    expect(first.body.data).toMatchObject([
      {
        effective_from: "2030-01-01T00:00:00.000Z",
        effective_to: null,
        cpu_hour: "1.234567",
        gpu_type_hours: { a100: "25.000001" },
        partition_multipliers: { gpu: "1.500000" },
      },
    ]);
    const second = await get(`/rate-cards?limit=1&tier=gov&cursor=${first.body.next_cursor}`);
    expect(second.body.data).toMatchObject([{ effective_to: "2030-01-01T00:00:00.000Z", cpu_hour: "3.000000" }]);
    expect(second.body.next_cursor).toBeNull();
    const all = await get(`/rate-cards?limit=2`);
    const rest = await get(`/rate-cards?limit=2&cursor=${all.body.next_cursor}`);
    expect([...all.body.data, ...rest.body.data].map((card: Record<string, string>) => card.tier)).toEqual([
      "gov",
      "gov",
      "mu",
      "private",
    ]);
  });

  it.each([
    ["?cursor=abc", 400],
    [`?cursor=${Buffer.from('["mu","never"]').toString("base64url")}`, 400],
    [`?cursor=${Buffer.from('["m\\u0000",1]').toString("base64url")}`, 400],
    [`?cursor=${Buffer.from('["mu","-200000-01-01T00:00:00Z"]').toString("base64url")}`, 400],
    ["?limit=0", 422],
    ["?sort=price", 422],
    ["?tier=nobody", 200],
  ])("answers %s with %s", async (query, status) => {
    expect((await get(`/rate-cards${query}`)).status).toBe(status);
  });
});

describe("getRateCard", () => {
  it("gives one card, and 404 for one that is not there", async () => {
    expect((await get(`/rate-cards/${MU}`, app.as.user)).body).toMatchObject({
      id: MU,
      free_states: ["NODE_FAIL", "BOOT_FAIL", "PREEMPTED"],
    });
    expect((await get(`/rate-cards/${randomUUID()}`)).status).toBe(404);
  });
});

describe("listUnbilled", () => {
  it("sums what is on no receipt by account and billing month", async () => {
    const { status, body } = await get("/unbilled");
    expect(status).toBe(200);
    expect(
      body.data.map((row: Record<string, unknown>) => [
        row.account_code,
        row.month,
        row.tier,
        row.run_count,
        row.total,
      ]),
    ).toEqual([
      ["malee", "2026-04", "private", 1, expect.any(String)],
      ["somchai.dee", "2026-03", "mu", 1, "7.500000"],
    ]);
    expect(body.data[1]).toMatchObject({
      cpu_hours: "2.000000",
      gpu_hours: "1.000000",
      memory_gib_hours: "1.000000",
      cpu: "2.000000",
      gpu: "5.000000",
      memory: "0.500000",
      minimum: "0.000000",
    });
    const march = await get("/unbilled?month=2026-03");
    expect(march.body.data).toEqual([body.data[1]]);
    const one = await get(`/unbilled?account_id=${body.data[0].account_id}&limit=1`);
    expect(one.body).toEqual({ data: [body.data[0]], next_cursor: null });
    const page = await get("/unbilled?limit=1");
    expect((await get(`/unbilled?limit=1&cursor=${page.body.next_cursor}`)).body.data).toEqual([body.data[1]]);
  });

  it("is for staff: a user is refused, and so is a month that is none", async () => {
    expect((await get("/unbilled", app.as.user)).status).toBe(403);
    expect((await get("/unbilled", app.as.auditor)).status).toBe(200);
    expect((await get("/unbilled?month=2026-13")).status).toBe(422);
    expect((await get("/unbilled?cursor=AAAA")).status).toBe(400);
  });
});
