import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { afterEach, beforeEach, expect, it } from "vitest";
import { verifyAudit } from "../domains/audit/verify-audit.ts";
import { brokenInvariants } from "../testing/billable-runs.ts";
import { testConfig } from "../testing/contract-app.ts";
import { createTestDatabase, type TestDatabase } from "../testing/database.ts";
import { type FakeSacct, makeFakeSacct } from "../testing/fake-sacct.ts";
import { ownerPool } from "../testing/owner-pool.ts";
import { startProgram } from "../testing/program.ts";

/** How often a worker is killed or put to sleep. */
const ROUNDS = Number(process.env.FAULTS_PULL_ROUNDS ?? 6);
const DAYS = 12;
const RUNS = 300;

/** Prints what $HERE/runs holds of the window, slowly enough to be killed in the middle. */
const SCRIPT = `
sleep 0.1
from=$(date -u -d "$FROM" +%s); to=$(date -u -d "$TO" +%s)
awk -v from="$from" -v to="$to" -v d="$D" -v format="$FORMAT" -v state="$STATE" '
BEGIN {
  n = split(format, names, ","); line = names[1]
  for (i = 2; i <= n; i++) line = line d names[i]
  print line
}
state == "" && $2 < to && $3 >= from {
  v["JobID"] = v["JobIDRaw"] = $1; v["Cluster"] = "lotus"; v["User"] = "somchai"; v["Account"] = "physics"
  v["Partition"] = "cpu"; v["QOS"] = "normal"; v["State"] = "COMPLETED"; v["ExitCode"] = "0:0"; v["JobName"] = "job"
  v["Submit"] = v["Eligible"] = v["Start"] = $2; v["End"] = $3; v["ElapsedRaw"] = $3 - $2; v["AllocTRES"] = "cpu=2,mem=1G,node=1"
  line = v[names[1]]
  for (i = 2; i <= n; i++) line = line d v[names[i]]
  print line
}' "$HERE/runs"
sleep 0.1
`;

let database: TestDatabase;
let owner: pg.Pool;
let sacct: FakeSacct;
let workers: ChildProcess[];

beforeEach(async () => {
  database = await createTestDatabase();
  owner = ownerPool(database.url);
  sacct = await makeFakeSacct(SCRIPT);
  workers = [];
  const begin = Math.floor(Date.now() / 1_000) - DAYS * 86_400;
  // Of an hour and a half each, so that some of them lie over the edges of days.
  const runs = Array.from({ length: RUNS }, (_, index) => {
    const start = begin + Math.floor((index * (DAYS * 86_400 - 6_000)) / RUNS);
    return `${index + 1} ${start} ${start + 5_400}`;
  });
  await writeFile(join(sacct.folder, "runs"), `${runs.join("\n")}\n`);
  const since = new Date((begin - 86_400) * 1_000).toISOString().slice(0, 10);
  const clusters = [{ name: "lotus", time_zone: "UTC", since, sources: [{ kind: "sacct", program: sacct.program }] }];
  await writeFile(join(sacct.folder, "sources.json"), JSON.stringify({ clusters }));
}, 60_000);

afterEach(async () => {
  await Promise.all(workers.map(killed));
  await owner.end();
  await database.drop();
  await sacct[Symbol.asyncDispose]();
});

function startWorker(): void {
  const env = { SOURCES_FILE: join(sacct.folder, "sources.json"), LOG_LEVEL: "error" };
  const worker = startProgram({ args: ["worker"], databaseUrl: database.url, env });
  worker.stdout?.resume();
  worker.stderr?.pipe(process.stderr);
  workers.push(worker);
}

async function killed(worker: ChildProcess): Promise<void> {
  if (worker.exitCode !== null || worker.signalCode !== null) return;
  worker.kill("SIGKILL");
  await once(worker, "exit");
}

/** What two minutes and the next full minute would do: leases end, and somebody looks after the pulls. */
async function letTimePass(): Promise<void> {
  await owner.query("update usage.pull set leased_until = now() - interval '1 second' where state = 'running'");
  await owner.query("select graphile_worker.add_job('usage_look_after_pulls')");
}

async function progress(): Promise<{ state: string; batches: number }> {
  const { rows } = await owner.query("select state, batches::int from usage.pull order by id limit 1");
  return rows[0] ?? { state: "none", batches: 0 };
}

it("of two workers, killed and put to sleep at any moment, counts every run once", async () => {
  startWorker();
  startWorker();
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = await progress();
    await letTimePass().catch(() => {}); // the queue is there once a worker has begun
    await expect.poll(async () => (await progress()).batches > before.batches, { timeout: 60_000 }).toBe(true);
    await sleep(Math.random() * 500);
    if ((await progress()).state === "done") break;
    const worker = workers[workers.length - 1 - (round % 2)];
    if (worker === undefined) throw new Error("there are always two workers");
    if (round % 3 === 2) {
      // It sleeps past its lease; another takes over, and what it still brings is refused.
      worker.kill("SIGSTOP");
      await letTimePass();
      await sleep(1_500);
      worker.kill("SIGCONT");
    } else {
      await killed(worker);
      startWorker();
    }
  }
  await expect
    .poll(
      async () => {
        if ((await progress()).state !== "done") await letTimePass();
        return (await progress()).state;
      },
      { timeout: 120_000, interval: 2_000 },
    )
    .toBe("done");
  const { rows: runs } = await owner.query("select job_id::int as id from jobs.run order by job_id");
  expect(runs.map(({ id }) => id)).toEqual(Array.from({ length: RUNS }, (_, index) => index + 1));
  const { rows: sums } = await owner.query(`
      select (select sum(runs_new)::int from usage.pull) as pulled, (select sum(runs_new)::int from usage.batch) as read,
             (select sum(batches)::int from usage.pull) as counted, (select count(*)::int from usage.batch) as batches,
             (select count(*)::int from jobs.run_version) as corrections`);
  const { batches } = sums[0];
  expect(sums[0]).toEqual({ pulled: RUNS, read: RUNS, counted: batches, batches, corrections: 0 });
  expect(await brokenInvariants(database.db)).toEqual([]);
  const { rows: noted } = await owner.query(
    "select count(*)::int as n from audit.record where action = 'usage.ingested'",
  );
  expect(noted).toEqual([{ n: batches }]);
  const { bad, unsealed } = await verifyAudit({ db: database.db, config: testConfig(database.url) });
  expect({ bad, unsealed }).toEqual({ bad: null, unsealed: 0n });
}, 300_000);
