import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runPricer } from "../domains/rating/run-pricer.ts";
import { ingestUsage } from "../domains/usage/ingest-usage.ts";
import { jobLifter } from "../integrations/slurm/job-lifter.ts";
import { SYSTEM_ACTOR } from "../platform/context.ts";
import { createLog } from "../platform/log.ts";
import { testConfig } from "../testing/contract-app.ts";
import { createTestDatabase, type TestDatabase } from "../testing/database.ts";
import { DEMO_TIME_ZONE, DEMO_USERS } from "./centre.ts";
import { demoRuns } from "./demo-runs.ts";
import { sacctText } from "./sacct-text.ts";

const SPAN = {
  seed: 20_260_901,
  runs: 20_000,
  from: new Date("2026-08-31T17:00:00Z"),
  to: new Date("2026-11-21T04:00:00Z"),
};

function digest(span: typeof SPAN): string {
  const hash = createHash("sha256");
  for (const chunk of sacctText(span)) hash.update(chunk);
  return hash.digest("hex");
}

describe("the demonstration centre", () => {
  const runs = [...demoRuns(SPAN)];
  const states = new Set(runs.map((run) => run.rawState.split(" ")[0] ?? ""));

  it("is the same bytes for the same seed and span, and others for another seed", () => {
    const first = digest(SPAN);
    expect(digest(SPAN)).toBe(first);
    expect(digest({ ...SPAN, seed: 1 })).not.toBe(first);
  });

  it("has some 20,000 runs of 60 people in 4 partitions with two types of GPU", () => {
    expect(runs.length).toBeGreaterThanOrEqual(20_000);
    expect(runs.length).toBeLessThan(20_100);
    expect(new Set(runs.map((run) => run.user.name))).toEqual(new Set(DEMO_USERS.map((user) => user.name)));
    expect(DEMO_USERS).toHaveLength(60);
    expect(new Set(runs.map((run) => run.partition.name)).size).toBe(4);
    const types = runs.filter((run) => run.gpus > 0).map((run) => run.partition.gpuType);
    expect(new Set(types)).toEqual(new Set(["a100", "h100"]));
  });

  it.each(["COMPLETED", "FAILED", "TIMEOUT", "OUT_OF_MEMORY", "CANCELLED", "NODE_FAIL", "REQUEUED", "PREEMPTED"])(
    "has runs that ended as %s",
    (state) => {
      expect(states).toContain(state);
    },
  );

  it("has arrays, requeued jobs with two runs, and jobs cancelled while they waited", () => {
    expect(runs.some((run) => /_\d+$/.test(run.displayId))).toBe(true);
    const requeued = runs.filter((run) => run.rawState === "REQUEUED");
    const again = requeued.filter((run) =>
      runs.some((other) => other.jobId === run.jobId && other.submittedAt === run.endedAt),
    );
    expect(again.length).toBeGreaterThan(100);
    const waiting = runs.filter((run) => run.rawState.startsWith("CANCELLED") && run.startedAt === null);
    expect(waiting.length).toBeGreaterThan(100);
  });

  it("says nothing of what comes after the time it was read at", () => {
    const readAt = SPAN.to.getTime() / 1000;
    for (const run of runs) {
      expect(Math.max(run.submittedAt, run.startedAt ?? 0, run.endedAt ?? 0)).toBeLessThanOrEqual(readAt);
      if (run.endedAt === null) expect(["PENDING", "RUNNING"]).toContain(run.rawState);
    }
  });

  it("gives every job an id of its own", () => {
    const keys = new Set(runs.map((run) => `${run.jobId} ${run.submittedAt}`));
    expect(keys.size).toBe(runs.length);
    const perJob = new Map<number, number>();
    for (const run of runs) perJob.set(run.jobId, (perJob.get(run.jobId) ?? 0) + 1);
    expect(Math.max(...perJob.values())).toBe(2);
  });
});

describe("its text", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(async () => await database[Symbol.asyncDispose]());

  it("is ingested without a reject, and with a charge or a verdict for each run", async () => {
    const config = testConfig(database.url);
    const log = createLog({ level: "silent" });
    const batch = await ingestUsage(
      {
        ...{
          db: database.db,
          config,
          log,
          now: () => SPAN.to,
          actor: SYSTEM_ACTOR,
          requestId: null,
          client: null,
          call: null,
        },
        pricer: runPricer,
        lifter: jobLifter,
      },
      {
        ...{ source: "demo", sourceName: "demo", cluster: null, timeZone: DEMO_TIME_ZONE, idempotencyKey: null },
        content: chunks(),
      },
    );
    const count = [...demoRuns(SPAN)].length;
    expect(batch).toMatchObject({ rejected: 0, runs_new: count, runs_changed: 0, runs_unchanged: 0 });
    const { rows } = await database.db.pool.query(`
      select (select count(*) from rating.charge) + (select count(*) from rating.uncharged) as rated,
        (select count(*) from organisation.billing_account where kind = 'person') as people,
        (select count(*) from platform.check_invariants()) as broken`);
    expect(rows).toEqual([{ rated: BigInt(count), people: 60n, broken: 0n }]);
  }, 60_000);
});

async function* chunks(): AsyncGenerator<Buffer> {
  yield* sacctText(SPAN);
}
