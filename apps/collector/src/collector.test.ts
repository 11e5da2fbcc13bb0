import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { Cgroups } from "./cgroups.ts";
import { Collector } from "./collector.ts";
import type { Gpu } from "./gpus.ts";
import { MachineSource } from "./machine-source.ts";
import { PurserApi } from "./purser-api.ts";
import { SimulatedSource } from "./simulated-source.ts";
import { Spool } from "./spool.ts";
import { type Answer, type ArrivedCall, FakePurser } from "./testing/fake-purser.ts";
import { plant, temporaryFolder } from "./testing/folder.ts";
import { keptLog } from "./testing/kept-log.ts";

const RUN = {
  run_id: "0193-a",
  job_id: 42,
  allocated_cpus: 8,
  nodes: ["c1", "c2"],
  gpu_devices: ["0", "1"],
  cgroup_path: null,
};
const SAMPLES = "/api/v1/samples";
const GPUS: Gpu[] = [
  { id: "0", vendor: "nvidia", utilizationPercent: 40, memoryMib: 2_000, powerWatts: 120.456, temperatureCelsius: 55 },
  { id: "1", vendor: "nvidia", utilizationPercent: null, memoryMib: 10, powerWatts: null, temperatureCelsius: 30 },
  { id: "2", vendor: "nvidia", utilizationPercent: 99, memoryMib: 9, powerWatts: 9, temperatureCelsius: 9 },
];
const JOB = "system.slice/slurmstepd.scope/job_42";

/** A node with one running job, whose CPU time grows by one second in each second of a clock of its own. */
async function startNode(simulate = false) {
  const folder = await temporaryFolder();
  const purser = await FakePurser.start();
  purser.answer = (call) => (call.method === "GET" ? [200, { data: [RUN] }] : [200, { results: [] }]);
  await plant(folder.path, {
    token: "canary-token\n",
    [`${JOB}/cpu.stat`]: "",
    [`${JOB}/memory.current`]: "1073741824\n",
  });
  let seconds = 0;
  /** Lets time go by, and the job use so many CPUs of it. */
  const pass = async (by: number, cpus: number) => {
    seconds += by;
    const before = /(\d+)/.exec(await readFile(join(folder.path, JOB, "cpu.stat"), "utf8"))?.[1] ?? "0";
    await writeFile(join(folder.path, JOB, "cpu.stat"), `usage_usec ${Number(before) + by * cpus * 1e6}\n`);
  };
  await pass(100, 1);
  const { lines, log } = keptLog();
  const address = { url: purser.url, tokenFile: join(folder.path, "token"), cluster: "lotus", node: "c1" };
  const machine = {
    cgroups: new Cgroups({ root: folder.path, node: "c1" }),
    gpus: async () => GPUS,
    seconds: () => seconds,
    pause: async () => await pass(1, 2),
  };
  const start = async () =>
    new Collector({
      api: new PurserApi(address),
      source: simulate ? new SimulatedSource(() => 0.75) : new MachineSource(machine),
      spool: await Spool.open({ folder: join(folder.path, "spool"), mostBytes: 1024 * 1024, log }),
      ...{ log, cluster: "lotus", node: "c1", sendMs: 5_000 },
      now: () => new Date(Date.UTC(2026, 10, 21, 10, 0, seconds)),
    });
  const dispose = async () => {
    await purser[Symbol.asyncDispose]();
    await folder[Symbol.asyncDispose]();
  };
  return { purser, lines, pass, start, folder: folder.path, [Symbol.asyncDispose]: dispose };
}

const sentSamples = (purser: FakePurser) => purser.posted(SAMPLES).flatMap(({ samples }) => samples);

it("tells what the runs of its node use: of their CPUs here, memory, and each of their GPUs", async () => {
  await using node = await startNode();
  const collector = await node.start();
  await collector.round();
  await node.pass(30, 3);
  await collector.round();
  expect(node.purser.calls[0]).toMatchObject({ path: "/api/v1/live/node-runs?cluster=lotus&node=c1&limit=500" });
  const [first, second] = sentSamples(node.purser);
  // It was watched for a second, with 2 CPUs busy.
  expect(first).toMatchObject({ timestamp: "2026-11-21T10:01:41.000Z", cpu_percent: 50 });
  expect(second).toEqual({
    run_id: "0193-a",
    cluster: "lotus",
    job_id: 42,
    node: "c1",
    timestamp: "2026-11-21T10:02:11.000Z",
    cpu_percent: 75, // 3 of the 4 CPUs that are its share of 8 on 2 nodes
    memory_mib: 1_024,
    gpu_percent: 40,
    gpus: [
      {
        id: "0",
        vendor: "nvidia",
        utilization_percent: 40,
        memory_mib: 2_000,
        power_watts: 120.46,
        temperature_celsius: 55,
      },
      { id: "1", vendor: "nvidia", memory_mib: 10, temperature_celsius: 30 },
    ],
    source: "cgroup-v2",
  });
});

