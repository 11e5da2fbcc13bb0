import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { brokenInvariants } from "../../testing/billable-runs.ts";
import { bindingsApi, uploadRuns } from "../../testing/bindings-api.ts";
import { type ContractApp, startContractApp } from "../../testing/contract-app.ts";
import { type SignedIn, signInAs } from "../../testing/tokens.ts";
import { type SacctRow, sacctRun, sacctText, upload } from "../../testing/usage-api.ts";

const UNKNOWN = "019a0000-0000-7000-8000-00000000dead";

let app: ContractApp;
let api: ReturnType<typeof bindingsApi>;
beforeAll(async () => {
  app = await startContractApp({ now: () => new Date("2026-06-10T03:00:00Z") });
  api = bindingsApi(app);
});
afterAll(async () => {
  expect(await brokenInvariants(app.ctx.db)).toEqual([]);
  await app[Symbol.asyncDispose]();
});

const get = async (path: string, who?: SignedIn) => await api.call("GET", path, undefined, who);
const accountOf = async (code: string): Promise<string> =>
  (await get(`/billing-accounts?search=${code}`)).body.data[0].id;
const runOf = async (account: string): Promise<string> => (await get(`/runs?account=${account}`)).body.data[0].run_id;
const issue = async (month: string, user: string) =>
  (await api.call("POST", "/receipts", { month, account_id: await accountOf(user) })).body.data[0];
const changes = async (query = "") => (await get(`/billed-changes?${query}`)).body;
const ingest = async (jobId: number, row: SacctRow): Promise<string> =>
  (await upload(app, sacctText([sacctRun(jobId, row)]), { query: { time_zone: "UTC" } })).json().id;
const decide = async (
  runId: string,
  body: object,
  { key, as = app.as.finance }: { key?: string; as?: SignedIn } = {},
) => {
  const headers = { ...as.headers, ...(key === undefined ? {} : { "idempotency-key": key }) };
  const response = await app.inject({
    method: "POST",
    url: `/api/v1/billed-changes/${runId}/decision`,
    headers,
    payload: body,
  });
  return { status: response.statusCode, body: response.json() };
};

/** A billed run of two CPU-hours (12.00) that a record has corrected to four (22.00). */
async function corrected(jobId: number, user: string) {
  const row = { User: user, Account: `of-${user}` };
  await ingest(jobId, row);
  const receipt = await issue("2026-03", user);
  const batchId = await ingest(jobId, { ...row, AllocTRES: "billing=4,cpu=4,mem=1G,node=1" });
  return { receipt, batchId, runId: await runOf(row.Account), accountId: await accountOf(user) };
}

describe("listBilledChanges", () => {
  it("tells of a corrected run what it was billed with, what is due, by which batch and on which receipt", async () => {
    const { receipt, batchId, runId, accountId } = await corrected(1, "ann");
    const { data, next_cursor } = await changes(`status=open&account_id=${accountId}`);
    expect(next_cursor).toBeNull();
    expect(data).toEqual([
      {
        ...{ run_id: runId, batch_id: batchId, cause: "record", status: "open", noticed_at: expect.any(String) },
        ...{ receipt_id: receipt.id, receipt_number: receipt.number, account_id: accountId, account_name: "ann" },
        ...{ cluster: "lotus", display_id: "1", user: "ann", note: null, decided_at: null, decided_by: null },
        parts: [
          {
            ...{ account_id: accountId, account_name: "ann", currency: "THB", receipt_id: null, receipt_number: null },
            ...{ billed: "12.000000", due: "22.000000", difference: "10.000000" },
          },
        ],
      },
    ]);
  });

  it("goes on where the page before ended, and is narrowed by status", async () => {
    for (const [index, user] of ["bea", "cid"].entries()) await corrected(10 + index, user);
    const all = (await changes()).data;
    expect(all.length).toBeGreaterThan(2);
    const seen: unknown[] = [];
    for (let cursor = ""; ; ) {
      const page = await changes(`limit=1${cursor}`);
      seen.push(...page.data);
      if (page.next_cursor === null) break;
      cursor = `&cursor=${page.next_cursor}`;
    }
    expect(seen).toEqual(all);
    expect((await changes("status=voided")).data).toEqual([]);
    const [one] = all;
    expect((await changes(`run_id=${one.run_id}`)).data).toEqual([one]);
    expect((await changes(`run_id=${UNKNOWN}`)).data).toEqual([]);
    expect((await get("/billed-changes?cursor=bm9uc2Vuc2U")).body.error.code).toBe("CURSOR_INVALID");
  });

  it("is for finance, auditors and administrators", async () => {
    expect((await get("/billed-changes", app.as.auditor)).status).toBe(200);
    expect((await get("/billed-changes", app.as.user)).status).toBe(403);
    const { runId, batchId } = await corrected(20, "dan");
    const body = { batch_id: batchId, outcome: "acknowledged", note: "no matter" };
    expect((await decide(runId, body, { as: app.as.auditor })).status).toBe(403);
  });
});

