import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { brokenInvariants } from "../../testing/billable-runs.ts";
import { bindingsApi, uploadRuns } from "../../testing/bindings-api.ts";
import { type ContractApp, startContractApp } from "../../testing/contract-app.ts";

const APRIL = "2026-04-01T00:00:00.000Z";
const MARCH = "2026-03-01T00:00:00.000Z";
/** One hour on 2 CPUs and 1 GiB: 2 × 5 + 2 baht for a private user, 2 × 1 + 0.5 at the university's tier. */
const [PRIVATE, MU] = ["12000000", "2500000"];

let app: ContractApp;
let api: ReturnType<typeof bindingsApi>;
let team: string;
beforeAll(async () => {
  app = await startContractApp({ now: () => new Date("2026-05-10T03:00:00Z") });
  api = bindingsApi(app);
  team = await api.openAccount("team-a", "mu");
  await uploadRuns(app, "seed", [[1, "alice", "2026-03-01T02:00:00"]]);
});
afterAll(async () => {
  expect(await brokenInvariants(app.ctx.db)).toEqual([]);
  await app[Symbol.asyncDispose]();
});

/** Terms of a rule for a Slurm account of its own in each test. */
const terms = (slurmAccount: string, change: object = {}) => ({
  ...{ cluster: "lotus", slurm_account: slurmAccount, account_id: team, valid_from: MARCH },
  ...change,
});
/** Three runs around the turn of a month, of ids that no other test has. */
let jobId = 100;
const months = (): [number, string, string][] => {
  jobId += 3;
  return [
    [jobId, "alice", "2026-03-31T23:59:59"],
    [jobId + 1, "bob", "2026-04-01T00:00:00"],
    [jobId + 2, "bob", "2026-04-20T00:00:00"],
  ];
};

async function auditOf(subject: string): Promise<{ action: string; detail: Record<string, unknown> }[]> {
  const { rows } = await app.ctx.db.pool.query(
    "select action, detail from audit.record where subject = $1 order by id",
    [subject],
  );
  return rows;
}

describe("createBinding", () => {
  it("sends runs that come later to the account, at its tier, and leaves others with their users", async () => {
    const { status, body } = await api.create(terms("later", { valid_to: APRIL }));
    expect(status).toBe(201);
    expect(body.binding).toMatchObject({ cluster: "lotus", slurm_account: "later", account_code: "team-a" });
    expect(body.effect).toMatchObject({ moved_run_count: 0, moves: [] });
    await uploadRuns(app, "later", months());
    expect((await api.charges("later")).map(({ code, micros }) => [code, micros])).toEqual([
      ["team-a", MU],
      ["bob", PRIVATE],
      ["bob", PRIVATE],
    ]);
    expect((await api.charges("later"))[0]?.binding_id).toBe(body.binding.id);
  });

  it("shows first, and then does, what it moves of runs that are there: account, month, runs and amounts", async () => {
    await uploadRuns(app, "there", months());
    const before = await api.charges("there");
    const shown = await api.preview(terms("there", { valid_from: "2026-03-31T20:00:00Z" }));
    const to = { id: team, code: "team-a", name: "Team team-a" };
    const bob = { from: { code: "bob" }, to, currency_before: "THB", currency_after: "THB" };
    expect(shown.body).toMatchObject({ moved_run_count: 3, billed_run_count: 0, billed: [], moves_omitted: 0 });
    // 31 March 23:59:59 in UTC is the morning of 1 April in Bangkok, whose months are billed.
    expect(shown.body.moves).toMatchObject([
      { month: "2026-04", run_count: 1, from: { code: "alice" }, amount_before: "12.000000", amount_after: "2.500000" },
      { ...bob, month: "2026-04", run_count: 2, amount_before: "24.000000", amount_after: "5.000000" },
    ]);
    expect(await api.charges("there")).toEqual(before);
    const done = await api.create(terms("there", { valid_from: "2026-03-31T20:00:00Z" }));
    expect(done.body.effect).toEqual(shown.body);
    expect((await api.charges("there")).map(({ code, micros }) => [code, micros])).toEqual([
      ["team-a", MU],
      ["team-a", MU],
      ["team-a", MU],
    ]);
    expect(await auditOf(done.body.binding.id)).toMatchObject([
      { action: "binding.created", detail: { slurm_account: "there", moved_run_count: 3, account_id: team } },
    ]);
    const { rows } = await app.ctx.db.pool.query(
      "select count(*)::int as kept from rating.superseded_charge where batch_id = $1",
      [done.body.binding.id],
    );
    expect(rows).toEqual([{ kept: 3 }]);
  });

  it("lets a user's rule go before the account's", async () => {
    await uploadRuns(app, "both", months());
    const own = await api.openAccount("own-of-bob", "gov");
    await api.create(terms("both"));
    await api.create(terms("both", { slurm_user: "bob", account_id: own, valid_from: APRIL }));
    expect((await api.charges("both")).map(({ code }) => code)).toEqual(["team-a", "own-of-bob", "own-of-bob"]);
  });

  it("moves nothing of what is at its account, though the account's tier has changed since", async () => {
    const changing = await api.openAccount("changing", "mu");
    await api.create(terms("tiers", { account_id: changing }));
    await uploadRuns(app, "tiers", months());
    const headers = app.as.finance.headers;
    const url = `/api/v1/billing-accounts/${changing}`;
    await app.inject({ method: "PATCH", url, headers, payload: { tier_override: "gov" } });
    const [rule] = (await api.call("GET", "/bindings?search=tiers")).body.data;
    const again = terms("tiers", { account_id: changing, valid_from: "2026-02-01T00:00:00Z", replaces_id: rule.id });
    expect((await api.create(again)).body.effect).toMatchObject({ moved_run_count: 0 });
    expect((await api.charges("tiers")).map(({ micros }) => micros)).toEqual([MU, MU, MU]);
  });

  it.each([
    ["a cluster that is none", { cluster: "nowhere" }, 422, "CLUSTER_UNKNOWN"],
    ["an account that is none", { account_id: randomUUID() }, 422, "BINDING_ACCOUNT_UNKNOWN"],
    ["no time at all", { valid_to: MARCH }, 422, "BINDING_PERIOD_EMPTY"],
    ["the place of a rule that is none", { replaces_id: randomUUID() }, 422, "BINDING_UNKNOWN"],
  ])("refuses %s", async (_, change, status, code) => {
    const answer = await api.preview(terms("refused", change));
    expect([answer.status, answer.body.error.code]).toEqual([status, code]);
  });

  it("refuses a time that another rule speaks for, to the instant, also past the code", async () => {
    const first = (await api.create(terms("times", { valid_to: APRIL }))).body.binding;
    const inside = await api.preview(terms("times", { valid_from: "2026-03-31T23:59:59.999Z" }));
    expect([inside.status, inside.body.error.code]).toEqual([409, "BINDING_OVERLAPS"]);
    expect(inside.body.error.details).toMatchObject([{ binding_id: first.id }]);
    expect((await api.create(terms("times", { valid_from: APRIL }))).status).toBe(201);
    const insert = app.ctx.db.pool.query(
      `insert into organisation.binding (id, cluster_id, slurm_account, account_id, valid_from, created_at, created_by)
       select gen_random_uuid(), cluster_id, slurm_account, account_id, valid_from, now(), 'x'
       from organisation.binding where id = $1`,
      [first.id],
    );
    await expect(insert).rejects.toMatchObject({ code: "23P01" });
  });

  it("does only what was shown: not where runs came meanwhile, nor other terms", async () => {
    const shown = (await api.preview(terms("meanwhile"))).body.preview;
    const other = await api.call("POST", "/bindings", { ...terms("meanwhile", { valid_to: APRIL }), preview: shown });
    expect([other.status, other.body.error.code]).toEqual([409, "BINDING_PREVIEW_OUTDATED"]);
    await uploadRuns(app, "meanwhile", months());
    const late = await api.call("POST", "/bindings", { ...terms("meanwhile"), preview: shown });
    expect([late.status, late.body.error.code]).toEqual([409, "BINDING_PREVIEW_OUTDATED"]);
    expect((await api.charges("meanwhile")).map(({ code }) => code)).toEqual(["alice", "bob", "bob"]);
    expect((await api.call("GET", "/bindings?search=meanwhile")).body.data).toEqual([]);
  });

  it("answers the same key with the same rule", async () => {
    const { preview } = (await api.preview(terms("once"))).body;
    const headers = { ...app.as.finance.headers, "idempotency-key": "bind-once" };
    const payload = { ...terms("once"), preview };
    const post = async () => await app.inject({ method: "POST", url: "/api/v1/bindings", headers, payload });
    const [first, again] = [await post(), await post()];
    expect([first.statusCode, again.body]).toEqual([201, first.body]);
  });
});

