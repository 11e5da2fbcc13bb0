import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readAll } from "../../../testing/read-sacct.ts";
import { runQuantities } from "../../jobs/core/quantities.ts";
import type { Run } from "../../jobs/core/run.ts";
import { baseState } from "../../jobs/core/run-state.ts";

const fixture = (name: string) => readFileSync(new URL(`../fixtures/${name}`, import.meta.url));
const read = (name: string) => readAll(fixture(name), { timeZone: "UTC", now: new Date("2026-11-21T04:00:00Z") });
const runsOf = (name: string) => read(name).runs.map(({ run }) => run);

const piped = runsOf("sacct-steps.psv");
const byJob = (jobId: number) => piped.filter((run) => run.jobId === jobId);
const only = (jobId: number): Run => {
  const [run, another] = byJob(jobId);
  if (run === undefined || another !== undefined) throw new Error(`not exactly one run of job ${jobId}`);
  return run;
};

describe("the recorded sacct output", () => {
  it.each([
    // 168 job records and 335 step records; 519 lines because newlines in names break some of them apart.
    ["sacct-steps.psv", 335, 519],
    ["sacct-steps.us-delimited.txt", 335, 519],
    ["sacct-alloc.psv", 0, 184],
  ])("%s has 168 runs and loses no line", (name, stepsMerged, linesRead) => {
    const { runs, rejects, straySteps, ...counts } = read(name);
    expect({ runs: runs.length, rejects, straySteps, ...counts }).toEqual({
      runs: 168,
      rejects: [],
      straySteps: [],
      stepsMerged,
      linesRead,
    });
  });

  it("reads the same runs, odd names to the byte, from both delimiters", () => {
    expect(runsOf("sacct-steps.us-delimited.txt")).toEqual(piped);
  });

  it("reads the same runs without steps, but for what only steps know", () => {
    const forgetUse = (run: Run) => ({ ...run, usedCpuMilliseconds: 0, maxRssKib: 0, usedMemoryKibSeconds: 0 });
    // Three jobs were alive and a second older when the second file was recorded.
    const ended = (runs: Run[]) => runs.filter((run) => run.endedAt !== null).map(forgetUse);
    expect(ended(piped)).toHaveLength(162);
    expect(ended(runsOf("sacct-alloc.psv"))).toEqual(ended(piped));
  });

  it("counts the states as the recording has them", () => {
    const counts: Record<string, number> = {};
    for (const run of piped) counts[baseState(run.rawState)] = (counts[baseState(run.rawState)] ?? 0) + 1;
    // Counted in the JSON that the same sacct printed of the same records.
    expect(counts).toEqual({
      ...{ COMPLETED: 120, FAILED: 14, CANCELLED: 10, NODE_FAIL: 4, PREEMPTED: 4, REQUEUED: 4, PENDING: 3 },
      ...{ RESIZING: 2, OUT_OF_MEMORY: 2, RUNNING: 2, TIMEOUT: 1, DEADLINE: 1, SUSPENDED: 1 },
    });
  });

  it("ends every submitted job as the script that submitted it expected", () => {
    const last = new Map(piped.map((run) => [String(run.arrayJobId ?? run.jobId), run]));
    const lines = fixture("jobs-expected.tsv").toString().trim().split("\n");
    // An array whose tasks end differently is MIXED, which is the state of no run.
    const jobs = lines.map((line) => line.split("\t")).filter((job) => job[2] !== "MIXED");
    const found = jobs.flatMap(([id = "", label, ...expected]) => {
      const run = last.get(id);
      return run === undefined ? [] : [{ label, expected, read: [baseState(run.rawState), run.user, run.account] }];
    });
    expect(found.length).toBeGreaterThan(130);
    for (const { label, expected, read: actual } of found) expect([label, ...actual]).toEqual([label, ...expected]);
    const missing = new Set(jobs.filter(([id = ""]) => !last.has(id)).map(([, label]) => label));
    // Never eligible, or not yet: sacct leaves such jobs out of every window of time.
    expect([...missing]).toEqual(["dep-never", "live-held", "live-dependency"]);
  });

  it("holds the hand-derived totals of each account", () => {
    // For each ended record of the JSON: held = end - max(start, submit), zero where nothing was allocated or it never
    // started; CPUs x (held - suspended), gres/gpu x held, MiB x held. Two resized jobs would give 2 s x 1 CPU more each.
    const totals: Record<string, bigint[]> = {};
    for (const run of piped) {
      const q = runQuantities(run);
      if (q === null) continue;
      const [n = 0n, held = 0n, cpu = 0n, gpu = 0n, memory = 0n] = totals[run.account] ?? [];
      const { heldSeconds, cpuSeconds, gpuSeconds, memoryMibSeconds } = q;
      totals[run.account] = [n + 1n, held + heldSeconds, cpu + cpuSeconds, gpu + gpuSeconds, memory + memoryMibSeconds];
    }
    expect(totals).toEqual({
      astro: [97n, 208n, 369n, 0n, 36_900n],
      "bio-med": [18n, 43n, 56n, 23n, 5_600n],
      chem: [24n, 61n, 150n, 0n, 126_060n],
      hep: [15n, 38n, 149n, 0n, 15_700n],
      physics: [8n, 32n, 104n, 28n, 96_112n],
    });
  });

  it("splits 51 GPU-seconds into 37 of a100 and 14 of t4, typed entries not counted twice", () => {
    const byType: Record<string, bigint> = {};
    for (const run of piped) {
      for (const { type, seconds } of runQuantities(run)?.gpuSecondsByType ?? []) {
        byType[type ?? "untyped"] = (byType[type ?? "untyped"] ?? 0n) + seconds;
      }
    }
    expect(byType).toEqual({ a100: 37n, t4: 14n });
    // billing=54,cpu=4,gres/gpu:a100=2,gres/gpu=2,mem=8G from 03:05:24 to 03:05:29.
    expect([only(29).gpus, only(29).gpuTypes, runQuantities(only(29))?.gpuSeconds]).toEqual([2, { a100: 2 }, 10n]);
  });

  it("counts 12 CPU-seconds for a resized job, where adding CPUTimeRAW gives 14", () => {
    // RESIZING: 2 CPUs, 33 -> 35 = 4. COMPLETED: 1 CPU, starts at 33 again but was submitted at 35, -> 43 = 8.
    expect(byJob(66).map((run) => runQuantities(run)?.cpuSeconds)).toEqual([4n, 8n]);
  });

  it("gives back the CPU of a suspended run, not its memory", () => {
    // 1 CPU, 100 MiB, 32 -> 38, of which 4 s suspended.
    const held = runQuantities(only(65));
    expect([held?.heldSeconds, held?.cpuSeconds, held?.memoryMibSeconds]).toEqual([6n, 2n, 600n]);
  });

  it("keeps both runs of a requeued job, told apart by their submit times", () => {
    const submit = Date.parse("2026-11-21T03:05:25Z") / 1000;
    expect(byJob(63).map((run) => [run.rawState, run.submittedAt])).toEqual([
      ["REQUEUED", submit],
      ["COMPLETED", submit + 9],
    ]);
  });

  it("charges nothing for a job cancelled while pending, whatever it asked for", () => {
    expect([only(14).rawState, runQuantities(only(14))?.heldSeconds]).toEqual(["CANCELLED by 1001", 0n]);
    expect(runQuantities(only(2))?.cpuSeconds).toBe(0n); // DEADLINE: never started
  });

  it("keeps array tasks, het components and arrays not yet split apart", () => {
    const { displayId, arrayJobId, arrayTaskId } = only(36); // the last task keeps the array's own id
    expect([displayId, arrayJobId, arrayTaskId]).toEqual(["36_5", 36, 5]);
    expect([only(39).displayId, only(39).hetJobId, only(39).hetOffset]).toEqual(["38+1", 38, 1]);
    expect([only(162).displayId, only(162).arrayTaskId, only(162).state]).toEqual(["162_[0-99%2]", null, "pending"]);
  });

  it("takes peak memory, memory over time and CPU time from the steps", () => {
    // Job 1: batch 3180K and extern 1640K, both for 77 s; its own row says TotalCPU 00:00.004.
    const { maxRssKib, usedMemoryKibSeconds, usedCpuMilliseconds } = only(1);
    expect([maxRssKib, usedMemoryKibSeconds, usedCpuMilliseconds]).toEqual([3180, (3180 + 1640) * 77, 4]);
  });

  it.each([
    [40, "pipe|name||x"],
    [41, "new\nline"],
    [42, "cr\r\nlf"],
    [50, "=cmd|calc!A0"],
    [59, "unit\u001fseparator\u001erecord"],
  ])("reads the name of job %d as it was given", (jobId, name) => {
    expect(only(jobId).name).toBe(name);
  });

  it("reads the same instants from Unix times", () => {
    const text = fixture("sacct-epoch.psv").toString();
    const times = new Map(text.split("\n").map((line) => [line.split("|").slice(0, 2).join("|"), line.split("|")]));
    const stated = (second: number | null) => (second === null ? "none" : String(second));
    for (const run of piped) {
      const [, submit, , start, end] = times.get(`${run.displayId}|${run.submittedAt}`) ?? [];
      const said = [submit, start, end].map((time) => (/^\d+$/.test(time ?? "") ? time : "none"));
      expect([run.submittedAt, run.startedAt, run.endedAt].map(stated)).toEqual(said);
    }
  });
});
