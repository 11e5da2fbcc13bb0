import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { jobLifter } from "../../integrations/slurm/job-lifter.ts";
import { systemContext } from "../../platform/context.ts";
import { type ContractApp, startContractApp } from "../../testing/contract-app.ts";
import { ScriptedSource, unreachable } from "../../testing/scripted-source.ts";
import { sacctRun } from "../../testing/usage-api.ts";
import { runPricer } from "../rating/run-pricer.ts";
import { pullOnce } from "./pull-once.ts";

const DAY = 86_400;

let app: ContractApp;
let source: ScriptedSource;
/** The end of yesterday, and with it of every stretch below, in UTC. */
let midnight: number;
let clusters = 0;
let cluster = "";
beforeAll(async () => {
  app = await startContractApp();
});
beforeEach(() => {
  clusters += 1;
  cluster = `lotus${clusters}`;
  source = new ScriptedSource("sacct");
  midnight = Math.floor(Date.now() / 1_000 / DAY) * DAY;
});
afterAll(async () => {
  expect((await app.ctx.db.pool.query("select * from usage.check_day_counts()")).rows).toEqual([]);
  await app[Symbol.asyncDispose]();
});

const dayOf = (ago: number) => new Date((midnight - ago * DAY) * 1_000).toISOString().slice(0, 10);

/** Adds a run of an hour that ended at noon so many days ago. */
function addRun(jobId: number, ago: number): void {
  const endedAt = midnight - ago * DAY + DAY / 2;
  const [start, end] = [endedAt - 3_600, endedAt].map((time) => new Date(time * 1_000).toISOString().slice(0, 19));
  const times = { Submit: start ?? "", Eligible: start ?? "", Start: start ?? "", End: end ?? "" };
  source.runs.push({ startedAt: endedAt - 3_600, endedAt, row: sacctRun(jobId, { ...times, Cluster: cluster }) });
}

/** Pulls everything since so many days ago; a source that fails for the second stretch leaves the rest unread. */
async function pull(since: number): Promise<void> {
  const ctx = { ...systemContext(app.ctx), pricer: runPricer, lifter: jobLifter };
  // Always due: the clock's whole seconds are compared with parts of one.
  const schedule = { timeZone: "UTC", everySeconds: -1, overlapSeconds: 60, since: midnight - since * DAY };
  const stretches = since + 2;
  for (let stretch = 0; stretch < stretches; stretch += 1) {
    await pullOnce(ctx, { cluster, ...schedule, sources: [source] }, new AbortController().signal);
  }
}

async function states(from: number): Promise<string[]> {
  const query = `cluster=${cluster}&from=${dayOf(from)}&until=${dayOf(0)}`;
  const answer = await app.inject({ url: `/api/v1/usage/coverage?${query}`, headers: app.as.auditor.headers });
  return answer.json().data.map((day: { state: string }) => day.state);
}

it("takes a day that was pulled for read, whether it has runs or not", async () => {
  addRun(1, 5);
  addRun(2, 2);
  await pull(5);
  expect(await states(5)).toEqual(["read", "quiet", "quiet", "read", "quiet"]);
});

it("takes no day for read that no source gave", async () => {
  addRun(1, 4);
  source.onAsked = async () => {
    if (source.asked.length > 1) source.failure = unreachable();
  };
  await pull(4);
  expect(await states(4)).toEqual(["read", "gap", "gap", "gap"]);
  source.failure = null;
  source.onAsked = async () => {};
  await pull(4);
  expect(await states(4)).toEqual(["read", "quiet", "quiet", "quiet"]);
});