describe("a rule in the place of another", () => {
  it("withdraws it, keeps its history, and moves only what changes", async () => {
    await uploadRuns(app, "replaced", months());
    const old = (await api.create(terms("replaced"))).body.binding;
    const { body } = await api.create(terms("replaced", { valid_to: APRIL, replaces_id: old.id }));
    expect(body.effect).toMatchObject({ moved_run_count: 2, moves: [{ to: { code: "bob" }, run_count: 2 }] });
    expect((await api.charges("replaced")).map(({ code }) => code)).toEqual(["team-a", "bob", "bob"]);
    const kept = (await api.call("GET", `/bindings/${old.id}`)).body;
    expect(kept).toMatchObject({ withdrawn_by: "finance", valid_to: null });
    expect((await auditOf(old.id)).map(({ action }) => action)).toEqual(["binding.created", "binding.withdrawn"]);
    const twice = await api.preview(terms("replaced", { replaces_id: old.id }));
    expect([twice.status, twice.body.error.code]).toEqual([409, "BINDING_WITHDRAWN"]);
  });
});

describe("withdrawBinding", () => {
  it("gives the runs back to their users, once", async () => {
    await uploadRuns(app, "back", months());
    const { id } = (await api.create(terms("back"))).body.binding;
    expect((await api.withdraw(id)).body.binding).toMatchObject({ id, withdrawn_by: "finance" });
    expect((await api.charges("back")).map(({ code, micros }) => [code, micros])).toEqual([
      ["alice", PRIVATE],
      ["bob", PRIVATE],
      ["bob", PRIVATE],
    ]);
    const again = await api.withdraw(id);
    expect([again.status, again.body.error.code]).toEqual([409, "BINDING_WITHDRAWN"]);
    expect((await api.withdraw(randomUUID())).status).toBe(404);
  });

  it("is the only thing that ever changes of a rule", async () => {
    const { id } = (await api.create(terms("frozen"))).body.binding;
    for (const change of ["valid_to = now()", "account_id = account_id", "created_by = 'x'"]) {
      const update = app.ctx.db.pool.query(`update organisation.binding set ${change} where id = $1`, [id]);
      await expect(update).rejects.toMatchObject({ code: "42501" });
    }
    const removal = app.ctx.db.pool.query("delete from organisation.binding where id = $1", [id]);
    await expect(removal).rejects.toMatchObject({ code: "42501" });
    await api.withdraw(id);
    const revived = app.ctx.db.pool.query("update organisation.binding set withdrawn_at = null where id = $1", [id]);
    await expect(revived).rejects.toMatchObject({ code: "P0403" });
  });
});
