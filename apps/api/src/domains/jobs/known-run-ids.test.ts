import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { brokenInvariants } from "../../testing/billable-runs.ts";
import { createTestDatabase, type TestDatabase } from "../../testing/database.ts";
import { storeAndRate } from "../../testing/rated-runs.ts";
import { sampleRun } from "../../testing/sample-run.ts";

describe("a run that Slurm names itself", () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await createTestDatabase();
  });
  afterEach(async () => {
    expect(await brokenInvariants(database.db)).toEqual([]);
    await database[Symbol.asyncDispose]();
  });

  const submittedAt = 1_790_000_000;
  const times = { submittedAt, eligibleAt: submittedAt, startedAt: submittedAt + 60, endedAt: submittedAt + 3_660 };
  const plain = sampleRun({ ...times, jobId: 41 });
  const named = { ...plain, sluid: "s1A2B3C" };

  it.each([
    ["without its name and then with it", [plain, named, plain, named]],
    ["with its name and then without it", [named, plain, named, plain]],
  ])("is one run and one charge where it is told %s", async (_order, told) => {
    for (const run of told) await storeAndRate(database.db, [run]);
    const runs = await database.db.selectFrom("jobs.run as r").select(["r.sluid"]).execute();
    expect(runs).toEqual([{ sluid: "s1A2B3C" }]);
    const charges = await database.db.selectFrom("rating.charge as c").select("c.run_id").execute();
    expect(charges).toHaveLength(1);
  });

  it("is not taken for one of another name, nor for one of another cluster's job or time", async () => {
    await storeAndRate(database.db, [named, { ...plain, sluid: "sOther" }]);
    await storeAndRate(database.db, [
      { ...plain, jobId: 42 },
      { ...plain, submittedAt: submittedAt + 1 },
    ]);
    const runs = await database.db.selectFrom("jobs.run as r").select("r.run_id").execute();
    expect(runs).toHaveLength(4);
  });
});
