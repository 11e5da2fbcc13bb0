import { Readable } from "node:stream";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { jobLifter } from "../../integrations/slurm/job-lifter.ts";
import { SYSTEM_ACTOR } from "../../platform/context.ts";
import { createLog } from "../../platform/log.ts";
import { testConfig } from "../../testing/contract-app.ts";
import { createTestDatabase, type TestDatabase } from "../../testing/database.ts";
import { isAlive } from "../../testing/is-alive.ts";
import { ofCluster, WAYS, type Way } from "../../testing/recorded-ways.ts";
import { baseState } from "../jobs/core/run-state.ts";
import { runPricer } from "../rating/run-pricer.ts";
import { ingestUsage } from "./ingest-usage.ts";

/** One file or answer: what is in it, in which order, and whether all of it comes twice. */
interface Parcel {
  /** Its name, which is all that a failure should print of it. */
  readonly way: string;
  readonly isTurned: boolean;
  readonly isDoubled: boolean;
  readonly runsPerChunk: number;
}

interface Delivery {
  readonly parcels: readonly Parcel[];
  /** The runs in the order in which parcels have them. */
  readonly order: readonly string[];
  /** For each run the parcels that tell of it, as bits; none: all of them. */
  readonly tellers: ReadonlyMap<string, number>;
}

const wayOf = ({ way }: Parcel): Way => WAYS.find(({ name }) => name === way) as Way; // each parcel has its name from there
const KEYS = [...(WAYS[0]?.records.keys() ?? [])];

const deliveries: fc.Arbitrary<Delivery> = fc
  .record({
    parcels: fc.array(
      fc.record({
        way: fc.constantFrom(...WAYS.map(({ name }) => name)),
        isTurned: fc.boolean(),
        isDoubled: fc.boolean(),
        runsPerChunk: fc.integer({ min: 10, max: 200 }),
      }),
      { minLength: 1, maxLength: 7 },
    ),
    order: fc.shuffledSubarray(KEYS, { minLength: KEYS.length }),
    tellers: fc.array(fc.nat(127), { minLength: KEYS.length, maxLength: KEYS.length }),
  })
  .map(({ tellers, ...rest }) => ({ ...rest, tellers: new Map(KEYS.map((key, at) => [key, tellers[at] ?? 0])) }));

let database: TestDatabase;
let clusters = 0;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  await database.drop();
});

function isToldIn(delivery: Delivery, key: string, index: number): boolean {
  const parcel = delivery.parcels[index];
  const bits = (delivery.tellers.get(key) ?? 0) & (2 ** delivery.parcels.length - 1);
  return parcel !== undefined && (bits === 0 || (bits & (1 << index)) !== 0) && wayOf(parcel).records.has(key);
}

type Row = Readonly<Record<string, string | null>>;

/**
 * The runs of a cluster of its own after a delivery, and what they cost: each column as PostgreSQL writes it.
 *
 * Left out is what names another row (the numbers of run, cluster, batch and labels, in whose place the texts of the labels
 * stand) and what is made of those (the hash of the content). The steps of a run are in its columns `used_...` and
 * `max_rss_kib`. The records word for word differ by nature: they are kept beside the runs, not in them.
 */
