import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { jobLifter } from "../../integrations/slurm/job-lifter.ts";
import { SYSTEM_ACTOR } from "../../platform/context.ts";
import { createLog } from "../../platform/log.ts";
import { testConfig } from "../../testing/contract-app.ts";
import { createTestDatabase } from "../../testing/database.ts";
import { type StoredTruth, storedTruth } from "../../testing/stored-truth.ts";
import * as job from "../../testing/told-jobs.ts";
import { ids, stated, type ToldJob, timed, told } from "../../testing/told-jobs.ts";
import { runPricer } from "../rating/run-pricer.ts";
import { ingestUsage } from "./ingest-usage.ts";
import { pushRuns } from "./push-runs.ts";

const A100 = [job.cpu(4), job.mem(8192), job.gres("gpu:a100", 2), job.gres("gpu", 2)];
const withGpus = (id: number) =>
  job.given(ids(id), "cpu=4,gres/gpu:a100=2,gres/gpu=2,mem=8G", A100, {
    ...{ cpus: 4, memory_bytes: 8 * 2 ** 30, gpus: [{ type: "a100", count: 2 }] },
  });
const running = (at: ToldJob, elapsed: number) =>
  told(timed(stated(at, "RUNNING"), 0, 10, null), {
    text: { ElapsedRaw: String(elapsed) },
    json: { time: { elapsed } },
    pushed: { elapsed_seconds: elapsed },
  });
const waiting = (id: number) => timed(job.empty(stated(ids(id), "PENDING")), 0, null, null);
const suspended = told(ids(5), {
  text: { ElapsedRaw: "3000", Suspended: "00:10:00" },
  json: { time: { elapsed: 3000, suspended: 600 } },
  pushed: { elapsed_seconds: 3000, suspended_seconds: 600 },
});
const component = (offset: number) =>
  told(ids(20 + offset), {
    text: { JobID: `20+${offset}` },
    json: { het: { job_id: 20, job_offset: job.some(offset) } },
    pushed: { display_id: `20+${offset}` },
  });

/** Readings of fourteen runs, several of some: while they waited, ran and had ended, requeued, het, suspended. */
const RECORDS: readonly ToldJob[] = [
  ...[waiting(1), running(ids(1), 100), running(ids(1), 2000), job.stepped(ids(1))],
  ...[withGpus(2), running(withGpus(2), 500), job.stepped(stated(ids(3), "TIMEOUT")), waiting(4), suspended],
  ...["REQUEUED", "NODE_FAIL", "COMPLETED"].map((state, n) =>
    timed(stated(ids(6), state), n * 5_000, n * 5_000 + 10, n * 5_000 + 70),
  ),
  ...[component(0), component(1), timed(job.empty(stated(ids(7), "CANCELLED")), 0, null, 5)],
  ...[
    timed(stated(ids(8), "RESIZING"), 0, 10, 20),
    timed(ids(8), 20, 10, 40),
    running(ids(9), 30),
    running(ids(9), 60),
  ],
];

const FORMS = ["text", "json", "push"] as const;
type Parcel = readonly [form: (typeof FORMS)[number], records: readonly ToldJob[]];
interface Delivery {
  readonly parcels: readonly Parcel[];
  readonly runsPerChunk: number;
  readonly isPacked: boolean;
}

async function truthAfter({ parcels, runsPerChunk, isPacked }: Delivery): Promise<StoredTruth> {
  await using database = await createTestDatabase();
  const ctx = {
    ...{ db: database.db, config: testConfig(database.url), log: createLog({ level: "silent" }) },
    now: () => new Date("2026-11-21T04:00:00Z"),
    ...{ actor: SYSTEM_ACTOR, requestId: null, client: null, call: null, pricer: runPricer, lifter: jobLifter },
  };
  for (const [form, records] of parcels) {
    if (form === "push") {
      const input = { cluster: "hard", sourceName: "push", records: job.toldRecords(records), idempotencyKey: null };
      expect((await pushRuns(ctx, input)).batch.rejected).toBe(0);
      continue;
    }
    const bytes = Buffer.from(form === "text" ? job.toldText(records) : job.toldJson(records));
    const batch = await ingestUsage(ctx, {
      ...{ source: "file", sourceName: "test", cluster: null, timeZone: null, idempotencyKey: null, runsPerChunk },
      content: Readable.from([isPacked ? gzipSync(bytes) : bytes]),
    });
    expect(batch.rejected).toBe(0);
  }
  return await storedTruth(database.db);
}

/** Every record at least once, in any form, some twice, in any order and any number of parcels. */
const deliveries: fc.Arbitrary<Delivery> = fc.subarray([...RECORDS]).chain((again) => {
  const count = RECORDS.length + again.length;
  return fc
    .record({
      order: fc.shuffledSubarray([...RECORDS, ...again], { minLength: count }),
      ends: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: count, maxLength: count }),
      forms: fc.array(fc.constantFrom(...FORMS), { minLength: count, maxLength: count }),
      runsPerChunk: fc.integer({ min: 1, max: 5 }),
      isPacked: fc.boolean(),
    })
    .map(({ order, ends, forms, runsPerChunk, isPacked }) => {
      const parcels: [Parcel[0], ToldJob[]][] = [];
      for (const [index, record] of order.entries()) {
        const last = parcels.at(-1);
        if (last === undefined || ends[index] === 1) parcels.push([forms[index] ?? "text", [record]]);
        else last[1].push(record);
      }
      return { parcels, runsPerChunk, isPacked };
    });
});

describe("the same records", () => {
  it("end in the same rows, byte for byte, as text, JSON and pushed, in any order, repeated and split", async () => {
    const plain = await truthAfter({ parcels: [["text", RECORDS]], runsPerChunk: 4_000, isPacked: false });
    expect(plain.runs).toHaveLength(14);
    expect([plain.charges.length, plain.uncharged.length]).toEqual([10, 4]);
    const stepped = plain.runs.find((run) => run.job_id === 1);
    expect(stepped).toMatchObject({
      used_cpu_milliseconds: 600_000,
      max_rss_kib: 1_000,
      used_memory_kib_seconds: 1_800_000,
    });
    for (const form of FORMS) {
      expect(await truthAfter({ parcels: [[form, RECORDS]], runsPerChunk: 3, isPacked: true })).toEqual(plain);
    }
    await fc.assert(
      fc.asyncProperty(deliveries, async (delivery) => {
        expect(await truthAfter(delivery)).toEqual(plain);
      }),
      { numRuns: 12, endOnFailure: true },
    );
  }, 240_000);
});
