import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { brokenInvariants } from "../../testing/billable-runs.ts";
import { bindingsApi, uploadRuns } from "../../testing/bindings-api.ts";
import { type ContractApp, startContractApp } from "../../testing/contract-app.ts";
import { type SignedIn, signInAs } from "../../testing/tokens.ts";
import { sacctRun, sacctText, upload } from "../../testing/usage-api.ts";

let app: ContractApp;
let api: ReturnType<typeof bindingsApi>;
let team: string;
let alice: SignedIn;
beforeAll(async () => {
  app = await startContractApp({ now: () => new Date("2026-05-10T03:00:00Z") });
  api = bindingsApi(app);
  team = await api.openAccount("team-a", "mu");
  alice = await signInAs(app.ctx, "user", { username: "alice", slurmUsers: ["alice"] });
});
afterAll(async () => {
  expect(await brokenInvariants(app.ctx.db)).toEqual([]);
  await app[Symbol.asyncDispose]();
});

const terms = (slurmAccount: string, change: object = {}) => ({
  ...{ cluster: "lotus", slurm_account: slurmAccount, account_id: team, valid_from: "2026-01-01T00:00:00Z" },
  ...change,
});
const issue = async (month: string, accountId: string) =>
  (await api.call("POST", "/receipts", { month, account_id: accountId })).body.data[0];
const accountOf = async (code: string): Promise<string> =>
  (await api.call("GET", `/billing-accounts?search=${code}`)).body.data[0].id;
const runOf = async (account: string): Promise<string> =>
  (await api.call("GET", `/runs?account=${account}`)).body.data[0].run_id;

describe("runs that are billed", () => {
  it("stay on their receipt, are listed with it, and go where the rules send them once it is void", async () => {
    await uploadRuns(app, "billed", [
      [1, "carol", "2026-03-10T00:00:00"],
      [2, "carol", "2026-04-10T00:00:00"],
    ]);
    const carol = await accountOf("carol");
    const receipt = await issue("2026-03", carol);
    const { effect } = (await api.create(terms("billed"))).body;
    expect(effect).toMatchObject({
      ...{ moved_run_count: 1, billed_run_count: 1 },
      moves: [{ month: "2026-04", run_count: 1, from: { code: "carol" }, to: { code: "team-a" } }],
      billed: [
        {
          ...{ month: "2026-03", receipt_id: receipt.id, receipt_number: receipt.number, run_count: 1 },
          ...{ account: { code: "carol" }, to: { code: "team-a" }, amount: "12.000000", currency: "THB" },
        },
      ],
    });
    expect((await api.charges("billed")).map(({ code }) => code)).toEqual(["carol", "team-a"]);
    const voided = await api.call("POST", `/receipts/${receipt.id}/void`, { reason: "the team pays" });
    expect(voided.status).toBe(200);
    expect((await api.charges("billed")).map(({ code, micros }) => [code, micros])).toEqual([
      ["team-a", "2500000"],
      ["team-a", "2500000"],
    ]);
    expect((await issue("2026-03", team)).subtotal).toBe("2.50");
  });

  it("come back to their user by a void, where the rule that had sent them elsewhere is withdrawn", async () => {
    await uploadRuns(app, "withdrawn", [[11, "dave", "2026-03-10T00:00:00"]]);
    const other = await api.openAccount("team-w", "mu");
    const rule = (await api.create(terms("withdrawn", { account_id: other }))).body.binding;
    const receipt = await issue("2026-03", other);
    expect((await api.withdraw(rule.id)).body.effect).toMatchObject({ moved_run_count: 0, billed_run_count: 1 });
    await api.call("POST", `/receipts/${receipt.id}/void`, { reason: "the rule was wrong" });
    expect((await api.charges("withdrawn")).map(({ code, binding_id }) => [code, binding_id])).toEqual([
      ["dave", null],
    ]);
  });
});

describe("runs that come back to the account they were billed to", () => {
  it("are named by the preview, and put before finance as it says", async () => {
    await uploadRuns(app, "returned", [[91, "gina", "2026-03-10T00:00:00"]]);
    const gina = await accountOf("gina");
    const receipt = await issue("2026-03", gina);
    const other = await api.openAccount("team-back", "mu");
    const rule = (await api.create(terms("returned", { account_id: other }))).body.binding;
    const runId = await runOf("returned");
    const changes = async () => (await api.call("GET", `/billed-changes?run_id=${runId}`)).body.data;
    const [sent] = await changes();
    await api.call("POST", `/billed-changes/${runId}/decision`, {
      ...{ batch_id: sent.batch_id, outcome: "adjusted", note: "the team pays" },
    });
    const preview = (await api.call("GET", `/bindings/${rule.id}/withdrawal`)).body;
    expect(preview).toMatchObject({ moved_run_count: 0, billed_run_count: 1 });
    expect(preview.billed).toMatchObject([
      { receipt_id: receipt.id, account: { id: gina }, to: { id: gina }, run_count: 1, amount: "12.000000" },
    ]);
    expect((await api.withdraw(rule.id)).body.effect).toEqual(preview);
    // Finance is asked again: what the team was charged and the user credited is not due any more.
    const [back] = await changes();
    expect(back).toMatchObject({ status: "open", cause: "binding" });
    const differences = back.parts.map((part: Record<string, string>) => [part.account_id, part.difference]).sort();
    expect(differences).toEqual(
      [
        [gina, "12.000000"],
        [other, "-2.500000"],
      ].sort(),
    );
  });
});

