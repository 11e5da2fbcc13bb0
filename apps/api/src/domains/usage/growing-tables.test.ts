import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ContractApp, startContractApp } from "../../testing/contract-app.ts";
import { administer } from "../../testing/database-server.ts";
import { sacctRun, sacctText, upload } from "../../testing/usage-api.ts";

describe("a large upload after a tiny one", () => {
  let app: ContractApp;
  beforeAll(async () => {
    app = await startContractApp();
  });
  afterAll(async () => await app[Symbol.asyncDispose]());

  it("checks its foreign keys by index, though the connection has planned them for nearly empty tables", async () => {
    await upload(app, sacctText([sacctRun(900_000)]));
    // What autovacuum does: from now on the planner knows the table for a single page, which is quickest read whole.
    await administer(app.database.url, "vacuum analyze jobs.run");
    for (let round = 1; round < 8; round += 1) await upload(app, sacctText([sacctRun(900_000 + round)]));
    const many = Array.from({ length: 6_000 }, (_, index) => sacctRun(index + 1));
    expect((await upload(app, sacctText(many))).json()).toMatchObject({ runs_new: 6_000 });
    const { rows } = await app.ctx.db.pool.query<{ read: bigint }>(
      "select pg_stat_clear_snapshot(), seq_tup_read as read from pg_stat_user_tables where schemaname = 'jobs' and relname = 'run'",
    );
    // Reading the table once for each charge would come to millions of rows.
    expect(Number(rows[0]?.read)).toBeLessThan(100_000);
  });
});

describe("a large upload after one that was refused at its end", () => {
  let app: ContractApp;
  beforeAll(async () => {
    app = await startContractApp();
  });
  afterAll(async () => await app[Symbol.asyncDispose]());

  it("checks its foreign keys by the primary key, though statistics take the table for empty", async () => {
    const text = sacctText(Array.from({ length: 6_000 }, (_, index) => sacctRun(index + 1)));
    expect((await upload(app, text.slice(0, -40))).json()).toMatchObject({ error: { code: "INGEST_TRUNCATED" } });
    // What autovacuum does with a table that holds pages and no rows: from now on every index looks as good as any other.
    await administer(app.database.url, "analyze jobs.run");
    expect((await upload(app, text)).json()).toMatchObject({ runs_new: 6_000 });
    const { rows } = await app.ctx.db.pool.query<{ scans: bigint }>(
      `select pg_stat_clear_snapshot(), sum(idx_scan)::bigint as scans from pg_stat_user_indexes
       where schemaname = 'jobs' and relname = 'run' and indexrelname <> 'run_pkey'`,
    );
    expect(Number(rows[0]?.scans)).toBeLessThan(1_000);
  });
});
