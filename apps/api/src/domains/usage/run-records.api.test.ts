import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type ContractApp, startContractApp } from "../../testing/contract-app.ts";
import { administer } from "../../testing/database-server.ts";
import { type SacctRow, sacctRun, sacctStep, sacctText, upload } from "../../testing/usage-api.ts";

let app: ContractApp;
beforeEach(async () => {
  app = await startContractApp({ now: () => new Date("2026-11-21T04:00:00Z") });
});
afterEach(async () => await app[Symbol.asyncDispose]());

const lineOf = (row: SacctRow) => sacctText([row]).split("\n")[1];

async function ingest(rows: readonly SacctRow[]): Promise<string> {
  return (await upload(app, sacctText(rows), { query: { time_zone: "UTC" } })).json().id;
}

async function records(jobId: number): Promise<[batch: string, text: string][]> {
  const headers = app.as.finance.headers;
  const { rows } = await app.ctx.db.pool.query("select run_id from jobs.run where job_id = $1", [jobId]);
  const answer = (await app.inject({ url: `/api/v1/runs/${rows[0].run_id}/records`, headers })).json();
  return answer.data.map((record: Record<string, string>) => [record.batch_id, record.text]);
}

async function packs(): Promise<number> {
  const { rows } = await app.ctx.db.pool.query<{ n: bigint }>("select count(*) as n from usage.record_pack");
  return Number(rows[0]?.n);
}

describe("listRunRecords", () => {
  const thai = sacctRun(7, { JobName: "งานทดสอบ ✓" });

  it("gives back the line of each run as it came, also among thousands and in any script", async () => {
    const rows = [...Array.from({ length: 6_000 }, (_, index) => sacctRun(index + 10)), thai];
    const batch = await ingest(rows);
    expect(await packs()).toBeGreaterThan(1);
    expect(await records(7)).toEqual([[batch, lineOf(thai)]]);
    expect(await records(5_432)).toEqual([[batch, lineOf(sacctRun(5_432))]]);
  });

  it("keeps what earlier versions were made of, and of a record that says nothing new no more", async () => {
    const corrected = { ...thai, AllocTRES: "billing=4,cpu=4,mem=1G,node=1" };
    const first = await ingest([thai]);
    const second = await ingest([corrected]);
    const kept = [
      [second, lineOf(corrected)],
      [first, lineOf(thai)],
    ];
    expect(await records(7)).toEqual(kept);
    await ingest([thai, corrected]);
    expect([await records(7), await packs()]).toEqual([kept, 2]);
  });

  it("gives a record whose text a newline broke in one piece, and the run's own line where steps changed it later", async () => {
    const broken = sacctRun(8, { JobName: "two\nlines" });
    const batch = await ingest([broken, sacctRun(9)]);
    await ingest([sacctStep(9, "batch")]);
    expect(await records(8)).toEqual([[batch, sacctText([broken]).split("\n").slice(1, 3).join("\n")]]);
    expect(await records(9)).toEqual([[batch, lineOf(sacctRun(9))]]);
  });

  it("says so where none was kept", async () => {
    const headers = app.as.finance.headers;
    const url = "/api/v1/runs/019a0000-0000-7000-8000-0000deadbeef/records";
    expect((await app.inject({ url, headers })).statusCode).toBe(404);
    await ingest([thai]);
    await administer(app.database.url, "truncate usage.record_pack");
    expect(await records(7)).toEqual([]);
  });
});
