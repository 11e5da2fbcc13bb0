import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SlurmrestdSource } from "../integrations/slurm/slurmrestd-source.ts";
import { createDb, type Db } from "../platform/db.ts";
import { brokenInvariants } from "../testing/billable-runs.ts";
import { createTestDatabase, type TestDatabase } from "../testing/database.ts";
import { type FakeSlurmrestd, sendRuns, startFakeSlurmrestd } from "../testing/fake-slurmrestd.ts";
import { type FarNetwork, openFarNetwork } from "../testing/far-network.ts";
import { failureOf, HOUR, readSource } from "../testing/read-source.ts";
import { slurmrestdSettings } from "../testing/slurmrestd-settings.ts";
import { accountingText } from "./accounting-text.ts";
import { ingestText } from "./money-steps.ts";

const network = await openFarNetwork();
if (network === null) console.log("no network of its own can be made here: faults of real packets are not tried");
else if (!network.canImpair) console.log("this kernel loses and delays no packets: only cuts are tried");

const MINUTE = { from: HOUR.from, to: HOUR.from + 60 };
const ANSWER_BYTES = 300_000;
const RUNS = 300;

describe.skipIf(network === null)("a network of real packets", () => {
  let slurm: FakeSlurmrestd;
  let source: SlurmrestdSource;
  let database: TestDatabase;
  let far: Db;
  beforeAll(async () => {
    const { relay } = network as FarNetwork; // else all of this is skipped
    slurm = await startFakeSlurmrestd({ versions: [37] });
    const settings = slurmrestdSettings(`http://${await relay(Number(new URL(slurm.url).port))}`);
    const patience = { connectTimeoutMs: 2_000, headersTimeoutMs: 4_000, bodyTimeoutMs: 1_500, attempts: 2 };
    source = new SlurmrestdSource({ ...settings, limits: { ...settings.limits, ...patience } }, () => new Date());
    database = await createTestDatabase();
    const url = new URL(database.url);
    url.host = await relay(Number(url.port));
    far = createDb({ url: url.href, maxConnections: 2, onError: () => {} });
  });
  afterAll(async () => {
    expect(await brokenInvariants(database.db)).toEqual([]);
    await far.destroy();
    await network?.[Symbol.asyncDispose]();
    await slurm[Symbol.asyncDispose]();
    await database.drop();
  });

  const text = (cluster: string) =>
    accountingText(Array.from({ length: RUNS }, (_, index) => ({ Cluster: cluster, JobID: String(index + 1) })));
  const stored = async (cluster: string) => {
    const { rows } = await database.db.pool.query(
      "select count(*)::int as n from jobs.run r join inventory.cluster c on c.id = r.cluster_id where c.name = $1",
      [cluster],
    );
    return rows[0].n;
  };

  it("that is cut in the middle of an answer of Slurm ends the question in time, and later all of it comes", async () => {
    const { cut, mend } = network as FarNetwork; // else this is skipped
    await readSource(source, MINUTE);
    slurm.script.push((_, response) => {
      response.writeHead(200, { "content-type": "application/json" }).write('{"errors":[],"jobs":[{"name":"x"},');
      setTimeout(() => sendRest(response), 300).unref();
    });
    const sendRest = (response: { write: (piece: string) => void }) => response.write('{"name":"y"},');
    const from = performance.now();
    const reading = failureOf(readSource(source, MINUTE));
    await sleep(150);
    await cut();
    const { code } = await reading;
    expect(code).toMatch(/^SOURCE_(TIMED_OUT|UNREACHABLE|CONNECTION_LOST)$/);
    expect(performance.now() - from).toBeLessThan(12_000);
    await mend();
    // What was asked before the cut may arrive after it, and be given the answer.
    const runsOfWhole = async () => {
      slurm.script.push((_, response) => sendRuns(response, ANSWER_BYTES));
      const [whole] = await readSource(source, MINUTE);
      return JSON.parse(whole?.text ?? "").jobs.length;
    };
    await expect.poll(runsOfWhole, { timeout: 10_000 }).toBeGreaterThan(4);
  }, 30_000);

  it("that is cut for a while in the middle of an ingest loses nothing of it and doubles nothing", async () => {
    const { cut, mend } = network as FarNetwork; // else this is skipped
    const all = text("cut");
    async function* slowly() {
      const half = Math.floor(all.length / 2);
      yield Buffer.from(all.slice(0, half));
      await cut();
      yield Buffer.from(all.slice(half));
    }
    const ingesting = ingestText(far, slowly());
    await sleep(1_200);
    expect(await stored("cut")).toBe(0);
    await mend();
    expect(await ingesting).toMatchObject({ runs_new: RUNS, rejected: 0 });
    expect(await ingestText(far, all)).toMatchObject({ runs_new: 0, runs_unchanged: RUNS });
    expect(await stored("cut")).toBe(RUNS);
  }, 30_000);

  it("that is cut refuses new connections to the database within their time, and gives them again afterwards", async () => {
    const { cut, mend } = network as FarNetwork; // else this is skipped
    const held = await far.pool.connect();
    await cut();
    const from = performance.now();
    await expect(far.pool.connect()).rejects.toThrow();
    expect(performance.now() - from).toBeLessThan(7_000);
    await mend();
    held.release();
    const { rows } = await far.pool.query("select 1 as one");
    expect(rows).toEqual([{ one: 1 }]);
  }, 30_000);

  it.skipIf(network?.canImpair !== true)(
    "of 200 ms and 5 % loss brings all of an answer and of an ingest",
    async () => {
      await network?.impair(200, 5);
      slurm.script.push((_, response) => sendRuns(response, ANSWER_BYTES));
      const [[whole], batch] = await Promise.all([readSource(source, MINUTE), ingestText(far, text("slow"))]);
      await network?.impair(0, 0);
      expect(JSON.parse(whole?.text ?? "").jobs.length).toBeGreaterThan(4);
      expect(batch).toMatchObject({ runs_new: RUNS, rejected: 0 });
      expect(await stored("slow")).toBe(RUNS);
    },
    60_000,
  );
});
