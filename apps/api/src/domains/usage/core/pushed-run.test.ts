import { describe, expect, it } from "vitest";
import { pushedRun } from "../../../testing/push-api.ts";
import { readPushedRun } from "./pushed-run.ts";

const read = (change: Readonly<Record<string, unknown>> = {}, cluster = "lotus") =>
  readPushedRun(pushedRun(7, change), { cluster, now: new Date("2026-11-21T04:00:00Z") });
const allocated = (tres: unknown) => ({ allocated: tres });
const without = (field: string) => ({ [field]: undefined });

describe("a pushed record", () => {
  it("is the run that it says", () => {
    const gpus = [{ type: "a100", count: 2 }, { count: 1 }];
    const other = { billing: 54, "license/matlab": 2 };
    const { run } = read({
      ...{ job_id: 72, display_id: "36_3", sluid: "s1", reason: "", nodes: "c[1-2]", state: "CANCELLED by 1002" },
      ...{ submitted_at: "2026-03-01T08:00:00+07:00", started_at: "2026-03-01T01:10:00.000Z", suspended_seconds: 600 },
      ...{ time_limit_seconds: 7200, exit_code: 0, exit_signal: 9, energy_joules: 12, used_cpu_milliseconds: 5 },
      // A MiB and a half of it is two, less is one.
      ...allocated({ cpus: 8, memory_bytes: 1_572_864, nodes: 2, gpus, other }),
      requested: { cpus: 1, memory_bytes: 1_572_863 },
    });
    expect(run).toEqual({
      ...{ cluster: "lotus", sluid: "s1", jobId: 72, displayId: "36_3", arrayJobId: 36, arrayTaskId: 3 },
      ...{ hetJobId: null, hetOffset: null, name: "job", user: "somchai", account: "physics", partition: "cpu" },
      ...{ qos: "normal", reason: null, nodes: "c[1-2]", nodeCount: 2 },
      // 1772326800 = 2026-03-01T01:00:00Z; 3000 s of running less 600 suspended.
      ...{ submittedAt: 1_772_326_800, eligibleAt: 1_772_326_800, startedAt: 1_772_327_400, endedAt: 1_772_330_400 },
      ...{ elapsedSeconds: 2_400, suspendedSeconds: 600, timeLimitSeconds: 7_200 },
      ...{ requestedCpus: 1, allocatedCpus: 8, requestedMemoryMib: 1, allocatedMemoryMib: 2 },
      ...{ gpus: 3, gpuTypes: { a100: 2 }, requestedTres: "cpu=1,mem=1M" },
      allocatedTres: "billing=54,cpu=8,gres/gpu:a100=2,gres/gpu=3,license/matlab=2,mem=2M,node=2",
      ...{ state: "cancelled", rawState: "CANCELLED by 1002", exitCode: 0, exitSignal: 9 },
      ...{ usedCpuMilliseconds: 5, maxRssKib: null, usedMemoryKibSeconds: null, energyJoules: 12n },
    });
  });

  it("supplies what it speaks of and what follows from that, and nothing else", () => {
    const { present } = read({ ...without("qos"), ...without("exit_code"), ended_at: null, state: "RUNNING" });
    const all = ["cluster", "nodeCount", "jobId", "name", "user", "account", "partition", "state", "rawState"];
    const times = ["submittedAt", "eligibleAt", "startedAt", "endedAt"];
    const held = ["allocatedTres", "allocatedCpus", "allocatedMemoryMib", "gpus", "gpuTypes", "exitSignal"];
    expect([...present].sort()).toEqual([...all, ...times, ...held].sort());
    expect([...read().present]).toEqual(expect.arrayContaining(["elapsedSeconds", "suspendedSeconds"]));
  });

  it.each([
    ["JOB_ID_INVALID", "job_id", { job_id: 0 }],
    ["JOB_ID_INVALID", "job_id", { job_id: 4_294_967_296 }],
    ["JOB_ID_INVALID", "job_id", { job_id: "7" }],
    ["JOB_ID_INVALID", "job_id", without("job_id")],
    ["JOB_ID_INVALID", "display_id", { display_id: "7.batch" }],
    ["JOB_ID_INVALID", "display_id", { display_id: "seven" }],
    ["USER_MISSING", "user", without("user")],
    ["USER_MISSING", "user", { user: "" }],
    ["STATE_MISSING", "state", without("state")],
    ["VALUE_INVALID", "state", { state: "completed" }],
    ["SUBMIT_MISSING", "submitted_at", without("submitted_at")],
    ["SUBMIT_MISSING", "submitted_at", { submitted_at: null }],
    ["VALUE_MISSING", "started_at", without("started_at")],
    ["VALUE_MISSING", "ended_at", without("ended_at")],
    ["VALUE_MISSING", "allocated", without("allocated")],
    ["FIELD_UNKNOWN", "suspended_second", { suspended_second: 1 }],
    ["FIELD_UNKNOWN", null, { "a\nb": 1 }],
    ["FIELD_UNKNOWN", "allocated.gpu", allocated({ gpu: 1 })],
    ["TIME_INVALID", "started_at", { started_at: "2026-03-01 01:00:00Z" }],
    ["TIME_INVALID", "started_at", { started_at: "2026-03-01T01:00:00" }],
    ["TIME_INVALID", "started_at", { started_at: "2026-02-30T01:00:00Z" }],
    ["TIME_INVALID", "started_at", { started_at: "2026-03-01T24:00:00Z" }],
    ["TIME_INVALID", "started_at", { started_at: "2026-03-01T01:00:00.5Z" }],
    ["TIME_INVALID", "started_at", { started_at: "1969-12-31T23:59:59Z" }],
    ["TIME_INVALID", "started_at", { started_at: "0000-01-01T00:00:00Z" }],
    ["TIME_INVALID", "started_at", { started_at: 1_772_326_800 }],
    ["END_BEFORE_START", "ended_at", { started_at: "2026-03-01T02:00:01Z" }],
    ["END_BEFORE_SUBMIT", "ended_at", { submitted_at: "2026-03-01T02:00:01Z", started_at: null }],
    ["TIME_IN_FUTURE", "ended_at", { ended_at: "2026-11-22T04:00:01Z" }],
    ["NUMBER_INVALID", "elapsed_seconds", { elapsed_seconds: -1 }],
    ["NUMBER_INVALID", "elapsed_seconds", { elapsed_seconds: null }],
    ["NUMBER_INVALID", "energy_joules", { energy_joules: 1.5 }],
    ["NUMBER_TOO_LARGE", "exit_code", { exit_code: 2_147_483_648 }],
    ["NUMBER_TOO_LARGE", "max_rss_kib", { max_rss_kib: 9_007_199_254_740_992 }],
    ["NUMBER_INVALID", "allocated.cpus", allocated({ cpus: "2" })],
    ["NUMBER_INVALID", "allocated.memory_bytes", allocated({ memory_bytes: -1 })],
    ["VALUE_INVALID", "allocated", allocated([])],
    ["VALUE_INVALID", "allocated.gpus", allocated({ gpus: 2 })],
    ["VALUE_MISSING", "allocated.gpus.count", allocated({ gpus: [{ type: "a100" }] })],
    ["VALUE_INVALID", "allocated.gpus.type", allocated({ gpus: [{ type: "a,b", count: 1 }] })],
    ["TRES_INVALID", "allocated.gpus", allocated({ gpus: [{ count: 1 }, { type: null, count: 2 }] })],
    ["TRES_INVALID", "allocated.other", allocated({ other: { "gres/gpu": 1 } })],
    ["TRES_INVALID", "allocated.other", allocated({ other: { "gres/gpu:a100": 1 } })],
    ["TRES_INVALID", "allocated.other", allocated({ other: { "x=1,cpu": 1 } })],
    ["TEXT_TOO_LONG", "account", { account: "ก".repeat(86) }],
    ["VALUE_INVALID", "name", { name: null }],
  ])("is set aside as %s in %s: %j", (reason, field, change) => {
    expect(() => read(change)).toThrow(expect.objectContaining({ reason, field }));
  });

  it("is set aside where its cluster's name could be taken for another, or it is no object", () => {
    expect(() => read({}, "lo\u200btus")).toThrow(expect.objectContaining({ reason: "CLUSTER_INVALID" }));
    for (const record of [7, null, [], "x"]) {
      const reading = () => readPushedRun(record, { cluster: "lotus", now: new Date() });
      expect(reading).toThrow(expect.objectContaining({ reason: "VALUE_INVALID", field: null }));
    }
  });
});
