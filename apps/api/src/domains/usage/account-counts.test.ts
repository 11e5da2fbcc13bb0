import { Readable } from "node:stream";
import { afterAll, beforeAll, expect, it } from "vitest";
import { jobLifter } from "../../integrations/slurm/job-lifter.ts";
import { systemContext } from "../../platform/context.ts";
import { type ContractApp, startContractApp } from "../../testing/contract-app.ts";
import { type SacctRow, sacctRun, sacctText, upload } from "../../testing/usage-api.ts";
import { runPricer } from "../rating/run-pricer.ts";
import { ingestUsage } from "./ingest-usage.ts";

let app: ContractApp;
beforeAll(async () => {
  app = await startContractApp({ now: () => new Date("2026-11-21T04:00:00Z") });
});
afterAll(async () => await app[Symbol.asyncDispose]());

/** What is counted after these runs were read, by account and user; what is counted has to be what there is. */
async function countedAfter(...rows: SacctRow[]): Promise<Record<string, string>> {
  const answer = await upload(app, sacctText(rows), { query: { time_zone: "UTC" } });
  expect(answer.statusCode).toBe(201);
  expect((await app.ctx.db.pool.query("select * from platform.check_invariants()")).rows).toEqual([]);
  const { rows: counts } = await app.ctx.db.pool.query(`
    select a.text || ' ' || u.text as place, c.run_count || ' ' || coalesce(to_char(c.last_submitted_at at time zone 'UTC', 'HH24:MI'), '-') as counted
    from usage.account_count c join jobs.label a on a.id = c.account_label join jobs.label u on u.id = c.user_label`);
  return Object.fromEntries(counts.map(({ place, counted }) => [place, counted]));
}

const at = (hour: string) => ({ Submit: `2026-03-01T${hour}:00` });
const one = sacctRun(1, { ...at("00:10"), User: "ann" });
const two = sacctRun(2, { ...at("00:20"), User: "ann" });

it("follows runs from account to account and from user to user, also the one that was submitted last", async () => {
  expect(await countedAfter(one, two)).toEqual({ "physics ann": "2 00:20" });
  // The same again, and a correction of something else, change nothing.
  expect(await countedAfter(one, { ...two, AllocTRES: "cpu=4,mem=1G,node=1" })).toEqual({ "physics ann": "2 00:20" });
  const moved = { ...two, Account: "astro", AllocTRES: "cpu=4,mem=1G,node=1" };
  expect(await countedAfter(moved)).toEqual({ "physics ann": "1 00:10", "astro ann": "1 00:20" });
  // One goes and another comes in the same text; then the last of all goes.
  const three = sacctRun(3, { ...at("00:05"), User: "ann" });
  expect(await countedAfter({ ...one, User: "bob" }, three)).toEqual({
    ...{ "physics ann": "1 00:05", "physics bob": "1 00:10", "astro ann": "1 00:20" },
  });
  expect(await countedAfter({ ...three, Account: "astro" })).toEqual({
    ...{ "physics ann": "0 -", "physics bob": "1 00:10", "astro ann": "2 00:20" },
  });
});

it("counts what comes and goes again in one text, however it is cut", async () => {
  const places = ["biology", "chemistry", "biology", "geology"]; // two in a chunk, of which the last one counts
  const text = sacctText(
    // Each reading is of the end, and allocates more than the one before it.
    places.map((Account, n) => sacctRun(5, { User: "eve", Account, AllocTRES: `cpu=${n + 1},mem=1G,node=1` })),
  );
  const input = { source: "file", sourceName: "moves", cluster: null, timeZone: "UTC", idempotencyKey: null } as const;
  const ctx = { ...systemContext(app.ctx), pricer: runPricer, lifter: jobLifter };
  await ingestUsage(ctx, { ...input, runsPerChunk: 1, content: Readable.from([Buffer.from(text)]) });
  const counted = await countedAfter(sacctRun(6, { User: "fay", Account: "geology" }));
  expect(counted).toMatchObject({ "geology eve": "1 01:00", "chemistry eve": "0 -" });
});

it("is found out by the check of invariants where it is wrong", async () => {
  await countedAfter(sacctRun(9, { User: "ann" }));
  await app.ctx.db.pool.query("update usage.account_count set run_count = run_count + 1 where run_count > 0");
  const { rows } = await app.ctx.db.pool.query("select distinct invariant from platform.check_invariants()");
  expect(rows).toEqual([{ invariant: "runs of an account are not what is counted of them" }]);
});
