import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { brokenInvariants } from "../../testing/billable-runs.ts";
import { createTestDatabase, type TestDatabase } from "../../testing/database.ts";
import { exampleRun, NOON } from "../../testing/example-rating.ts";
import { storeAndRate } from "../../testing/rated-runs.ts";
import type { Run } from "../jobs/core/run.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => await database.drop());

let jobId = 0;
beforeEach(() => {
  jobId += 1000;
});

/** A run of its own, of a user whom the classifier calls `mu`. */
function aRun(change: Partial<Run> = {}): Run {
  jobId += 1;
  return exampleRun({ jobId, displayId: String(jobId), user: `user.x${"abcdefghij".charAt(jobId % 10)}`, ...change });
}

async function one<T>(sql: string, values: unknown[]): Promise<T | undefined> {
  const { rows } = await database.db.pool.query(sql, values);
  return rows[0] as T | undefined;
}

const charge = async (runId: string | undefined) =>
  await one<Record<string, unknown>>("select * from rating.charge where run_id = $1", [runId]);
const verdict = async (runId: string | undefined) =>
  (await one<{ verdict: string }>("select verdict from rating.uncharged where run_id = $1", [runId]))?.verdict;
describe("rateRuns", () => {
  it("writes the charge with every input it was computed from", async () => {
    const [id] = await storeAndRate(database.db, [
      aRun({ user: "somchai.dee", allocatedCpus: 4, gpus: 2, gpuTypes: { a100: 2 }, suspendedSeconds: 600 }),
    ]);
    expect(await charge(id)).toMatchObject({
      card_id: "019a0000-0000-7000-8000-000000000001",
      raw_state: "COMPLETED",
      ended_at: new Date(NOON * 1000),
      cpu_milliseconds: 12_000_000n,
      gpu_seconds: 7_200n,
      memory_kib_seconds: 3_774_873_600n,
      gpu_type: "a100",
      gpu_parts: null,
      partition_multiplier_micros: 1_000_000n,
      cpu_micros: 3_333_333n,
      gpu_micros: 10_000_000n,
      memory_micros: 500_000n,
      minimum_micros: 0n,
      receipt_id: null,
    });
  });

  it("keeps the shares of several GPU types, exactly", async () => {
    const [id] = await storeAndRate(database.db, [aRun({ gpus: 3, gpuTypes: { h100: 1, a100: 1 } })]);
    const parts = ["a100", "h100", null].map((type) => ({ type, seconds: "3600" }));
    expect(await charge(id)).toMatchObject({
      gpu_type: null,
      gpu_seconds: 10_800n,
      gpu_parts: parts.map((part) => expect.objectContaining(part)),
    });
  });

  it.each([
    ["not_ended", { rawState: "RUNNING", endedAt: null, state: "running" as const }],
    [
      "never_started",
      { rawState: "CANCELLED by 1002", startedAt: null, allocatedTres: "", state: "cancelled" as const },
    ],
    ["free_state", { rawState: "NODE_FAIL", state: "failed" as const }],
    ["unknown_state", { rawState: "LAUNCH_FAILED", state: "unknown" as const }],
    ["no_rate_card", { submittedAt: 0, startedAt: 0, endedAt: 60 }],
    ["too_large", { allocatedCpus: 2 ** 52 }],
  ])("gives a run the verdict %s", async (expected, change) => {
    const [id] = await storeAndRate(database.db, [aRun(change)]);
    expect(await verdict(id)).toBe(expected);
    expect(await charge(id)).toBeUndefined();
  });

  it("charges rows that ended as REQUEUED or RESIZING for what they held", async () => {
    const ids = await storeAndRate(database.db, [
      aRun({ rawState: "REQUEUED", state: "pending" }),
      aRun({ rawState: "RESIZING", state: "pending" }),
    ]);
    for (const id of ids)
      expect(await charge(id)).toMatchObject({ cpu_micros: expect.any(BigInt), memory_kib_seconds: 3_774_873_600n });
  });

  it("survives whatever a state may be called", async () => {
    const rawState = "COMPLETED \t\\.\n\\N ปิด";
    const [id] = await storeAndRate(database.db, [aRun({ rawState })]);
    expect((await charge(id))?.raw_state).toBe(rawState);
  });

  it("adds up to the same whatever the order and the batches", async () => {
    const runs = Array.from({ length: 60 }, (_, index) =>
      aRun({ user: "order.one", allocatedCpus: index + 1, endedAt: NOON - index, gpus: index % 3 }),
    );
    const twins = runs.map((run) => ({ ...run, user: "order.two", jobId: run.jobId + 500_000 })).reverse();
    await storeAndRate(database.db, runs);
    for (let from = 0; from < twins.length; from += 7) await storeAndRate(database.db, twins.slice(from, from + 7));
    await storeAndRate(database.db, runs);
    const { rows } = await database.db.pool.query(
      `select a.slurm_user, count(*), sum(cpu_micros) as cpu, sum(gpu_micros) as gpu, sum(memory_micros) as memory
       from rating.charge c join organisation.billing_account a on a.id = c.account_id
       where a.slurm_user like 'order.%' group by 1 order by 1`,
    );
    expect(rows).toHaveLength(2);
    expect({ ...rows[0], slurm_user: "" }).toEqual({ ...rows[1], slurm_user: "" });
    expect(rows[0].count).toBe(60n);
  });
});

describe("rerateRuns", () => {
  it("replaces an unbilled charge and keeps what it was", async () => {
    const run = aRun();
    const [id] = await storeAndRate(database.db, [run]);
    await storeAndRate(database.db, [{ ...run, allocatedCpus: 8 }]);
    expect(await charge(id)).toMatchObject({ cpu_milliseconds: 28_800_000n });
    const kept = await one<{ charge: { cpu_milliseconds: number } }>(
      "select charge from rating.superseded_charge where run_id = $1",
      [id],
    );
    expect(kept?.charge.cpu_milliseconds).toBe(3_600_000);
  });

  it("writes nothing where the change is none of the price's", async () => {
    const run = aRun({ gpus: 2, gpuTypes: { a100: 1 } });
    const [id] = await storeAndRate(database.db, [run]);
    await storeAndRate(database.db, [{ ...run, exitCode: 3, name: "renamed" }]);
    expect(await one("select 1 from rating.superseded_charge where run_id = $1", [id])).toBeUndefined();
  });

  it("turns a verdict into a charge when the run has ended", async () => {
    const run = aRun();
    const [id] = await storeAndRate(database.db, [{ ...run, rawState: "RUNNING", state: "running", endedAt: null }]);
    expect(await verdict(id)).toBe("not_ended");
    await storeAndRate(database.db, [run]);
    expect(await verdict(id)).toBeUndefined();
    expect(await charge(id)).toMatchObject({ cpu_milliseconds: 3_600_000n });
  });
});

it("leaves every run with exactly one of a charge and a verdict", async () => {
  expect(await brokenInvariants(database.db)).toEqual([]);
});
