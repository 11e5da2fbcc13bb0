import { isDeepStrictEqual } from "node:util";
import { describe, expect, it } from "vitest";
import { runQuantities } from "../../domains/jobs/core/quantities.ts";
import type { Run } from "../../domains/jobs/core/run.ts";
import { readPushedRun } from "../../domains/usage/core/pushed-run.ts";
import { readJson } from "../../testing/read-json.ts";
import { readAll } from "../../testing/read-sacct.ts";
import * as job from "../../testing/told-jobs.ts";
import { ids, T, type ToldJob, timed, told } from "../../testing/told-jobs.ts";

const now = new Date("2026-11-21T04:00:00Z");
const GIB = 2 ** 30;

function readEach(jobs: readonly ToldJob[]) {
  const text = readAll(job.toldText(jobs));
  const json = readJson(job.toldJson(jobs));
  expect([text.rejects, json.rejects]).toEqual([[], []]);
  const pushed = job.toldRecords(jobs).map((record) => readPushedRun(record, { cluster: "hard", now }).run);
  return [text.runs.map(({ run }) => run), json.runs.map(({ run }) => run), pushed] as const;
}

/** The runs, which every source tells alike. */
function read(jobs: readonly ToldJob[]): Run[] {
  const [text, json, pushed] = readEach(jobs);
  expectSame(json, text);
  expectSame(pushed, text);
  return text;
}

/** Compares ten thousand runs in no time; where they differ, says how. */
function expectSame(runs: readonly Run[], expected: readonly Run[]): void {
  if (!isDeepStrictEqual(runs, expected)) expect(runs).toEqual(expected);
}

const cpuSeconds = (runs: readonly Run[]) => runs.map((run) => Number(runQuantities(run)?.cpuSeconds));
const one = (jobs: ToldJob) => read([jobs])[0] as Run;

