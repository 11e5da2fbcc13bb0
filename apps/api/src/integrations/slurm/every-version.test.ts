import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { JobRows } from "../../domains/usage/core/job-rows.ts";
import type { JsonObject } from "../../domains/usage/core/json-values.ts";
import { lowerJob } from "../../testing/lower-job.ts";
import { recordedJson } from "../../testing/recordings.ts";
import { jobLifter } from "./job-lifter.ts";

const rows = new JobRows({ cluster: null, now: new Date("2026-11-21T04:00:00Z") });
const VERSIONS = [36, 37, 38, 39, 40, 41, 42, 43, 44, 45];

const whole = fc.oneof(fc.integer({ min: 0, max: 4_000_000 }), fc.constant(null));
const flagged = whole.map((number) => ({ set: number !== null, infinite: false, number: number ?? 0 }));
const text = fc.string({ maxLength: 12 }).filter((value) => !value.includes("\0"));
const word = fc.stringMatching(/^[a-z]{1,8}$/);
const END_STATES = [
  "COMPLETED",
  "FAILED",
  "TIMEOUT",
  "CANCELLED",
  "NODE_FAIL",
  "PREEMPTED",
  "OUT_OF_MEMORY",
  "HIBERNATED",
];

const tres = fc
  .record({ cpu: fc.nat(512), mem: fc.nat(4_000_000), gpus: fc.nat(8), billing: fc.nat(100) })
  .map(({ cpu, mem, gpus, billing }) => [
    { type: "cpu", name: "", id: 1, count: cpu },
    { type: "mem", name: "", id: 2, count: mem + 1 }, // 36 to 38 cannot tell memory for each CPU from that for each node
    { type: "energy", name: "", id: 3, count: -2 },
    { type: "node", name: "", id: 4, count: 1 },
    { type: "billing", name: "", id: 5, count: billing },
    ...(gpus === 0 ? [] : [{ type: "gres", name: "gpu", id: 1001, count: gpus }]),
    ...(gpus === 0 ? [] : [{ type: "gres", name: "gpu:a100", id: 1002, count: gpus }]),
  ]);

/** Jobs that have ended, as v0.0.45 says it. */
const ended: fc.Arbitrary<JsonObject> = fc
  .record({
    ids: fc.record({ job: fc.integer({ min: 1, max: 0xffff_fffd }), kind: fc.constantFrom("plain", "array", "het") }),
    names: fc.record({ name: text, user: word, account: word, partition: word, qos: word, reason: word }),
    state: fc.constantFrom(...END_STATES),
    code: fc.nat(255),
    signal: fc.oneof(fc.constant(null), fc.integer({ min: 1, max: 125 })),
    wait: fc.nat(1_000),
    elapsed: fc.integer({ min: 1, max: 1_000_000 }),
    suspended: fc.nat(1_000),
    limit: flagged,
    part: fc.nat(1_000),
    tres,
    requested: tres,
    used: fc.nat(100_000),
    isStepless: fc.boolean(),
  })
  .map(({ ids, names, state, code, signal, wait, elapsed, suspended, limit, part, used, isStepless, ...held }) => {
    const submission = 1_780_000_000;
    const start = submission + wait;
    const end = start + elapsed + suspended;
    const number = (value: number | null) => ({ set: value !== null, infinite: false, number: value ?? 0 });
    const step = {
      state: [state],
      step: { id: `${ids.job}.batch`, name: "batch" },
      time: { start: number(start), end: number(end), elapsed, total: { seconds: used, microseconds: 0 } },
      tres: { requested: { max: [], average: [] } },
    };
    return {
      ...{ job_id: ids.job, cluster: "alpha", container: "", allocation_nodes: 1, nodes: "c1", sluid: "" },
      ...{ ...names, reason: undefined, exclusive: [], restart_cnt: 0, stdin: "", qosreq: "" },
      array: { job_id: ids.kind === "array" ? 5 : 0, task_id: number(ids.kind === "array" ? part : null), task: "" },
      het: { job_id: ids.kind === "het" ? 9 : 0, job_offset: number(ids.kind === "het" ? part : null) },
      state: { current: [state], reason: names.reason },
      exit_code: {
        status: [signal === null ? (code === 0 ? "SUCCESS" : "ERROR") : "SIGNALED"],
        return_code: number(signal === null ? code : null),
        signal: { id: number(signal), name: "" },
      },
      time: {
        ...{ submission, eligible: submission, start, end, elapsed, suspended, limit },
        ...{ planned: number(wait), total: { seconds: 0, microseconds: 0 } },
      },
      required: { CPUs: 4, memory_per_cpu: number(null), memory_per_node: number(512) },
      tres: { allocated: held.tres, requested: held.requested },
      steps: isStepless ? [] : [step],
    };
  });

/** The run without what versions up to v0.0.39 lose: the code of a program that ended by itself, unless it went well. */
function asTold(job: JsonObject, version: number) {
  const run = rows.run(job);
  if (version > 39 || run.exitSignal !== 0) return run;
  return { ...run, exitCode: run.rawState === "COMPLETED" ? 0 : null };
}

describe("a job that an older version tells", () => {
  it.each(VERSIONS)("is the same run in v0.0.%i, whether its version is known or its shape tells", (version) => {
    fc.assert(
      fc.property(ended, (job) => {
        const lowered = lowerJob(job, version);
        expect(rows.run(jobLifter.lift(lowered, version))).toEqual(asTold(job, version));
        expect(rows.run(jobLifter.lift(lowered, null))).toEqual(asTold(job, version));
        const steps = (value: JsonObject) => (Array.isArray(value.steps) ? value.steps : []);
        const run = { cluster: "alpha", jobId: Number(job.job_id) };
        const lifted = steps(jobLifter.lift(lowered, version));
        expect(lifted.map((step) => rows.step(step, run))).toEqual(steps(job).map((step) => rows.step(step, run)));
      }),
      { numRuns: 100 },
    );
  });

  it("keeps its sluid where a version has one", () => {
    const [job] = fc.sample(ended, { numRuns: 1, seed: 1 });
    const named = { ...job, sluid: "s4ab2" };
    expect(rows.run(jobLifter.lift(lowerJob(named, 45), 45)).sluid).toBe("s4ab2");
    expect(rows.run(jobLifter.lift(lowerJob(named, 44), 44)).sluid).toBeNull();
  });

  it("is never a reason to stop: whatever stands in a record, lifting it throws nothing", () => {
    const [recorded] = JSON.parse(recordedJson("slurmrestd-22.05-v0.0.38").toString()).jobs;
    const member = fc.constantFrom(...Object.keys(recorded));
    fc.assert(
      fc.property(member, fc.jsonValue(), fc.constantFrom(null, ...VERSIONS), (name, value, version) => {
        expect(() => jobLifter.lift({ ...recorded, [name]: value } as JsonObject, version)).not.toThrow();
      }),
      { numRuns: 1_000 },
    );
  });
});

it("reads a version that is newer than any it knows as the newest, and an older one as the oldest", () => {
  const [job = {}] = fc.sample(ended, { numRuns: 1, seed: 2 });
  expect(jobLifter.lift(job, 99)).toEqual(job);
  const old = lowerJob(job, 36);
  expect(jobLifter.lift(old, 35)).toEqual(jobLifter.lift(old, 36));
});
