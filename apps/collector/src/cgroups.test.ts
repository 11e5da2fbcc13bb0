import { spawn } from "node:child_process";
import { mkdir, readFile, rmdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { Cgroups } from "./cgroups.ts";
import { plant, temporaryFolder } from "./testing/folder.ts";

const CPU_STAT = "usage_usec 83214567\nuser_usec 80000000\nsystem_usec 3214567\nnr_periods 0\nnr_throttled 0\n";
const V2 = {
  "cgroup.controllers": "cpuset cpu io memory pids\n",
  "cpuset.cpus.effective": "0-63\n",
  "system.slice/slurmstepd.scope/job_42/cpu.stat": CPU_STAT,
  "system.slice/slurmstepd.scope/job_42/memory.current": "3221225472\n",
  "system.slice/slurmstepd.scope/job_42/cpuset.cpus.effective": "0-5,32-33\n",
};
const V1 = {
  "cpuset/cpuset.effective_cpus": "0-15\n",
  "cpu,cpuacct/slurm/uid_1000/job_42/cpuacct.usage": "83214567123\n",
  "memory/slurm/uid_1000/job_42/memory.usage_in_bytes": "3221225472\n",
  "cpuset/slurm/uid_1000/job_42/cpuset.effective_cpus": "0-15\n",
  "cpu,cpuacct/slurm/uid_1001/job_7/cpuacct.usage": "1\n",
};
const READ = { cpuSeconds: 83.214567, memoryBytes: 3 * 1024 ** 3 };

async function readIn(files: Readonly<Record<string, string | null>>, path: string | null = null, node = "c1") {
  await using folder = await temporaryFolder();
  await plant(folder.path, files);
  return await new Cgroups({ root: folder.path, node }).read({ jobId: 42, path });
}

describe("version 2", () => {
  it("reads the CPU time, the memory and the CPUs that a job is confined to", async () => {
    expect(await readIn(V2)).toEqual({ source: "cgroup-v2", ...READ, cpus: 8 });
  });

  it("knows no confinement where the job may use all CPUs of the node", async () => {
    const all = { ...V2, "system.slice/slurmstepd.scope/job_42/cpuset.cpus.effective": "0-63\n" };
    expect(await readIn(all)).toMatchObject({ cpus: null });
  });

  it("finds the job of its own node where several share a host", async () => {
    const shared = {
      "system.slice/c2_slurmstepd.scope/job_42/cpu.stat": "usage_usec 9000000\n",
      "system.slice/c1_slurmstepd.scope/job_42/cpu.stat": "usage_usec 1000000\n",
    };
    expect(await readIn(shared, null, "c2")).toMatchObject({ cpuSeconds: 9, memoryBytes: null });
  });

  it("takes the place that the prolog saw before the usual ones", async () => {
    const told = { ...V2, "site/jobs/42/cpu.stat": "usage_usec 5000000\n" };
    expect(await readIn(told, "/site/jobs/42")).toMatchObject({ cpuSeconds: 5 });
    expect(await readIn(V2, "/site/jobs/42")).toMatchObject(READ);
  });

  it("never leaves the place where the kernel shows control groups", async () => {
    await using outside = await temporaryFolder();
    await plant(outside.path, { "in/cgroup.controllers": "", "out/cpu.stat": "usage_usec 1\n" });
    const cgroups = new Cgroups({ root: join(outside.path, "in"), node: "c1" });
    for (const path of ["../out", "/../out", "a/../../out", "/", ".", ""])
      expect(await cgroups.read({ jobId: 1, path }), path).toBeNull();
  });
});

describe("version 1", () => {
  it("reads the same from the controllers, whoever owns the job", async () => {
    expect(await readIn(V1)).toEqual({
      source: "cgroup-v1",
      cpuSeconds: 83.214567123,
      memoryBytes: READ.memoryBytes,
      cpus: null,
    });
  });

  it("reads it also where version 2 is mounted beside it without controllers", async () => {
    const hybrid = { ...V1, "unified/cgroup.controllers": "", "unified/system.slice/slurmd.service/cgroup.procs": "" };
    expect(await readIn(hybrid)).toMatchObject({ source: "cgroup-v1" });
  });

  it("reads the memory by itself where Slurm counts no CPU time in control groups", async () => {
    const memory = { "memory/slurm_c1/uid_1000/job_42/memory.usage_in_bytes": "4096\n" };
    expect(await readIn(memory)).toEqual({ source: "cgroup-v1", cpuSeconds: null, memoryBytes: 4_096, cpus: null });
  });

  it("takes the place that the prolog saw", async () => {
    const told = { "cpuacct/site/42/cpuacct.usage": "2000000000\n", "memory/site/42/memory.usage_in_bytes": "7\n" };
    expect(await readIn(told, "/site/42")).toMatchObject({ cpuSeconds: 2, memoryBytes: 7 });
  });
});

it.each([
  ["nothing at all", {}],
  ["other jobs", { "system.slice/slurmstepd.scope/job_420/cpu.stat": CPU_STAT }],
  ["a job that ends under the reader's eyes", { "system.slice/slurmstepd.scope/job_42": null }],
  ["words where figures should be", { "system.slice/slurmstepd.scope/job_42/cpu.stat": "usage_usec many\n" }],
])("finds no job in a tree with %s", async (_tree, files) => {
  expect(await readIn(files)).toBeNull();
});

const real = await makeRealGroup();
/** Waits until it is told to, takes 20 MB and computes. */
const WORK = "read line; x=$(head -c 20000000 /dev/zero | tr '\\0' a); while :; do :; done";

describe("the kernel's own control groups", () => {
  it.skipIf(typeof real === "string")(
    typeof real === "string" ? `cannot be tried here: ${real}` : "tell the CPU time and the memory of a process in one",
    async () => {
      if (typeof real === "string") return;
      const child = spawn("sh", ["-c", WORK], { stdio: ["pipe", "ignore", "ignore"] });
      try {
        for (const folder of real.folders) await writeFile(join(folder, "cgroup.procs"), String(child.pid));
        const cgroups = new Cgroups({ root: real.root, node: "c1" });
        const before = await cgroups.read({ jobId: 1, path: real.path });
        expect(before?.cpuSeconds).toBeLessThan(0.1);
        const begun = performance.now();
        child.stdin.end("\n");
        const used = async () => {
          const after = await cgroups.read({ jobId: 1, path: real.path });
          expect(after?.cpuSeconds).toBeGreaterThan(0.2);
          expect(after?.memoryBytes).toBeGreaterThan(10_000_000);
          return after?.cpuSeconds;
        };
        // One process after the other on no more than a few CPUs: never more of their time than has gone by.
        const cpuSeconds = await vi.waitFor(used, { timeout: 15_000, interval: 100 });
        expect(cpuSeconds).toBeLessThan(((performance.now() - begun) / 1_000) * 4);
      } finally {
        child.kill("SIGKILL");
        await new Promise((resolve) => child.once("close", resolve));
        for (const folder of real.folders) await rmdir(folder);
      }
    },
  );
});

/** A control group of this machine's own, empty; why not in a few words, where it cannot be made. */
async function makeRealGroup() {
  const root = "/sys/fs/cgroup";
  const name = `purser-test-${process.pid}`;
  const own = await readFile("/proc/self/cgroup", "utf8").catch(() => "");
  const placeOf = (controller: string) => new RegExp(`^\\d+:${controller}:(.*)$`, "m").exec(own)?.[1];
  const unified = placeOf("");
  const memory = placeOf("memory");
  // Below the memory that this process has, so that it stays within its limits.
  const path = join(memory ?? unified ?? "/", name);
  const folders = memory === undefined ? [join(root, path)] : [join(root, "cpuacct", path), join(root, "memory", path)];
  try {
    for (const folder of folders) await mkdir(folder, { recursive: true });
    return { root, path, folders };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