it("goes on with the runs it knows while Purser is away, across a restart, and then tells all in order", async () => {
  await using node = await startNode();
  const before = await node.start();
  await before.round();
  await node.purser.goAway();
  for (const cpus of [1, 2]) {
    await node.pass(30, cpus);
    await before.round();
  }
  expect(node.lines).toMatchObject([
    { level: "warn", facts: { call: "runs", why: "ECONNREFUSED" } },
    { level: "warn", facts: { call: "samples", why: "ECONNREFUSED" } },
  ]);
  const after = await node.start();
  await node.purser.comeBack();
  await node.pass(30, 4);
  await after.round();
  const times = sentSamples(node.purser).map(({ timestamp }) => timestamp.slice(14, 19));
  expect(times).toEqual(["01:41", "02:11", "02:41", "03:12"]);
  expect(sentSamples(node.purser).map(({ cpu_percent: percent }) => percent)).toEqual([50, 25, 50, 50]);
  expect(await readdir(join(node.folder, "spool"))).toEqual([]);
});

it.each([400, 404, 413, 422])("sets a batch aside that is answered %s, and goes on with the next", async (status) => {
  await using node = await startNode();
  const live = node.purser.answer;
  node.purser.answer = (call): Answer | "never" =>
    call.method === "POST" ? [status, { error: { code: "BODY_INVALID" } }] : live(call);
  const collector = await node.start();
  await collector.round();
  node.purser.answer = live;
  await collector.round();
  expect(node.purser.posted(SAMPLES)).toHaveLength(2);
  expect(node.lines).toMatchObject([{ level: "error", facts: { why: `${status} BODY_INVALID` } }]);
  expect(await readdir(join(node.folder, "spool"))).toEqual(["refused"]);
});

it.each([401, 403, 429, 500, 503])("asks once a round, and loses nothing, while it is answered %s", async (status) => {
  await using node = await startNode();
  const live = node.purser.answer;
  node.purser.answer = (call: ArrivedCall) => (call.method === "POST" ? [status, {}] : live(call));
  const collector = await node.start();
  for (let round = 1; round <= 3; round += 1) {
    await node.pass(30, 1);
    await collector.round();
  }
  expect(node.purser.posted(SAMPLES)).toHaveLength(3);
  expect(node.lines).toMatchObject([{ level: "warn", facts: { call: "samples" } }]);
  node.purser.answer = live;
  await collector.round();
  const taken = sentSamples(node.purser).slice(3);
  expect(taken.map(({ timestamp }) => timestamp.slice(14, 19))).toEqual(["02:11", "02:41", "03:11", "03:11"]);
  expect(node.lines.at(-1)).toMatchObject({ message: "Purser answers again" });
});

it("says which samples were not taken, by their codes, and does not send them again", async () => {
  await using node = await startNode();
  const live = node.purser.answer;
  const results = [{ index: 0, status: "rejected", code: "SAMPLE_RUN_UNKNOWN" }];
  node.purser.answer = (call) => (call.method === "POST" ? [200, { accepted: 0, results }] : live(call));
  await (await node.start()).round();
  expect(node.lines).toMatchObject([{ level: "warn", facts: { SAMPLE_RUN_UNKNOWN: 1 } }]);
  expect(await readdir(join(node.folder, "spool"))).toEqual([]);
});

it("shows its token to Purser alone: in the header, not in an address, a log or the spool", async () => {
  await using node = await startNode();
  node.purser.answer = () => [302, {}];
  await (await node.start()).round();
  const shown = node.purser.calls.map(({ headers }) => headers.authorization);
  expect(new Set(shown)).toEqual(new Set(["Bearer canary-token"]));
  const spooled = await Promise.all(
    (await readdir(join(node.folder, "spool"))).map(
      async (name) => await readFile(join(node.folder, "spool", name), "utf8"),
    ),
  );
  expect(JSON.stringify([node.lines, node.purser.calls.map(({ path, text }) => [path, text]), spooled])).not.toContain(
    "canary",
  );
});

it("asks for the pages after the first", async () => {
  await using node = await startNode();
  node.purser.answer = ({ method, path }) => {
    if (method === "POST") return [200, { results: [] }];
    if (path.includes("cursor=more")) return [200, { data: [RUN], next_cursor: null }];
    return [200, { data: [], next_cursor: "more" }];
  };
  await (await node.start()).round();
  expect(sentSamples(node.purser)).toHaveLength(1);
});

it("leaves out a run that has no control group here, such as one that has just ended", async () => {
  await using node = await startNode();
  node.purser.answer = (call) =>
    call.method === "GET" ? [200, { data: [{ ...RUN, job_id: 43 }] }] : [200, { results: [] }];
  await (await node.start()).round();
  expect(node.purser.posted(SAMPLES)).toEqual([]);
});

it("marks what it makes up", async () => {
  await using node = await startNode(true);
  const collector = await node.start();
  for (let round = 1; round <= 5; round += 1) await collector.round();
  const samples = sentSamples(node.purser);
  expect(samples).toHaveLength(5);
  expect(new Set(samples.map(({ source }) => source))).toEqual(new Set(["simulated"]));
  expect(samples[0]).toMatchObject({ cpu_percent: 65, gpus: [{ id: "0" }, { id: "1" }] });
});