describe("decideBilledChange", () => {
  it("is done once with one key, is audited with its figures, and is refused a second time", async () => {
    const { runId, batchId, receipt, accountId } = await corrected(30, "eve");
    const body = { batch_id: batchId, outcome: "adjusted", note: "record came late" };
    expect(await decide(runId, body, { key: "decide-eve" })).toEqual({ status: 200, body: { decided: true } });
    expect(await decide(runId, body, { key: "decide-eve" })).toEqual({ status: 200, body: { decided: true } });
    const again = await decide(runId, body);
    expect([again.status, again.body.error.code]).toEqual([409, "BILLED_CHANGE_SETTLED"]);
    const { data } = (await get(`/audit/records?action=charge.change_decided&subject=${runId}`, app.as.auditor)).body;
    expect(data).toHaveLength(1);
    expect(data[0].detail).toMatchObject({
      ...{ outcome: "adjusted", note: "record came late", batch_id: batchId, receipt_id: receipt.id },
      figures: [{ account_id: accountId, currency: "THB", billed_micros: "12000000", due_micros: "22000000" }],
    });
  });

  it("finds nothing for a run that did not change, and refuses a note that says nothing", async () => {
    const { runId, batchId } = await corrected(31, "fay");
    const body = { batch_id: UNKNOWN, outcome: "adjusted", note: "as agreed" };
    expect((await decide(runId, body)).body.error.code).toBe("NOT_FOUND");
    expect((await decide(UNKNOWN, { ...body, batch_id: batchId })).body.error.code).toBe("NOT_FOUND");
    expect((await decide(runId, { ...body, batch_id: batchId, note: "" })).status).toBe(422);
    expect((await changes("status=adjusted")).data.map(({ run_id }: { run_id: string }) => run_id)).not.toContain(
      runId,
    );
  });
});

describe("getChargeHistory", () => {
  it("shows what a record superseded before billing, and what was adjusted after", async () => {
    const row = { User: "gus", Account: "of-gus" };
    await ingest(40, row);
    const batchId = await ingest(40, { ...row, AllocTRES: "billing=1,cpu=1,mem=1G,node=1" });
    const runId = await runOf("of-gus");
    const accountId = await accountOf("gus");
    const superseded = {
      ...{ batch_id: batchId, cause: "record", account_id: accountId, account_name: "gus" },
      ...{ superseded_at: expect.any(String), currency: "THB", total: "12.000000" },
    };
    expect((await get(`/runs/${runId}/charge-history`)).body).toEqual({
      ...{ superseded: [superseded], adjustments: [], change_noticed_at: null },
    });
    const first = await issue("2026-03", "gus");
    const later = await ingest(40, { ...row, AllocTRES: "billing=3,cpu=3,mem=1G,node=1" });
    const own = await signInAs(app.ctx, "user", { username: "gus", slurmUsers: ["gus"] });
    const [noticed] = (await changes(`run_id=${runId}`)).data;
    expect((await get(`/runs/${runId}/charge-history`, own)).body.change_noticed_at).toBe(noticed.noticed_at);
    await decide(runId, { batch_id: later, outcome: "adjusted", note: "as agreed" });
    const { adjustments: waiting, change_noticed_at } = (await get(`/runs/${runId}/charge-history`, own)).body;
    expect(change_noticed_at).toBeNull();
    expect(waiting).toMatchObject([{ amount: "10.000000", reason: "correction", billed: false, receipt_id: null }]);
    const receipt = await issue("2026-04", "gus");
    const { data } = (await get(`/receipts/${receipt.id}/adjustments`, own)).body;
    expect(data).toMatchObject([{ run_id: runId, display_id: "40", corrects: first.number, amount: "10.000000" }]);
    expect((await get(`/receipts/${receipt.id}/adjustments?cursor=bm9uc2Vuc2U`)).body.error.code).toBe(
      "CURSOR_INVALID",
    );
    expect((await get(`/receipts/${receipt.id}/adjustments`, app.as.user)).status).toBe(404);
    expect((await get(`/runs/${runId}/charge-history`, own)).body.adjustments).toMatchObject([
      { billed: true, receipt_id: receipt.id, receipt_number: receipt.number },
    ]);
    expect((await get(`/runs/${runId}/charge-history`, app.as.user)).status).toBe(404);
  });
});