describe("who sees what of a run that a team pays for", () => {
  it("is its user for the run and what it cost, and not the team's receipt", async () => {
    const payer = await api.openAccount("team-seen", "mu");
    await api.create(terms("seen", { account_id: payer }));
    await uploadRuns(app, "seen", [[21, "alice", "2026-03-10T00:00:00"]]);
    const receipt = await issue("2026-03", payer);
    const runId = await runOf("seen");
    const own = (await api.call("GET", `/runs/${runId}/charge`, undefined, alice)).body;
    expect(own).toMatchObject({ account_name: "Team team-seen", total: "2.500000", billed: true });
    expect([own.receipt_id, own.receipt_number]).toEqual([null, null]);
    const finance = (await api.call("GET", `/runs/${runId}/charge`)).body;
    expect([finance.receipt_id, finance.receipt_number]).toEqual([receipt.id, receipt.number]);
    expect((await api.call("GET", `/receipts/${receipt.id}`, undefined, alice)).status).toBe(404);
    expect((await api.call("GET", `/receipts/${receipt.id}/items`, undefined, alice)).status).toBe(404);
    expect((await api.call("GET", "/receipts", undefined, alice)).body.data).toEqual([]);
    expect((await api.call("GET", `/receipts/${receipt.id}`, undefined, app.as.auditor)).status).toBe(200);
  });

  it("tells of a run that is not charged whose account it would be on", async () => {
    await api.create(terms("waiting"));
    const running = sacctRun(31, { User: "alice", Account: "waiting", State: "RUNNING", End: "Unknown" });
    await upload(app, sacctText([running]));
    const charge = (await api.call("GET", `/runs/${await runOf("waiting")}/charge`, undefined, alice)).body;
    expect(charge).toMatchObject({ verdict: "not_ended", account_name: "Team team-a", billed: false });
  });

  it("is finance, auditors and administrators for the rules", async () => {
    for (const who of [app.as.auditor, app.as.center_admin]) {
      expect((await api.call("GET", "/bindings", undefined, who)).body.data.length).toBeGreaterThan(2);
    }
    for (const path of ["/bindings", "/unbound-accounts"]) {
      expect((await api.call("GET", path, undefined, app.as.team_lead)).status).toBe(403);
    }
    expect((await api.call("POST", "/bindings/preview", terms("x"), app.as.auditor)).status).toBe(403);
  });
});

describe("listBindings", () => {
  it("is narrowed by cluster, name, account and time, and shows the withdrawn on demand", async () => {
    const find = async (query: string) =>
      (await api.call("GET", `/bindings?${query}`)).body.data.map(
        (each: { slurm_account: string }) => each.slurm_account,
      );
    expect(await find("search=BILL&cluster=lotus")).toEqual(["billed"]);
    expect(await find("cluster=nowhere")).toEqual([]);
    expect(await find(`account_id=${team}`)).toEqual(["billed", "waiting"]);
    expect(await find(`account_id=${team}&in_force_at=2025-12-31T23:59:59Z`)).toEqual([]);
    expect(await find("search=withdrawn")).toEqual([]);
    expect(await find("search=withdrawn&withdrawn=yes")).toEqual(["withdrawn"]);
  });

  it("goes on where the page before ended", async () => {
    const all = (await api.call("GET", "/bindings?withdrawn=yes")).body.data;
    const seen: unknown[] = [];
    for (let cursor = ""; ; ) {
      const { body } = await api.call("GET", `/bindings?withdrawn=yes&limit=1${cursor}`);
      seen.push(...body.data);
      if (body.next_cursor === null) break;
      cursor = `&cursor=${body.next_cursor}`;
    }
    expect(seen).toEqual(all);
  });
});

describe("listUnboundAccounts", () => {
  it("shows accounts with runs that no rule speaks of now, with their users and last run", async () => {
    await uploadRuns(app, "loose-b", [
      [41, "erin", "2026-03-10T00:00:00"],
      [42, "frank", "2026-04-12T00:00:00"],
    ]);
    await uploadRuns(app, "loose-a", [[43, "erin", "2026-03-10T00:00:00"]]);
    const list = async (query = "") => (await api.call("GET", `/unbound-accounts?${query}`)).body;
    const { data } = await list("search=loose");
    expect(data).toEqual([
      expect.objectContaining({ slurm_account: "loose-a", run_count: 1, users: ["erin"] }),
      {
        ...{ cluster: "lotus", slurm_account: "loose-b", run_count: 2, last_seen_at: "2026-04-11T23:00:00.000Z" },
        ...{ user_count: 2, users: ["erin", "frank"] },
      },
    ]);
    const first = await list("search=loose&limit=1");
    expect((await list(`search=loose&limit=1&cursor=${first.next_cursor}`)).data).toEqual(data.slice(1));
    await api.create(terms("loose-a", { slurm_user: "erin" }));
    expect((await list("search=loose-a")).data).toHaveLength(1);
    await api.create(terms("loose-b"));
    expect((await list("search=loose-b")).data).toEqual([]);
    // A rule that has ended speaks of nobody who runs now.
    await api.create(terms("loose-a", { valid_to: "2026-05-01T00:00:00Z" }));
    expect((await list("search=loose-a")).data).toHaveLength(1);
  });
});
