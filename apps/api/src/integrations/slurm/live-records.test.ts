import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isObject, type JsonObject } from "../../domains/usage/core/json-values.ts";
import { lowerLive } from "../../testing/lower-live.ts";
import { recordedJson } from "../../testing/recordings.ts";
import { countAsked, countGres } from "./gres-count.ts";
import { type LiveThing, liftLive } from "./live-lifts.ts";
import { countTasks, isQueued, readNode, readPartition, readQueuedJob } from "./live-records.ts";

function recorded(name: string, thing: LiveThing): JsonObject[] {
  const version = Number(/v0\.0\.(\d+)/.exec(name)?.[1]);
  const answer = JSON.parse(recordedJson(name).toString("utf8"));
  return answer[`${thing}s`].map((record: unknown) => liftLive(thing, record, version)).filter(isObject);
}

describe("recorded nodes", () => {
  const gpuNode = {
    ...{ name: "g1", cpus: 16, memory_mib: 64_000, partitions: ["gpu", "all"], features: ["gpu"], reason: "" },
    ...{ gpus: 6, gpu_types: { a100: 4, t4: 2 }, allocated_gpus: 1, allocated_gpu_types: { a100: 1 } },
    ...{ slurm_version: "22.05.8", booted_at: 1_795_227_684 },
  };

  it.each([37, 38])("of 22.05 are read through v0.0.%i", (version) => {
    const nodes = recorded(`live-22.05-v0.0.${version}-nodes`, "node").map(readNode);
    expect(nodes.map(({ name, state, raw_states }) => [name, state, raw_states])).toEqual([
      ["c1", "mixed", ["MIXED"]],
      ["c2", "idle", ["IDLE", "PLANNED"]],
      ["c3", "idle", ["IDLE", "PLANNED"]],
      ["g1", "mixed", ["MIXED"]],
    ]);
    expect(nodes[0]).toMatchObject({ allocated_cpus: 2, allocated_memory_mib: 300, load_hundredths: 428, gpus: 0 });
    expect(nodes[3]).toMatchObject({ ...gpuNode, allocated_cpus: 1, free_memory_mib: 18_799, load_hundredths: 413 });
  });

  it("of 22.05 through v0.0.36 are without what that does not say", () => {
    const nodes = recorded("live-22.05-v0.0.36-nodes", "node").map(readNode);
    expect(nodes.map(({ state }) => state)).toEqual(["allocated", "idle", "idle", "allocated"]);
    expect(nodes[3]).toMatchObject({ ...gpuNode, partitions: [], allocated_cpus: null, allocated_memory_mib: null });
  });

  it("of 24.05 and 24.11 are read, with GPUs that accounting does not know of", () => {
    const [full] = recorded("live-24.05-v0.0.41-nodes", "node").map(readNode);
    expect(full).toMatchObject({ name: "gpu1", state: "allocated", gpus: 4, allocated_gpu_types: { h100: 4 } });
    const [ending] = recorded("live-24.11-v0.0.42-nodes-idle", "node").map(readNode);
    expect(ending).toMatchObject({ state: "completing", gpus: 6, gpu_types: { h100: 2, h200: 4 }, allocated_gpus: 0 });
    const [mixed] = recorded("live-24.11-v0.0.42-nodes-mixed", "node").map(readNode);
    expect(mixed).toMatchObject({
      ...{ name: "cn2", state: "mixed", cpus: 64, allocated_cpus: 1, load_hundredths: 128, memory_mib: 131_072 },
      ...{ allocated_memory_mib: 512, free_memory_mib: 370, gpus: 0, slurm_version: "24.11.5" },
    });
  });
});

describe("recorded partitions", () => {
  const shape = { name: "cpu", nodes: "c[1-3]", node_count: 3, cpus: 24, is_default: true, time_limit_seconds: 86_400 };

  it.each([
    [36, { ...shape, state: "unknown", default_time_seconds: null }],
    [37, { ...shape, state: "up", default_time_seconds: null }],
    [38, { ...shape, state: "up", default_time_seconds: 600, nodes_per_job: null, priority_tier: 1 }],
  ])("of 22.05 are read through v0.0.%i", (version, expected) => {
    const partitions = recorded(`live-22.05-v0.0.${version}-partitions`, "partition").map(readPartition);
    expect(partitions).toHaveLength(4);
    expect(partitions[0]).toMatchObject(expected);
    expect(partitions[1]).toMatchObject({ is_default: false });
  });
});