describe("what Slurm has that is hard, as text, JSON and pushed", () => {
  it("is five runs of one job in a storm of requeues", () => {
    const states = ["REQUEUED", "NODE_FAIL", "PREEMPTED", "REQUEUED", "COMPLETED"];
    const runs = read(
      states.map((state, n) => timed(job.stated(ids(100), state), n * 100, n * 100 + 10, n * 100 + 70)),
    );
    expect(new Set(runs.map(({ submittedAt }) => submittedAt)).size).toBe(5);
    expect(cpuSeconds(runs)).toEqual([240, 240, 240, 240, 240]); // 4 CPUs for 60 s each
  });

  it("is two runs where a counter began anew and an id came again", () => {
    const runs = read([timed(ids(7), -9_000_000, -8_999_990, -8_999_890), timed(ids(7), 0, 10, 110)]);
    expect(runs.map(({ submittedAt }) => submittedAt)).toEqual([T - 9_000_000, T]);
    expect(cpuSeconds(runs)).toEqual([400, 400]);
  });

  it("is an array of 10,000 that is not split yet, a bitmap or a list, and its tasks", () => {
    const unsplit = (shown: string, task: string) =>
      told(timed(job.empty(job.stated(ids(200), "PENDING")), 0, null, null), {
        text: { JobID: `200_[${shown}]` },
        json: { array: { job_id: 200, task_id: { set: false }, task, limits: { max: { running: { tasks: 50 } } } } },
        pushed: { display_id: `200_[${shown}]` },
      });
    const waiting = [
      unsplit("0-9999%50", `0x${"F".repeat(2500)}`),
      unsplit("0-9999%50", "0-9999%50"),
      unsplit("1,9,11,13%50", "0x2A02"), // bits 1, 9, 11 and 13
    ];
    for (const [index, run] of read(waiting).entries()) {
      expect(run.displayId).toBe(waiting[index]?.text.JobID);
      expect(run).toMatchObject({ arrayJobId: 200, arrayTaskId: null, state: "pending", allocatedCpus: 0 });
    }
    const task = (raw: number, index: number) =>
      told(ids(raw), {
        text: { JobID: `200_${index}` },
        json: { array: { job_id: 200, task_id: job.some(index), task: "" } },
        pushed: { display_id: `200_${index}` },
      });
    // The last task keeps the number of the array.
    const tasks = read([...Array.from({ length: 9_999 }, (_, index) => task(201 + index, index)), task(200, 9_999)]);
    expect(new Set(tasks.map(({ jobId }) => jobId)).size).toBe(10_000);
    expect(cpuSeconds(tasks).reduce((a, b) => a + b)).toBe(144_000_000); // 10,000 × 4 × 3,600
  }, 120_000);

  it("is each component of a het job by itself", () => {
    const component = (offset: number) =>
      told(ids(300 + offset), {
        text: { JobID: `300+${offset}` },
        json: { het: { job_id: 300, job_offset: job.some(offset) } },
        pushed: { display_id: `300+${offset}` },
      });
    const runs = read([component(0), component(1)]);
    expect(runs.map(({ jobId, hetJobId, hetOffset }) => [jobId, hetJobId, hetOffset])).toEqual([
      [300, 300, 0],
      [301, 300, 1],
    ]);
    expect(cpuSeconds(runs)).toEqual([14_400, 14_400]);
  });

  it("counts the seconds of a resized job once", () => {
    const held = (cpus: number) =>
      job.given(ids(400), `cpu=${cpus},mem=1G,node=1`, [job.cpu(cpus), job.mem(1024), { type: "node", count: 1 }], {
        ...{ cpus, memory_bytes: GIB, nodes: 1 },
      });
    // Submitted at 3, it ran from 13 on 2 CPUs, and from 15 to 23 on one; the second row repeats the first one's start.
    const before = timed(job.stated(held(2), "RESIZING"), 3, 13, 15);
    const runs = read([before, timed(held(1), 15, 13, 23)]);
    expect(cpuSeconds(runs)).toEqual([4, 8]); // 2 × 2 and 1 × 8, where Slurm's own sum is 2 × 2 + 1 × 10
  });

  it("charges one of two federated siblings, which have one id in two clusters", () => {
    const id = 67_108_865; // cluster 1 of the federation in its upper bits
    const revoked = timed(job.empty(job.stated(ids(id), "REVOKED")), 0, null, 5);
    const ran = told(ids(id), { text: { Cluster: "east" }, json: { cluster: "east" } });
    const [text, json] = readEach([revoked, ran]);
    expect(json).toEqual(text);
    expect(text.map(({ cluster, state }) => [cluster, state])).toEqual([
      ["hard", "cancelled"],
      ["east", "completed"],
    ]);
    expect(cpuSeconds(text)).toEqual([0, 14_400]);
  });

  it("is nothing where somebody cancelled it while it waited; only text says who", () => {
    const waiting = timed(job.empty(job.stated(ids(500), "CANCELLED")), 0, null, 5);
    const [text, json, pushed] = readEach([
      told(waiting, { text: { State: "CANCELLED by 1000", Start: "None" }, pushed: { state: "CANCELLED by 1000" } }),
    ]);
    expect(text).toMatchObject([
      { rawState: "CANCELLED by 1000", state: "cancelled", startedAt: null, endedAt: T + 5 },
    ]);
    expect(json).toEqual([{ ...text[0], rawState: "CANCELLED" }]);
    expect(pushed).toEqual(text);
    expect(cpuSeconds([...text, ...json])).toEqual([0, 0]);
  });

  it("gives back CPUs, not GPUs or memory, of the time suspended", () => {
    const list = [job.cpu(4), job.mem(8192), job.gres("gpu", 1)];
    const held = job.given(ids(600), "cpu=4,gres/gpu=1,mem=8G", list, {
      ...{ cpus: 4, memory_bytes: 8 * GIB, gpus: [{ count: 1 }] },
    });
    const run = one(
      told(timed(held, 0, 10, 110), {
        text: { ElapsedRaw: "60", Suspended: "00:00:40" },
        json: { time: { elapsed: 60, suspended: 40 } },
        pushed: { elapsed_seconds: 60, suspended_seconds: 40 },
      }),
    );
    // 4 × (100 - 40), 1 × 100, 8192 × 100
    expect(runQuantities(run)).toMatchObject({ cpuSeconds: 240n, gpuSeconds: 100n, memoryMibSeconds: 819_200n });
  });

  it("is not counted while it runs or waits, and has no times where Slurm says Unknown", () => {
    const running = told(timed(job.stated(ids(700), "RUNNING"), 0, 10, null), {
      text: { ElapsedRaw: "500" },
      json: { time: { elapsed: 500 } },
      pushed: { elapsed_seconds: 500 },
    });
    const held = told(timed(job.empty(job.stated(ids(701), "PENDING")), 0, null, null), {
      text: { Eligible: "Unknown" },
      json: { time: { eligible: 0 } },
      pushed: { eligible_at: null },
    });
    const runs = read([running, held]);
    expect(runs).toMatchObject([
      { startedAt: T + 10, endedAt: null, elapsedSeconds: 500, state: "running" },
      { eligibleAt: null, startedAt: null, endedAt: null, state: "pending" },
    ]);
    expect(runs.map(runQuantities)).toEqual([null, null]);
  });

  it("sets aside what ends before it starts, by a clock that went wrong", () => {
    const jobs = [ids(1), timed(ids(2), 0, 20, 10), ids(3)];
    const skewed = told(jobs[1] as ToldJob, { text: { ElapsedRaw: "0" }, json: { time: { elapsed: 0 } } });
    for (const { runs, rejects } of [
      readAll(job.toldText([ids(1), skewed, ids(3)])),
      readJson(job.toldJson([ids(1), skewed, ids(3)])),
    ]) {
      expect(runs.map(({ run }) => run.jobId)).toEqual([1, 3]);
      expect(rejects).toMatchObject([{ reason: "END_BEFORE_START" }]);
    }
  });

  it.each([
    ["-2", -2],
    ["18446744073709551614", 2 ** 64 - 2],
    ["", null],
  ])("does not know energy that Slurm does not know: %s", (ConsumedEnergyRaw, count) => {
    const list = [job.cpu(4), job.mem(1024), { type: "energy", name: "", id: 3, count }];
    const held = job.given(ids(800), "cpu=4,mem=1G", list, { cpus: 4, memory_bytes: GIB });
    const run = one(told(held, { text: { ConsumedEnergyRaw }, pushed: { energy_joules: null } }));
    expect(run).toMatchObject({ energyJoules: null, allocatedTres: "cpu=4,mem=1G" });
  });

  it.each([
    ["gres/gpu:a100=2,gres/gpu:t4=1,gres/gpu=3", 3, { a100: 2, t4: 1 }],
    ["gres/gpu:a100=2,gres/gpu=3", 3, { a100: 2 }],
    ["gres/gpu=2", 2, {}],
    ["gres/gpu:a100_1g.5gb=1,gres/gpu=1", 1, { "a100_1g.5gb": 1 }], // a slice of a GPU, as Slurm counts it
    ["gres/gpumem=38888,gres/gpuutil=100,gres/mps=50,gres/shard=4", 0, {}], // no GPUs
  ])("counts the GPUs of %s once", (text, gpus, gpuTypes) => {
    const counts = text.split(",").map((part) => part.split("=") as [string, string]);
    const list = counts.map(([name, count]) => job.gres(name.slice("gres/".length), Number(count)));
    const typed = Object.entries(gpuTypes).map(([type, count]) => ({ type, count }));
    const untyped = gpus - typed.reduce((sum, { count }) => sum + count, 0);
    const others = counts.filter(([name]) => !/^gres\/gpu(?:$|:)/.test(name)).map(([name, n]) => [name, Number(n)]);
    const pushed = {
      gpus: [...typed, ...(untyped > 0 ? [{ count: untyped }] : [])],
      other: Object.fromEntries(others),
    };
    const run = one(job.given(ids(900), text, list, pushed));
    expect([run.gpus, run.gpuTypes]).toEqual([gpus, gpuTypes]);
    expect(runQuantities(run)?.gpuSeconds).toBe(BigInt(gpus * 3600));
  });

  it.each([
    ["62.50G", 64_000],
    ["500M", 500],
    ["1T", 1_048_576],
    ["2048K", 2],
    ["0", 0],
  ])("holds %s of memory", (text, mib) => {
    const run = one(job.given(ids(1_000), `mem=${text}`, [job.mem(mib)], { memory_bytes: mib * 2 ** 20 }));
    expect(run.allocatedMemoryMib).toBe(mib);
    expect(runQuantities(run)?.memoryMibSeconds).toBe(BigInt(mib * 3600));
  });

  it("held nothing where nothing was allocated, whatever it says of its times", () => {
    expect(cpuSeconds([one(job.empty(ids(1_100)))])).toEqual([0]);
  });

  it("keeps a state that no version has had, and counts by its end", () => {
    const run = one(job.stated(ids(1_200), "HIBERNATED"));
    expect([run.state, run.rawState, cpuSeconds([run])]).toEqual(["unknown", "HIBERNATED", [14_400]]);
  });
});
