import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { jobLifter } from "../../integrations/slurm/job-lifter.ts";
import { systemContext } from "../../platform/context.ts";
import { type EventsApp, startEventsApp } from "../../testing/events-api.ts";
import { type SacctRow, sacctRun, sacctText } from "../../testing/usage-api.ts";
import { runPricer } from "../rating/run-pricer.ts";
import { ingestUsage } from "../usage/ingest-usage.ts";
import { applyEvents } from "./apply-events.ts";
import { NO_FACTS } from "./core/job-event.ts";
import { offered } from "./offered-event.ts";

let events: EventsApp;
let jobId = 500;
beforeAll(async () => {
  events = await startEventsApp({ now: () => new Date("2026-11-21T04:00:00Z") });
  // So that events have nothing else to wait for: names that an ingest has added cannot be added by others before it ends.
  await ingest(pieces(sacctText([sacctRun(nextJob())])));
});
afterAll(async () => await events[Symbol.asyncDispose]());
afterEach(async () => {
  expect(await events.violations()).toEqual([]);
  expect((await events.app.ctx.db.pool.query("select * from usage.check_day_counts()")).rows).toEqual([]);
});

function nextJob(room = 1): number {
  jobId += room;
  return jobId - room;
}

const SUBMIT = "2026-03-01T01:00:00Z";
const START = { user: "somchai", node_list: ["c1"], timestamp: "2026-03-01T01:00:02Z" };
const END = { timestamp: "2026-03-01T02:00:01Z", exit_code: 0 };

/** Ingests what sacct prints, a run at a time. */
async function ingest(content: AsyncIterable<Buffer>) {
  const ctx = { ...systemContext(events.app.ctx), pricer: runPricer, lifter: jobLifter };
  const from = { source: "file", sourceName: "test", cluster: null, timeZone: "UTC", idempotencyKey: null } as const;
  return await ingestUsage(ctx, { ...from, content, runsPerChunk: 1 });
}

/** Those of other tests' databases, whose tables have the same numbers, are on the same server. */
const LOCKS = "select from pg_locks where database = (select oid from pg_database where datname = current_database())";

interface Held {
  /** Lets the rest of the text come. */
  readonly release: (rest?: Error) => void;
  readonly ended: ReturnType<typeof ingest>;
}

/** What sacct prints; where a SLUID is given, each run has one that begins with it. */
function printed(rows: readonly SacctRow[], sluid: string): string {
  const [header, ...lines] = sacctText(rows).trimEnd().split("\n");
  if (sluid === "") return sacctText(rows);
  return [`${header}|SLUID`, ...lines.map((line) => `${line}|${sluid}${Number.parseInt(line, 10)}`), ""].join("\n");
}

/** An ingest that has written these rows, and goes on with three others, and does not commit before it is released. */
async function heldIngest(rows: readonly SacctRow[], sluid = ""): Promise<Held> {
  let release: Held["release"] = () => {};
  const rest = new Promise<Error | undefined>((resolve) => {
    release = resolve;
  });
  const text = printed([...rows, ...[1, 2, 3].map(() => sacctRun(nextJob()))], sluid);
  const ended = ingest(
    (async function* () {
      yield Buffer.from(text);
      const fault = await rest;
      if (fault !== undefined) throw fault;
      yield Buffer.from("");
    })(),
  );
  await until(`${LOCKS} and relation = 'jobs.run'::regclass and mode = 'RowExclusiveLock' and granted`);
  return { release, ended };
}

async function until(condition: string): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    if ((await events.app.ctx.db.pool.query(condition)).rowCount !== 0) return;
    if (tries === 500) throw new Error(`never came true: ${condition}`);
    await sleep(10);
  }
}

async function* pieces(...texts: readonly string[]): AsyncGenerator<Buffer> {
  for (const text of texts) yield Buffer.from(text);
}

async function runsOf(job: number): Promise<string[]> {
  const { rows } = await events.app.ctx.db.pool.query("select run_id from jobs.run where job_id = $1", [job]);
  return rows.map(({ run_id }) => run_id);
}

async function expectOneCharged(job: number, runId: string): Promise<void> {
  expect(await runsOf(job)).toEqual([runId]);
  const { headers } = events.app.as.auditor;
  const charge = await events.app.inject({ url: `/api/v1/runs/${runId}/charge`, headers });
  expect(charge.json()).toMatchObject({ verdict: "charged", total: "12.000000" });
  expect(await events.job(runId)).toMatchObject({ accounted: true, state: "completed", submitted_at: SUBMIT });
}