describe("recorded jobs", () => {
  it.each([36, 37, 38])("that wait are found among those of 22.05 through v0.0.%i", (version) => {
    const jobs = recorded(`live-22.05-v0.0.${version}-jobs`, "job").filter(isQueued).map(readQueuedJob);
    expect(jobs.map(({ reason }) => reason).sort()).toEqual([
      ...["BeginTime", "BeginTime", "Dependency", "JobHeldUser", "Resources"],
    ]);
    expect(jobs.find(({ job_id }) => job_id === 159)).toEqual({
      ...{ job_id: 159, display_id: "159", tasks: 1, name: "live-resources", account: "hep", qos: "normal" },
      ...{ partitions: ["cpu"], raw_states: ["PENDING"], reason: "Resources", reason_text: "", priority: 100 },
      ...{ submitted_at: 1_795_230_489, eligible_at: 1_795_230_489, expected_start_at: 1_795_234_090 },
      ...{ cpus: 3, node_count: 3, memory_mib: 300, gpus: 0, gpu_types: {}, time_limit_seconds: 600 },
      user: version === 36 ? "" : "bob", // 36 names users of jobs that have begun only
    });
    expect(jobs.find(({ job_id }) => job_id === 158)).toMatchObject({ eligible_at: null, expected_start_at: null });
  });

  it("of 24.05 and 24.11 tell the GPUs that they ask for where TRES does not", () => {
    const all = ["live-24.11-v0.0.42-jobs-gpus", "live-24.05-v0.0.41-jobs-gpus", "live-24.11-v0.0.42-jobs"];
    const jobs = all.flatMap((name) => recorded(name, "job").filter(isQueued).map(readQueuedJob));
    expect(jobs.map(({ job_id, gpus, memory_mib }) => [job_id, gpus, memory_mib])).toEqual([
      [6376, 6, 512],
      [2, 4, 512],
      [6370, 0, 2_048],
    ]);
  });
});

describe("every version", () => {
  const flagged = (number: number | null) => ({ set: number !== null, infinite: false, number: number ?? 0 });
  const count = fc.nat(2 ** 31);
  const node = fc
    .record({
      ...{ name: fc.stringMatching(/^[a-z]{1,8}\d{1,4}$/), cpus: count, alloc_cpus: count, cpu_load: count },
      ...{ real_memory: count, alloc_memory: count, free: fc.option(count), reason: fc.stringMatching(/^\w{0,8}$/) },
      base: fc.constantFrom("IDLE", "MIXED", "ALLOCATED", "DOWN"),
      flags: fc.uniqueArray(fc.constantFrom("DRAIN", "COMPLETING", "NOT_RESPONDING", "PLANNED", "MAINTENANCE")),
      features: fc.array(fc.stringMatching(/^[a-z]{1,5}$/)),
      booted: fc.option(fc.integer({ min: 1, max: 2 ** 31 })),
      gpus: fc.nat(16),
    })
    .map(({ base, flags, features, booted, free, gpus, ...plain }) => ({
      ...{ ...plain, state: [base, ...flags], active_features: features, partitions: ["all"], version: "24.11.5" },
      ...{ boot_time: flagged(booted), free_mem: flagged(free), gres: gpus === 0 ? "" : `gpu:h100:${gpus}(S:0-1)` },
      ...{ gres_used: "gpu:h100:0(IDX:N/A)", tres: "cpu=1", tres_used: "" },
    }));
  const partition = fc
    .record({ minutes: fc.option(fc.integer({ min: 1, max: 2 ** 30 })), nodes: fc.nat(9), cpus: count, tier: count })
    .map(({ minutes, nodes, cpus, tier }) => ({
      ...{ name: "cpu", flags: ["DEFAULT"], partition: { state: ["DRAIN"] }, cpus: { total: cpus } },
      ...{ nodes: { configured: "c[1-9]", total: nodes }, priority: { tier } },
      ...{ maximums: { time: flagged(minutes), nodes: flagged(null) }, defaults: { time: flagged(minutes) } },
    }));
  const job = fc
    .record({ id: fc.integer({ min: 1, max: 2 ** 26 }), task: fc.option(fc.nat(99)), limit: fc.option(fc.nat(10_000)) })
    .map(({ id, task, limit }) => ({
      ...{ job_id: id, name: "sim", user_name: "alice", account: "astro", partition: "cpu,gpu", qos: "normal" },
      ...{ job_state: ["PENDING"], state_reason: "Priority", state_description: "", time_limit: flagged(limit) },
      ...{ submit_time: flagged(1_780_000_000), eligible_time: flagged(0), start_time: flagged(1_780_000_100) },
      ...{ priority: flagged(7), cpus: flagged(4), node_count: flagged(2), tasks: flagged(4) },
      ...{ array_job_id: flagged(task === null ? 0 : 9), array_task_id: flagged(task), array_task_string: "" },
      ...{ het_job_id: flagged(0), het_job_offset: flagged(0), tres_req_str: "cpu=4,mem=2G,node=2,gres/gpu=2" },
    }));

  it.each([37, 38, 39, 40, 41, 42, 43, 44, 45])("v0.0.%i says the same of a cluster", (version) => {
    const told = (thing: LiveThing, record: JsonObject) =>
      liftLive(thing, lowerLive(thing, record, version), version) ?? {};
    fc.assert(
      fc.property(node, partition, job, (someNode, somePartition, someJob) => {
        expect(readNode(told("node", someNode))).toEqual(readNode(someNode));
        expect(readQueuedJob(told("job", someJob))).toEqual(readQueuedJob(someJob));
        const unsaid = version < 39 || version === 45 ? {} : { is_default: null };
        const state = version === 39 ? { state: "unknown" } : {};
        expect(readPartition(told("partition", somePartition))).toEqual({
          ...readPartition(somePartition),
          ...unsaid,
          ...state,
        });
      }),
      { numRuns: 50 },
    );
  });

  it.each([
    ["drained*", "down", ["IDLE", "DRAIN", "NOT_RESPONDING"]],
    ["DRAINING", "draining", ["ALLOCATED", "DRAIN"]],
    ["idle~", "powered_down", ["IDLE", "POWERED_DOWN"]],
    ["maint", "maintenance", ["IDLE", "MAINTENANCE"]],
    ["down*", "down", ["DOWN", "NOT_RESPONDING"]],
    ["hibernated", "unknown", ["HIBERNATED"]],
  ])("v0.0.36 says %s in one word", (word, state, raw) => {
    const read = readNode(liftLive("node", { name: "c1", state: word }, 36) ?? {});
    expect([read.state, read.raw_states]).toEqual([state, raw]);
  });
});

