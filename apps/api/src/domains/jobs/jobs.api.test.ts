import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ContractApp, startContractApp } from "../../testing/contract-app.ts";
import { type SignedIn, signInAs } from "../../testing/tokens.ts";
import { type SacctRow, sacctRun, sacctText, upload } from "../../testing/usage-api.ts";

let app: ContractApp;
let somchai: SignedIn;

const ROWS: SacctRow[] = Array.from({ length: 24 }, (_, index) => {
  const minute = String(index % 6).padStart(2, "0"); // four runs in each of six minutes
  const Submit = `2026-03-01T00:${minute}:00`;
  return sacctRun(index + 1, {
    ...{ Submit, Eligible: Submit, Cluster: index % 2 === 0 ? "lotus" : "orchid", User: `user${index % 3}` },
    ...{ Account: index % 4 === 0 ? "bio" : "physics", Partition: index % 5 === 0 ? "gpu" : "cpu" },
    State: ["COMPLETED", "FAILED", "CANCELLED by 7", "HIBERNATING"][index % 4] ?? "",
  });
});

beforeAll(async () => {
  app = await startContractApp({ now: () => new Date("2026-11-21T04:00:00Z") });
  somchai = await signInAs(app.ctx, "user", { username: "somchai", slurmUsers: ["user1"] });
  await upload(app, sacctText(ROWS), { query: { time_zone: "UTC" } });
});
afterAll(async () => await app[Symbol.asyncDispose]());

async function list(query: string, who: SignedIn = app.as.auditor) {
  return await app.inject({ url: `/api/v1/runs${query}`, headers: who.headers });
}

async function ids(query: string, who?: SignedIn): Promise<number[]> {
  const { data } = (await list(query, who)).json();
  return data.map((run: { display_id: string }) => Number(run.display_id));
}

/** Ids of the rows that fit, the last submitted first; the API breaks ties by run id. */
function expected(fits: (row: SacctRow, index: number) => boolean): number[] {
  return ROWS.flatMap((row, index) => (fits(row, index) ? [index + 1] : [])).sort((a, b) => a - b);
}

describe("listing runs", () => {
  it.each<[string, (row: SacctRow) => boolean]>([
    ["?cluster=orchid", (row) => row.Cluster === "orchid"],
    ["?user=user2", (row) => row.User === "user2"],
    ["?account=bio", (row) => row.Account === "bio"],
    ["?partition=gpu", (row) => row.Partition === "gpu"],
    ["?state=failed", (row) => row.State === "FAILED"],
    ["?state=cancelled", (row) => row.State === "CANCELLED by 7"],
    ["?state=unknown", (row) => row.State === "HIBERNATING"],
    ["?state=running", () => false],
    ["?from=2026-03-01T00:03:00Z", (row) => (row.Submit ?? "") >= "2026-03-01T00:03:00"],
    ["?to=2026-03-01T00:03:00Z", (row) => (row.Submit ?? "") < "2026-03-01T00:03:00"],
    ["?from=2026-03-01T07:03:00%2B07:00", (row) => (row.Submit ?? "") >= "2026-03-01T00:03:00"],
    ["?from=0000-01-01T00:00:00Z&to=9999-12-31T23:59:60Z", () => true],
    [
      "?cluster=lotus&user=user0&account=bio&partition=cpu&state=completed&from=2026-03-01T00:00:00Z&to=2026-03-01T00:05:00Z",
      (row) =>
        row.Cluster === "lotus" &&
        row.User === "user0" &&
        row.Account === "bio" &&
        row.Partition === "cpu" &&
        row.State === "COMPLETED",
    ],
    ["?user=nobody", () => false],
    ["?cluster=nowhere", () => false],
  ])("finds by %s what fits and nothing else", async (query, fits) => {
    expect((await ids(query)).sort((a, b) => a - b)).toEqual(expected(fits));
  });

  it("gives the last submitted first", async () => {
    const { data } = (await list("")).json();
    const times = data.map((run: { submitted_at: string }) => run.submitted_at);
    expect(times).toEqual([...times].sort().reverse());
  });

  it("writes numbers as numbers and times in UTC with a Z", async () => {
    const { data, next_cursor } = (await list("?user=user1&account=bio&limit=1")).json();
    expect(next_cursor).not.toBeNull();
    expect(data).toEqual([
      {
        run_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        ...{
          cluster: "lotus",
          display_id: expect.stringMatching(/^(5|17)$/),
          name: "job",
          user: "user1",
          account: "bio",
          partition: "cpu",
        },
        ...{ qos: "normal", state: "completed", raw_state: "COMPLETED", submitted_at: "2026-03-01T00:04:00Z" },
        ...{ started_at: "2026-03-01T01:00:00Z", ended_at: "2026-03-01T02:00:00Z", elapsed_seconds: 3600 },
        ...{ allocated_cpus: 2, gpus: 0, allocated_memory_mib: 1024 },
      },
    ]);
  });

  it("pages through everything exactly once while new runs arrive", async () => {
    const before = new Set(await ids("?limit=500"));
    const seen: number[] = [];
    let next = "";
    for (let page = 0; page === 0 || next !== ""; page += 1) {
      const body = (await list(`?limit=5${next}`)).json();
      seen.push(...body.data.map((run: { display_id: string }) => Number(run.display_id)));
      next = body.next_cursor === null ? "" : `&cursor=${body.next_cursor}`;
      if (page > 2) continue;
      const Submit = `2026-03-01T00:0${page}:30`;
      await upload(app, sacctText([sacctRun(1000 + page, { Submit, Eligible: Submit, User: "late" })]), {
        query: { time_zone: "UTC" },
      });
    }
    expect(new Set(seen).size).toBe(seen.length);
    for (const id of before) expect(seen).toContain(id);
  });

  it("says that no page follows where the last one is full", async () => {
    expect((await list("?user=user1&limit=8")).json().next_cursor).toBeNull();
    expect((await list("?user=user1&limit=7")).json().next_cursor).not.toBeNull();
  });

  it.each(["?page=2", "?limit=0", "?limit=501", "?state=done", "?from=yesterday", "?user=", "?user=%00"])(
    "refuses %s",
    async (query) => {
      expect((await list(query)).statusCode).toBe(422);
    },
  );

  it.each([
    "rubbish",
    "[]",
    '["2026-03-01T00:00:00Z","no uuid"]',
    `["-200000-01-01T00:00:00Z","${randomUUID()}"]`,
    `[1e300,"${randomUUID()}"]`,
    `[-1,"${randomUUID()}"]`,
    `[1.5,"${randomUUID()}"]`,
    '[1,"zzzzzzzz-0000-0000-0000-000000000000"]',
    '[1,"\\u0000"]',
    `[1,"${randomUUID()}",2]`,
  ])("refuses the cursor %s as malformed", async (key) => {
    const response = await list(`?cursor=${Buffer.from(key).toString("base64url")}`);
    expect([response.statusCode, response.json().error.code]).toEqual([400, "CURSOR_INVALID"]);
  });
});