describe("a run that an event begins while an ingest has written it and not committed", () => {
  const named = { submit_time: SUBMIT };
  it.each([
    ["its start", [{}], ""],
    ["its start and its end", [{}, END], ""],
    ["its end alone", [END], ""],
    ["its start, and its end with the submit time", [{}, { ...END, ...named }], ""],
    ["its start with the submit time, where Slurm names it itself", [named], "sA"],
    ["its start without, where Slurm names it itself", [{}], "sB"],
  ] as const)("is one, charged once, under the id that the event was answered: %s", async (_, told, sluid) => {
    const job_id = nextJob();
    const held = await heldIngest([sacctRun(job_id)], sluid);
    const ids = [];
    for (const event of told) {
      const tell =
        "exit_code" in event ? events.finish({ ...event, job_id }) : events.start({ ...START, ...event, job_id });
      const answer = (await tell).json();
      ids.push(answer.run_id);
    }
    expect(new Set(ids).size).toBe(1);
    const [runId = ""] = ids;
    expect(await events.job(runId)).toMatchObject({ accounted: false });
    held.release();
    expect(await held.ended).toMatchObject({ runs_new: 4, runs_changed: 0, runs_unchanged: 0 });
    await expectOneCharged(job_id, runId);
    expect((await events.history(runId)).at(-1)).toMatchObject({ kind: "accounted" });
    // The same record again is of the same run.
    expect(await ingest(pieces(printed([sacctRun(job_id)], sluid)))).toMatchObject({ runs_new: 0, runs_unchanged: 1 });
    await expectOneCharged(job_id, runId);
  });

  it("waits for the next record where the ingest fails, and is one all the same", async () => {
    const job_id = nextJob();
    const held = await heldIngest([sacctRun(job_id)]);
    const runId = (await events.start({ ...START, job_id })).json().run_id;
    held.release(new Error("the upload was cut off"));
    await expect(held.ended).rejects.toThrow();
    expect(await runsOf(job_id)).toEqual([runId]);
    await ingest(pieces(sacctText([sacctRun(job_id)])));
    await expectOneCharged(job_id, runId);
  });

  it("stays a run of its own where it began after the one that was stored", async () => {
    const job_id = nextJob();
    const held = await heldIngest([sacctRun(job_id)]);
    const runId = (await events.start({ ...START, job_id, timestamp: "2026-03-01T05:00:00Z" })).json().run_id;
    held.release();
    await held.ended;
    expect(await runsOf(job_id)).toHaveLength(2);
    expect(await events.job(runId)).toMatchObject({ accounted: false, state: "running" });
  });
});

describe("a run that an ingest reads while an event has written it and not committed", () => {
  it("is one, charged once", async () => {
    const job_id = nextJob();
    let commit: () => void = () => {};
    const held = new Promise<void>((resolve) => {
      commit = resolve;
    });
    let isWritten: () => void = () => {};
    const written = new Promise<void>((resolve) => {
      isWritten = resolve;
    });
    const park: typeof events.ctx.parker.park = async (tx, runIds) => {
      await events.ctx.parker.park(tx, runIds);
      isWritten();
      await held;
    };
    const place = { cluster: "lotus", jobId: job_id, node: "c1", nodes: ["c1"], submittedAt: null, restartCount: null };
    const start = { kind: "started", ...place, at: Date.parse(START.timestamp) / 1000, facts: NO_FACTS } as const;
    const teller = {
      actor: events.app.as.center_admin.actor,
      client: null,
      changedBy: "",
      source: "",
      correlationId: "",
    };
    const event = offered({ ...start, device: { gpuDevices: [], cgroupPath: null } }, teller);
    const told = applyEvents({ ...events.ctx, parker: { ...events.ctx.parker, park } }, [event]);
    await written;
    const ended = ingest(pieces(sacctText([sacctRun(job_id)])));
    await until(`${LOCKS} and locktype = 'advisory' and not granted`);
    commit();
    const [{ runId } = { runId: "" }] = await told;
    await ended;
    await expectOneCharged(job_id, runId);
  });
});

describe("events and ingests over parallel connections", () => {
  it("make one run of each job, charged once", async () => {
    const first = nextJob(100);
    const jobs = Array.from({ length: 24 }, (_, index) => first + index);
    const half = jobs.length / 2;
    let answered = 0;
    const text = async function* () {
      const [header, ...lines] = sacctText(jobs.map((job) => sacctRun(job)))
        .trimEnd()
        .split("\n");
      yield Buffer.from(`${header}\n`);
      for (const [index, line] of lines.entries()) {
        await sleep(8 * Math.random());
        // Half of the events come while the ingest is at work, the others when they like.
        while (index === lines.length - 1 && answered < half) await sleep(5);
        yield Buffer.from(`${line}\n`);
      }
    };
    const mixed = jobs
      .toSorted(() => Math.random() - 0.5)
      .map(async (job_id, index) => {
        await sleep(5 * index + 20 * Math.random());
        const answer = await events.start({ ...START, job_id });
        answered += 1;
        await events.finish({ ...END, job_id });
        return [answer.statusCode, answer.json()] as const;
      });
    const [batch, ...told] = await Promise.all([ingest(text()), ...mixed]);
    expect(batch.runs_new).toBe(jobs.length);
    const begun = told.filter(([status, { status: said }]) => status === 200 && said === "created");
    expect(begun.length).toBeGreaterThanOrEqual(half);
    const { rows } = await events.app.ctx.db.pool.query(
      `select count(*)::integer as runs, count(distinct r.job_id)::integer as jobs, count(c.run_id)::integer as charges
       from jobs.run r left join rating.charge c on c.run_id = r.run_id where r.job_id between $1 and $2`,
      [jobs[0], jobs.at(-1)],
    );
    expect(rows).toEqual([{ runs: jobs.length, jobs: jobs.length, charges: jobs.length }]);
  });
});
