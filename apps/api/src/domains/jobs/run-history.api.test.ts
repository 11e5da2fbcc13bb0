import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type ContractApp, startContractApp } from "../../testing/contract-app.ts";
import { signInAs } from "../../testing/tokens.ts";
import { type SacctRow, sacctRun, sacctStep, sacctText, upload } from "../../testing/usage-api.ts";

let app: ContractApp;
beforeEach(async () => {
  app = await startContractApp({ now: () => new Date("2026-11-21T04:00:00Z") });
});
afterEach(async () => await app[Symbol.asyncDispose]());

async function ingest(rows: readonly SacctRow[]): Promise<string> {
  return (await upload(app, sacctText(rows), { query: { time_zone: "UTC" } })).json().id;
}

async function get(path: string, headers = app.as.finance.headers) {
  return await app.inject({ url: `/api/v1/${path}`, headers });
}

async function runIds(): Promise<Record<string, string>> {
  const { data } = (await get("runs?limit=500")).json();
  return Object.fromEntries(
    data.map((run: Record<string, string>) => [`${run.display_id} ${run.submitted_at}`, run.run_id]),
  );
}

const FIRST = "2026-03-01T01:00:00Z";
const running = sacctRun(1, { State: "RUNNING", End: "Unknown", ElapsedRaw: "600" });
const ended = sacctRun(1);
const corrected = sacctRun(1, { Account: "chemistry", AllocTRES: "billing=4,cpu=4,mem=1G,node=1" });

describe("listRunHistory", () => {
  it("shows what each later record changed, when and from which batch, the latest first", async () => {
    const batches = [await ingest([running]), await ingest([ended]), await ingest([corrected])];
    const runId = (await runIds())[`1 ${FIRST}`];
    const { data, next_cursor } = (await get(`runs/${runId}/history`)).json();
    expect(next_cursor).toBeNull();
    expect(data).toEqual([
      {
        changed_at: "2026-11-21T04:00:00.000Z",
        ...{ batch_id: batches[2], previous_batch_id: batches[1] },
        fields: [
          { field: "account", before: "physics", after: "chemistry" },
          { field: "allocated_cpus", before: "2", after: "4" },
          {
            field: "allocated_tres",
            ...{ before: "billing=2,cpu=2,mem=1G,node=1", after: "billing=4,cpu=4,mem=1G,node=1" },
          },
        ],
      },
      {
        changed_at: "2026-11-21T04:00:00.000Z",
        ...{ batch_id: batches[1], previous_batch_id: batches[0] },
        fields: [
          { field: "elapsed_seconds", before: "600", after: "3600" },
          { field: "ended_at", before: null, after: "2026-03-01T02:00:00.000Z" },
          { field: "raw_state", before: "RUNNING", after: "COMPLETED" },
          { field: "state", before: "running", after: "completed" },
        ],
      },
    ]);
    const first = (await get(`runs/${runId}/history?limit=1`)).json();
    const second = (await get(`runs/${runId}/history?limit=1&cursor=${first.next_cursor}`)).json();
    expect([...first.data, ...second.data]).toEqual(data);
    expect(second.next_cursor).toBeNull();
  });

  it("keeps every state of a run that steps changed twice without a record of its own", async () => {
    await ingest([ended]);
    await ingest([sacctStep(1, "batch", { MaxRSS: "1000K", TotalCPU: "", AveRSS: "" })]);
    await ingest([sacctStep(1, "0", { MaxRSS: "3000K", TotalCPU: "", AveRSS: "" })]);
    const runId = (await runIds())[`1 ${FIRST}`];
    const { data } = (await get(`runs/${runId}/history`)).json();
    expect(data.map((change: { fields: unknown }) => change.fields)).toEqual([
      [{ field: "max_rss_kib", before: "1000", after: "3000" }],
      [{ field: "max_rss_kib", before: null, after: "1000" }],
    ]);
  });

  it("is empty where nothing changed, and not there for others", async () => {
    await ingest([ended]);
    const runId = (await runIds())[`1 ${FIRST}`];
    expect((await get(`runs/${runId}/history`)).json()).toEqual({ data: [], next_cursor: null });
    const owner = await signInAs(app.ctx, "user", { username: "somchai", slurmUsers: ["somchai"] });
    const other = await signInAs(app.ctx, "user", { username: "malee", slurmUsers: ["malee"] });
    for (const path of ["history", "related", "records"]) {
      expect((await get(`runs/${runId}/${path}`, owner.headers)).statusCode).toBe(200);
      expect((await get(`runs/${runId}/${path}`, other.headers)).statusCode).toBe(404);
    }
  });
});

describe("getRelatedRuns", () => {
  const requeue = (hour: number, change: SacctRow = {}) => {
    const at = `2026-03-01T0${hour}:00:00`;
    const end = `2026-03-01T0${hour + 1}:00:00`;
    return sacctRun(1, { Submit: at, Eligible: at, Start: at, End: end, ...change });
  };

  it("finds every run of a job that was requeued four times, and of no other job or cluster", async () => {
    const storm = [1, 2, 3, 4].map((hour) => requeue(hour, { State: "REQUEUED" }));
    await ingest([...storm, requeue(5), sacctRun(2), sacctRun(1, { Cluster: "lily" })]);
    const runId = (await runIds())["1 2026-03-01T03:00:00Z"];
    const related = (await get(`runs/${runId}/related`)).json();
    expect(related.same_job.total).toBe(4);
    expect(related.same_job.data.map((run: Record<string, string>) => [run.submitted_at, run.raw_state])).toEqual([
      ["2026-03-01T01:00:00Z", "REQUEUED"],
      ["2026-03-01T02:00:00Z", "REQUEUED"],
      ["2026-03-01T04:00:00Z", "REQUEUED"],
      ["2026-03-01T05:00:00Z", "COMPLETED"],
    ]);
    expect([related.array, related.het_job]).toEqual([
      { total: 0, data: [] },
      { total: 0, data: [] },
    ]);
  });

  it("counts the tasks of an array and shows the first fifty, and finds the components of a het job", async () => {
    const tasks = Array.from({ length: 60 }, (_, index) => sacctRun(100 + index, { JobID: `99_${index}` }));
    const parts = [0, 1, 2].map((offset) => sacctRun(200 + offset, { JobID: `200+${offset}` }));
    await ingest([...tasks, ...parts]);
    const ids = await runIds();
    const ofArray = (await get(`runs/${ids[`99_0 ${FIRST}`]}/related`)).json();
    expect([ofArray.array.total, ofArray.array.data.length, ofArray.same_job.total]).toEqual([59, 50, 0]);
    const ofHet = (await get(`runs/${ids[`200+1 ${FIRST}`]}/related`)).json();
    expect(ofHet.het_job.data.map((run: Record<string, string>) => run.display_id)).toEqual(["200+0", "200+2"]);
  });

  it("shows a person none but their own", async () => {
    await ingest([requeue(1, { State: "REQUEUED" }), requeue(2, { User: "malee" })]);
    const owner = await signInAs(app.ctx, "user", { username: "somchai", slurmUsers: ["somchai"] });
    const runId = (await runIds())[`1 ${FIRST}`];
    expect((await get(`runs/${runId}/related`, owner.headers)).json().same_job).toEqual({ total: 0, data: [] });
    expect((await get(`runs/${runId}/related`)).json().same_job.total).toBe(1);
  });
});