async function rowsAfter(delivery: Delivery): Promise<Map<string, Row>> {
  clusters += 1;
  const cluster = `testbed-${clusters}`;
  const ctx = {
    ...{ db: database.db, config: testConfig(database.url), log: createLog({ level: "silent" }) },
    now: () => new Date("2026-11-21T04:00:00Z"),
    ...{ actor: SYSTEM_ACTOR, requestId: null, client: null, call: null, pricer: runPricer, lifter: jobLifter },
  };
  for (const [index, parcel] of delivery.parcels.entries()) {
    const { isTurned, isDoubled, runsPerChunk } = parcel;
    const way = wayOf(parcel);
    const keys = delivery.order.filter((key) => isToldIn(delivery, key, index));
    if (keys.length === 0) continue;
    const turned = isTurned ? keys.toReversed() : keys;
    const records = (isDoubled ? [...turned, ...keys] : turned).map((key) => way.records.get(key) ?? "");
    const batch = await ingestUsage(ctx, {
      ...{ source: way.source, sourceName: way.name, cluster, timeZone: "UTC", idempotencyKey: null, runsPerChunk },
      ...(way.source === "slurmrestd" && way.version !== null && { version: way.version }),
      content: Readable.from([Buffer.from(ofCluster(way.body(records), cluster))]),
    });
    expect([way.name, batch.rejected, batch.lines_read > 0]).toEqual([way.name, 0, true]);
  }
  const { rows } = await database.db.pool.query<{ key: string; row: Row }>(
    `select r.job_id || ' ' || extract(epoch from r.submitted_at)::bigint as key, (
       select jsonb_object_agg(e.key, e.value) from jsonb_each_text(
         to_jsonb(r) - '{run_id,batch_id,content_hash,cluster_id,user_label,account_label,partition_label,qos_label}'::text[]
         || jsonb_build_object('user', u.text, 'account', a.text, 'partition', p.text, 'qos', q.text)
         || jsonb_build_object('verdict', n.verdict, 'payer', b.code, 'charge', to_jsonb(c)
              - '{run_id,account_id,card_id,partition_label,qos_label,raw_state}'::text[])) as e) as row
     from jobs.run as r join inventory.cluster as k on k.id = r.cluster_id
     join jobs.label as u on u.id = r.user_label join jobs.label as a on a.id = r.account_label
     join jobs.label as p on p.id = r.partition_label join jobs.label as q on q.id = r.qos_label
     left join rating.uncharged as n on n.run_id = r.run_id
     left join rating.charge as c on c.run_id = r.run_id
     left join organisation.billing_account as b on b.id = c.account_id
     where k.name = $1`,
    [cluster],
  );
  return new Map(rows.map(({ key, row }) => [key, row]));
}

/**
 * The row of a run as it stands where only these ways have told of it: without what none of them can tell.
 *
 * - The text alone has the number of who cancelled a job.
 * - Up to v0.0.39 there is no code of a program that ended by itself, unless the state implies it.
 * - Up to v0.0.37 the start is worked out, which cannot be where the run never held anything.
 */
function toldBy(row: Row, ways: readonly Way[]): Row {
  const isToldBy = (first: number) => ways.some(({ version }) => version === null || version >= first);
  const rawState = row.raw_state ?? "";
  const isExitImplied = isAlive(rawState) || rawState === "COMPLETED" || row.exit_signal !== "0";
  return {
    ...row,
    raw_state: ways.some(({ version }) => version === null) ? rawState : baseState(rawState),
    exit_code: isToldBy(40) || isExitImplied ? (row.exit_code ?? null) : null,
    started_at: isToldBy(38) || row.allocated_tres !== "" ? (row.started_at ?? null) : null,
  };
}

function whole({ name: way }: Way): Delivery {
  const parcel = { way, isTurned: false, isDoubled: false, runsPerChunk: 4_000 };
  return { parcels: [parcel], order: KEYS, tellers: new Map() };
}

it("is the same rows, byte for byte, by every way, in any order, split and repeated", async () => {
  const [text] = WAYS;
  if (text === undefined) throw new Error("nothing was recorded");
  const truth = await rowsAfter(whole(text));
  expect(truth.size).toBe(168);
  const expectTruth = async (delivery: Delivery) => {
    const expected = new Map<string, Row>();
    for (const [key, row] of truth) {
      const ways = delivery.parcels.filter((_, index) => isToldIn(delivery, key, index)).map(wayOf);
      if (ways.length > 0) expected.set(key, toldBy(row, ways));
    }
    expect(Object.fromEntries(await rowsAfter(delivery))).toEqual(Object.fromEntries(expected));
  };
  for (const way of WAYS.slice(1)) await expectTruth(whole(way));
  await fc.assert(fc.asyncProperty(deliveries, expectTruth), { numRuns: 8, endOnFailure: true });
  const { rows: broken } = await database.db.pool.query("select * from platform.check_invariants()");
  expect(broken).toEqual([]);
}, 120_000);
