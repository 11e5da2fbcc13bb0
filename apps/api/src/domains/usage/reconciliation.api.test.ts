import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ContractApp, startContractApp } from "../../testing/contract-app.ts";
import { ScriptedSource, unreachable } from "../../testing/scripted-source.ts";
import { sacctRun, sacctText, upload } from "../../testing/usage-api.ts";

const recorded = (name: string) => readFileSync(new URL(`fixtures/${name}`, import.meta.url), "utf8");
const REPORT = recorded("reconcile-sreport.psv");
const asked: unknown[] = [];
const source = Object.assign(new ScriptedSource("sacct"), {
  reportUsage: async (window: unknown) => {
    asked.push(window);
    if (source.failure !== null) throw source.failure;
    return REPORT;
  },
});
const schedule = { timeZone: "UTC", everySeconds: 300, overlapSeconds: 3_600, since: null };
const SOURCES = [
  { ...schedule, cluster: "testbed", sources: [new ScriptedSource("file"), source] },
  { ...schedule, cluster: "lotus", sources: [new ScriptedSource("file")] },
];

let app: ContractApp;
beforeAll(async () => {
  app = await startContractApp({ sources: SOURCES, now: () => new Date("2026-11-22T08:00:00Z") });
  const query = { time_zone: "UTC" };
  expect((await upload(app, recorded("reconcile-sacct.psv"), { query })).json()).toMatchObject({ rejected: 0 });
  await upload(app, sacctText([sacctRun(1)]), { query });
});
afterAll(async () => await app[Symbol.asyncDispose]());

const HOUR = { cluster: "testbed", from: "2026-11-21T15:00:00Z", to: "2026-11-21T16:00:00Z" };
const post = async (change: object = {}, headers: object = app.as.auditor.headers) =>
  await app.inject({
    ...{ method: "POST", url: "/api/v1/usage/reconciliations" },
    ...{ headers: { ...headers }, payload: { ...HOUR, ...change } },
  });

/** The hour was worked out by hand from the runs that sacct lists. */
const BY_HAND = [
  {
    ...{ account: "astro", user: "alice", resource: "cpu", slurm: "442", purser: "308", difference: "134" },
    explanations: [
      { cause: "edge", amount: "128" }, // two runs on a CPU each that ended after 16:00: 65 s and 63 s before it
      { cause: "resize", amount: "6" }, // two runs of which Slurm counts 3 s twice
    ],
    ...{ unexplained: "0", possible: [] },
  },
  {
    ...{ account: "astro", user: "alice", resource: "gpu", slurm: "18", purser: "18", difference: "0" },
    ...{ explanations: [], unexplained: "0", possible: [] },
  },
  {
    ...{ account: "astro", user: "alice", resource: "memory", slurm: "48144", purser: "34744", difference: "13400" },
    explanations: [
      { cause: "edge", amount: "12800" },
      { cause: "resize", amount: "600" },
    ],
    ...{ unexplained: "0", possible: [] },
  },
];