describe("a binding that sends a billed run to another account", () => {
  const bind = async (account: string, accountId: string) =>
    await api.create({
      ...{ cluster: "lotus", slurm_account: account, account_id: accountId, valid_from: "2026-01-01T00:00:00Z" },
    });
  const openOf = async (runId: string) =>
    (await changes("status=open")).data.filter(({ run_id }: { run_id: string }) => run_id === runId);

  it("puts the run before finance, who may credit the one and charge the other, each at its own tier", async () => {
    const team = await api.openAccount("team-moved", "mu");
    await uploadRuns(app, "moved", [[50, "hal", "2026-03-10T00:00:00"]]);
    const receipt = await issue("2026-03", "hal");
    const { binding } = (await bind("moved", team)).body;
    const runId = await runOf("moved");
    const [change, ...others] = await openOf(runId);
    expect(others).toEqual([]);
    expect(change).toMatchObject({ batch_id: binding.id, cause: "binding", receipt_number: receipt.number });
    expect(change.parts).toMatchObject([
      { account_name: "hal", billed: "12.000000", due: "0.000000", difference: "-12.000000" },
      { account_name: "Team team-moved", billed: "0.000000", due: "2.500000", difference: "2.500000" },
    ]);
    await decide(runId, { batch_id: binding.id, outcome: "adjusted", note: "the team pays" });
    const onTeam = (await api.call("POST", "/receipts", { month: "2026-03", account_id: team })).body.data[0];
    expect(onTeam).toMatchObject({ subtotal: "2.50", run_count: 0 });
    // The run's user sees what was adjusted, and not the team's receipt.
    const own = await signInAs(app.ctx, "user", { username: "hal", slurmUsers: ["hal"] });
    expect((await get(`/runs/${runId}/charge-history`, own)).body.adjustments).toMatchObject([
      { account_name: "hal", billed: false, receipt_id: null },
      { account_name: "Team team-moved", billed: true, receipt_id: null, receipt_number: null },
    ]);
    // The rule goes, and with it the reason for both.
    await api.withdraw(binding.id);
    expect(await openOf(runId)).toMatchObject([
      {
        cause: "binding",
        parts: [
          { account_name: "hal", billed: "0.000000", due: "12.000000", difference: "12.000000" },
          { account_name: "Team team-moved", billed: "2.500000", due: "0.000000", difference: "-2.500000" },
        ],
      },
    ]);
  });

  it("is no news where finance has decided about it, until the run costs or goes elsewhere", async () => {
    const team = await api.openAccount("team-kept", "mu");
    const row = { User: "ida", Account: "kept" };
    await ingest(51, row);
    await issue("2026-03", "ida");
    const { binding } = (await bind("kept", team)).body;
    const runId = await runOf("kept");
    await decide(runId, { batch_id: binding.id, outcome: "acknowledged", note: "paid already" });
    await ingest(51, { ...row, ExitCode: "1:0" });
    expect(await openOf(runId)).toEqual([]);
    await ingest(51, { ...row, AllocTRES: "billing=4,cpu=4,mem=1G,node=1" });
    expect(await openOf(runId)).toMatchObject([{ cause: "record" }]);
  });

  it("leaves each run billed to one account, whichever comes first, the rule or the decisions", async () => {
    const team = await api.openAccount("team-raced", "mu");
    const jobs = [60, 61, 62, 63, 64, 65];
    await uploadRuns(
      app,
      "raced",
      jobs.map((job) => [job, "joy", "2026-03-10T00:00:00"]),
    );
    await issue("2026-03", "joy");
    const own = await accountOf("joy");
    const row = { User: "joy", Account: "raced", AllocTRES: "billing=4,cpu=4,mem=1G,node=1" };
    const times = { Submit: "2026-03-09T23:00:00", Eligible: "2026-03-09T23:00:00", Start: "2026-03-09T23:00:00" };
    const lines = jobs.map((job) => sacctRun(job, { ...row, ...times, End: "2026-03-10T00:00:00" }));
    await upload(app, sacctText(lines), { query: { time_zone: "UTC" } });
    const settle = async () => {
      const { data } = await changes(`status=open&account_id=${own}`);
      const decisions = data.map(async (change: { run_id: string; batch_id: string }) => {
        return await decide(change.run_id, { batch_id: change.batch_id, outcome: "adjusted", note: "as agreed" });
      });
      return (await Promise.all(decisions)).map(({ status }) => status);
    };
    const [made, raced] = await Promise.all([bind("raced", team), settle()]);
    expect(made.status).toBe(201);
    expect(raced.every((status) => status === 200 || status === 409)).toBe(true);
    expect(await settle()).toEqual(jobs.map(() => 200));
    const { rows } = await app.ctx.db.pool.query(
      `select b.code, sum(x.micros)::text as micros from (
         select run_id, account_id, cpu_micros + gpu_micros + memory_micros + minimum_micros as micros from rating.charge
         union all select run_id, account_id, micros from rating.adjustment
       ) x join jobs.run r on r.run_id = x.run_id join jobs.label a on a.id = r.account_label
       join organisation.billing_account b on b.id = x.account_id where a.text = 'raced' group by b.code order by b.code`,
    );
    // Four CPU-hours and a GiB-hour of the team's tier, six times; the user got everything back.
    expect(rows).toEqual([
      { code: "joy", micros: "0" },
      { code: "team-raced", micros: "27000000" },
    ]);
  });
});