describe("counts of GPUs", () => {
  it.each([
    ["gpu:a100:4(S:0-1),gpu:t4:2,scratch:1000", 6, { a100: 4, t4: 2 }],
    ["gpu:a100:2(IDX:0,2),gpu:1(IDX:5)", 3, { a100: 2 }],
    ["gpu:a100:no_consume:4,gpu:a100:2,shard:8,mps:100", 6, { a100: 6 }],
    ["gpu:1g.5gb:7", 7, { "1g.5gb": 7 }],
    ["(null)", 0, {}],
    ["", 0, {}],
  ])("in %j are %i", (text, gpus, gpuTypes) => expect(countGres(text)).toEqual({ gpus, gpuTypes }));

  it.each([
    ["gres/gpu:6", 1, 6, {}],
    ["gres:gpu:a100:2", 3, 6, { a100: 6 }],
    ["gpu:2,gres/shard:3", 1, 2, {}],
    ["gres/gpu=2,gres/gpumem=3", 1, 2, {}],
    ["license/gpu:2", 1, 0, {}],
  ])("asked for by %j, %i times, are %i", (text, times, gpus, gpuTypes) =>
    expect(countAsked(text, times)).toEqual({ gpus, gpuTypes }),
  );
});

it.each([
  ["", 1],
  ["7", 1],
  ["0-99%2", 100],
  ["1,9,11-15:2", 5],
  ["1-5,7,...", null],
  ["0x2A02", null],
])("an array's list of tasks %j has %j", (list, tasks) => expect(countTasks(list)).toBe(tasks));

describe("a record that is not as documented", () => {
  it("is told apart from one that is", () => {
    const job = { job_id: 1, submit_time: 1, job_state: ["PENDING"] };
    expect(() => readQueuedJob({ ...job, job_id: 0 })).toThrow("JOB_ID_INVALID");
    expect(() => readQueuedJob({ ...job, submit_time: null })).toThrow("SUBMIT_MISSING");
    expect(() => readNode({ name: "", state: [] })).toThrow("VALUE_MISSING");
    expect(() => readNode({ name: "c1", state: "IDLE" })).toThrow("VALUE_INVALID");
    expect(isQueued({ ...job, job_state: ["PENDING", "CONFIGURING"] })).toBe(false);
    expect(isQueued({ ...job, job_state: ["PENDING", "REQUEUE_HOLD"] })).toBe(true);
  });

  it("may hold anything that somebody wrote, which is cut and cleaned", () => {
    const reason = `bad\u0000fan\n\ud800${"x".repeat(5_000)}`;
    const read = readNode({ name: "c1", state: ["DOWN"], reason });
    expect(read.reason).toMatch(/^bad fan x+$/);
    expect(read.reason.length).toBeLessThanOrEqual(1_024);
  });
});