describe("reconcileUsage", () => {
  it("explains a real hour of a real cluster to the second", async () => {
    const answer = await post({ text: REPORT });
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({ cluster: "testbed", unit: "seconds", rows: BY_HAND });
    expect(answer.json().reported).toEqual({ from: "2026-11-21T15:00:00.000Z", to: "2026-11-21T16:00:00.000Z" });
    expect(answer.json().totals).toMatchObject([
      { resource: "cpu", slurm: "442", purser: "308", unexplained: "0", open_rows: 0 },
      { resource: "gpu" },
      { resource: "memory", slurm: "48144" },
    ]);
  });

  it("explains it in minutes as well, but for what the report has rounded away", async () => {
    const { unit, rows } = (await post({ text: recorded("reconcile-sreport-minutes.txt") })).json();
    expect(unit).toBe("minutes");
    expect(rows[0]).toMatchObject({ slurm: "420", purser: "308", unexplained: "0" });
    expect(rows[0].explanations).toContainEqual({ cause: "rounding", amount: "-22" });
  });

  it("asks the cluster where there is no text", async () => {
    expect((await post()).json().rows).toEqual(BY_HAND);
    expect(asked).toEqual([{ from: 1_795_273_200, to: 1_795_276_800 }]);
  });

  it("says what is unexplained, and what may be behind it", async () => {
    const { rows, totals } = (await post({ text: REPORT.replaceAll("cpu|442", "cpu|1026") })).json();
    expect(rows[0]).toMatchObject({ unexplained: "584", possible: ["reservation", "missing_runs"] });
    expect(totals[0]).toMatchObject({ unexplained: "584", open_rows: 1 });
  });

  it("tells what is not charged apart by its reason", async () => {
    const at = (minute: number) => `2026-11-20T05:${minute}:00`;
    const ran = (id: number, State: string) =>
      sacctRun(id, { User: "malee", State, Submit: at(10), Eligible: at(10), Start: at(10), End: at(20) });
    const rows = [ran(71, "NODE_FAIL"), ran(72, "COMPLETED"), ran(73, "RUNNING")];
    const running = { ...rows[2], End: "Unknown" };
    await upload(app, sacctText([rows[0] ?? {}, rows[1] ?? {}, running]), { query: { time_zone: "UTC" } });
    const period = { cluster: "lotus", from: "2026-11-20T05:00:00Z", to: "2026-11-20T06:00:00Z" };
    const answer = await post({ ...period, text: "lotus|physics|malee||cpu|8400", unit: "seconds" });
    expect(answer.json().rows).toMatchObject([
      {
        ...{ user: "malee", slurm: "8400", purser: "1200", unexplained: "0" },
        explanations: [
          { cause: "running", amount: "6000" }, // two CPUs from 05:10 on
          { cause: "requeue", amount: "1200" }, // ended by a node, which is not charged
        ],
      },
    ]);
  });

  it("cuts local hours in the cluster's zone, and leaves out those that are not over", async () => {
    const text = "Cluster/Account/User Utilization 2026-03-01T00:00:00 - 2026-03-01T01:59:59 (7200 secs)\n";
    const report = `${text}Usage reported in CPU Hours\nCluster|Account|Login|Proper Name|Used\nlotus|physics|somchai||2\n`;
    const period = { cluster: "lotus", from: "2026-03-01T00:00:00Z", to: "2026-03-01T02:00:00Z" };
    const [row] = (await post({ ...period, text: report })).json().rows;
    expect(row).toMatchObject({ slurm: "7200", purser: "0", explanations: [{ cause: "edge", amount: "7200" }] });
    const today = { from: "2026-11-22T07:10:00Z", to: "2026-11-22T09:00:00Z", text: "testbed|a|b||0", unit: "hours" };
    expect((await post(today)).json()).toMatchObject({
      asked: { to: "2026-11-22T08:00:00.000Z" },
      reported: { from: "2026-11-22T07:00:00.000Z", to: "2026-11-22T08:00:00.000Z" },
    });
  });

  it("is audited, without the report", async () => {
    await post({ text: REPORT }, app.as.finance.headers);
    const { rows } = await app.ctx.db.pool.query(
      "select actor_name, subject, detail from audit.record where action = 'usage.reconciled' order by id desc limit 1",
    );
    expect(rows).toMatchObject([
      { actor_name: "finance", subject: "testbed", detail: { report: "text", rows: 3, unexplained: 0 } },
    ]);
  });

  it.each<[string, object, number, string]>([
    ["text of something else", { text: "JobID|State\n1|DONE\n" }, 422, "RECONCILE_REPORT_UNREADABLE"],
    ["a text without its unit", { text: "testbed|astro|alice||cpu|1" }, 422, "RECONCILE_UNIT_UNKNOWN"],
    ["the report of another day", { text: REPORT.replaceAll("11-21", "11-20") }, 422, "RECONCILE_OTHER_PERIOD"],
    ["another cluster's report", { cluster: "lotus", text: REPORT }, 422, "RECONCILE_OTHER_CLUSTER"],
    ["a cluster that is none", { cluster: "orchid", text: REPORT }, 422, "CLUSTER_UNKNOWN"],
    ["a period the wrong way round", { from: HOUR.to, to: HOUR.from }, 422, "RECONCILE_PERIOD_INVALID"],
    ["the future", { from: "2027-01-01T00:00:00Z", to: "2027-02-01T00:00:00Z" }, 422, "RECONCILE_PERIOD_INVALID"],
    ["more than a year", { from: "2024-01-01T00:00:00Z" }, 422, "RECONCILE_PERIOD_INVALID"],
    ["a cluster that cannot be asked", { cluster: "lotus" }, 409, "RECONCILE_NO_SREPORT"],
  ])("is refused for %s", async (_what, change, status, code) => {
    const answer = await post(change);
    expect([answer.statusCode, answer.json().error.code]).toEqual([status, code]);
  });

  it("is refused, with the reason, where the cluster does not answer", async () => {
    source.failure = unreachable();
    const answer = await post();
    source.failure = null;
    expect([answer.statusCode, answer.json().error.code]).toEqual([503, "RECONCILE_SOURCE_FAILED"]);
    expect(answer.json().error.details).toEqual([{ issue: "SOURCE_UNREACHABLE" }]);
  });

  it("is for those who may read usage", async () => {
    expect((await post({ text: REPORT }, app.as.user.headers)).statusCode).toBe(403);
  });
});
