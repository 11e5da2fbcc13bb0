import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { jobLifter } from "../../integrations/slurm/job-lifter.ts";
import { SYSTEM_ACTOR } from "../../platform/context.ts";
import { createLog } from "../../platform/log.ts";
import { testConfig } from "../../testing/contract-app.ts";
import { createTestDatabase } from "../../testing/database.ts";
import { chargedTotals, type SacctRow, sacctRun, sacctStep, sacctText, storedRuns } from "../../testing/usage-api.ts";
import { runPricer } from "../rating/run-pricer.ts";
import { ingestUsage } from "./ingest-usage.ts";

/** A run with its steps, or an earlier reading of it: what stays in one file, in whatever order its lines stand. */
type Block = readonly SacctRow[];

function blocks(): Block[] {
  const all: Block[] = [];
  for (let jobId = 1; jobId <= 12; jobId += 1) {
    const User = `user${jobId % 3}`;
    const run = sacctRun(jobId, { User, JobName: `${jobId}|ทด` });
    all.push([
      run,
      sacctStep(jobId, "batch"),
      sacctStep(jobId, "0", { MaxRSS: "9M", AveRSS: "2M", TotalCPU: "01:00" }),
    ]);
    if (jobId % 4 === 0) all.push([{ ...run, State: "RUNNING", End: "Unknown", ElapsedRaw: String(jobId * 10) }]);
    if (jobId % 4 === 0)
      all.push([{ ...run, State: "PENDING", Start: "Unknown", End: "Unknown", ElapsedRaw: "0", AllocTRES: "" }]);
    if (jobId % 5 === 0) all.push(requeued(jobId, User));
  }
  return all;
}

function requeued(jobId: number, User: string): Block {
  const times = { Submit: "2026-03-01T02:00:00", Eligible: "2026-03-01T02:00:00", Start: "2026-03-01T02:05:00" };
  const end = { End: "2026-03-01T02:15:00", ElapsedRaw: "600" };
  return [
    sacctRun(jobId, { ...times, ...end, User }),
    sacctStep(jobId, "batch", { ...times, ...end, Submit: times.Start }),
  ];
}

interface Delivery {
  readonly files: readonly (readonly Block[])[];
  readonly runsPerChunk: number;
  readonly pieceBytes: number;
}

/** What the database holds after these files. */
async function stateAfter({ files, runsPerChunk, pieceBytes }: Delivery) {
  await using database = await createTestDatabase();
  const config = testConfig(database.url);
  const ctx = {
    db: database.db,
    config,
    log: createLog({ level: "silent" }),
    now: () => new Date("2026-11-21T04:00:00Z"),
  };
  const usage = { ...ctx, actor: SYSTEM_ACTOR, requestId: null, client: null, call: null };
  let added = 0;
  for (const file of files) {
    const batch = await ingestUsage(
      { ...usage, pricer: runPricer, lifter: jobLifter },
      {
        ...{ source: "file", sourceName: "test", cluster: null, timeZone: "UTC", idempotencyKey: null, runsPerChunk },
        content: pieces(Buffer.from(sacctText(file.flat())), pieceBytes),
      },
    );
    added += batch.runs_new;
    expect(batch.rejected).toBe(0);
  }
  const app = { ctx };
  const { rows } = await database.db.pool.query("select * from platform.check_invariants()");
  const { rows: miscounted } = await database.db.pool.query("select * from usage.check_day_counts()");
  return { runs: await storedRuns(app), totals: await chargedTotals(app), added, broken: [...rows, ...miscounted] };
}

async function* pieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const ALL = blocks();

/** All blocks at least once, some twice, in any order, some with their lines the other way round, in up to three files. */
const deliveries: fc.Arbitrary<Delivery> = fc
  .record({
    again: fc.subarray(ALL),
    cuts: fc.tuple(fc.nat({ max: 60 }), fc.nat({ max: 60 })),
    runsPerChunk: fc.integer({ min: 1, max: 6 }),
    pieceBytes: fc.integer({ min: 50, max: 5_000 }),
  })
  .chain(({ again, cuts, ...rest }) =>
    fc
      .record({
        order: fc.shuffledSubarray([...ALL, ...again], { minLength: ALL.length + again.length }),
        turned: fc.array(fc.boolean(), { minLength: ALL.length * 2, maxLength: ALL.length * 2 }),
      })
      .map(({ order, turned }) => {
        const laid = order.map((block, index) => (turned[index] ? block.toReversed() : block));
        const [first = 0, second = 0] = [...cuts].sort((a, b) => a - b);
        const files = [laid.slice(0, first), laid.slice(first, second), laid.slice(second)];
        return { ...rest, files: files.filter((file) => file.length > 0) };
      }),
  );

describe("what is ingested", () => {
  it("ends in the same runs and the same money in any order, repeated, split over files and cut into chunks", async () => {
    const plain = await stateAfter({ files: [ALL], runsPerChunk: 8_000, pieceBytes: 1_000_000 });
    expect(plain.runs).toHaveLength(14);
    expect(plain.broken).toEqual([]);
    expect(plain.totals).toEqual({ user0: "48000000", user1: "50000000", user2: "50000000" });
    await fc.assert(
      fc.asyncProperty(deliveries, async (delivery) => {
        expect(await stateAfter(delivery)).toEqual(plain);
      }),
      { numRuns: 12, endOnFailure: true },
    );
  }, 120_000);
});