describe("whose runs", () => {
  it("a user sees: their own, whatever they ask for", async () => {
    expect((await ids("", somchai)).sort((a, b) => a - b)).toEqual(expected((row) => row.User === "user1"));
    expect(await ids("?user=user2", somchai)).toEqual([]);
    expect(await ids("", app.as.user)).toEqual([]);
  });

  it("staff see: everybody's", async () => {
    for (const role of ["center_admin", "finance", "auditor"] as const)
      expect((await ids("?user=user2", app.as[role])).length).toBe(8);
    expect((await app.inject({ url: "/api/v1/runs" })).statusCode).toBe(401);
  });

  it("is told nobody: someone else's run and none at all get the same answer", async () => {
    const [own, other] = await Promise.all(
      ["user1", "user2"].map(async (user) => (await list(`?user=${user}&limit=1`)).json().data[0].run_id),
    );
    const get = async (id: string) =>
      await app.inject({
        url: `/api/v1/runs/${id}`,
        headers: { ...somchai.headers, "x-request-id": "the-same-request" },
      });
    expect((await get(own)).statusCode).toBe(200);
    const [others, nobodys] = [await get(other), await get(randomUUID())];
    expect(others.statusCode).toBe(404);
    expect(others.body).toBe(nobodys.body);
    expect((await get("1")).statusCode).toBe(422);
  });
});

describe("one run", () => {
  it("is given whole, as the contract has it", async () => {
    const [{ run_id }] = (await list("?user=user1&limit=1")).json().data;
    const run = (await app.inject({ url: `/api/v1/runs/${run_id}`, headers: somchai.headers })).json();
    expect(run).toMatchObject({
      ...{ run_id, sluid: null, array_job_id: null, node_count: 1, eligible_at: run.submitted_at, gpu_types: {} },
      ...{ suspended_seconds: 0, time_limit_seconds: null, exit_code: 0, exit_signal: 0, energy_joules: null },
      allocated_tres: "billing=2,cpu=2,mem=1G,node=1",
      samples: { count: 0, cpu_percent_avg: null },
    });
  });

  it("keeps energy beyond what a number holds exactly", async () => {
    await app.ctx.db.pool.query(
      "update jobs.run set energy_joules = 9007199254740993, gpu_types = '{\"a100\": 2}' where job_id = 1",
    );
    const [{ run_id }] = (await list("?user=user0"))
      .json()
      .data.filter((run: { display_id: string }) => run.display_id === "1");
    const run = (await app.inject({ url: `/api/v1/runs/${run_id}`, headers: app.as.auditor.headers })).json();
    expect([run.energy_joules, run.gpu_types]).toEqual(["9007199254740993", { a100: 2 }]);
  });

  it("is shown to those who may see it and to nobody else, also where all ask at once and are answered together", async () => {
    const { data } = (await list("?limit=24")).json();
    const calls = [...data, ...data].flatMap(({ run_id, user }: { run_id: string; user: string }) => [
      { id: run_id.toUpperCase(), who: somchai, status: user === "user1" ? 200 : 404 },
      { id: run_id, who: app.as.auditor, status: 200 },
      { id: "019a0000-0000-7000-8000-00000000dead", who: app.as.auditor, status: 404 },
    ]);
    for (const kind of ["runs", "jobs"]) {
      const answers = await Promise.all(
        calls.map(async ({ id, who }) => await app.inject({ url: `/api/v1/${kind}/${id}`, headers: who.headers })),
      );
      expect(answers.map(({ statusCode }) => statusCode)).toEqual(calls.map(({ status }) => status));
      const shown = answers.map((answer) => (answer.statusCode === 200 ? answer.json().run_id : null));
      expect(shown).toEqual(calls.map(({ id, status }) => (status === 200 ? id.toLowerCase() : null)));
    }
  });
});
