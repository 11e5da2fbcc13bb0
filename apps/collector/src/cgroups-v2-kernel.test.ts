import { spawn } from "node:child_process";
import { once } from "node:events";
import { access, mkdir, rmdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { Cgroups } from "./cgroups.ts";

const JOB = process.pid;
const PLACE = ["system.slice", "slurmstepd.scope", `job_${JOB}`, "step_0"];
const made = await makeStep();

it.skipIf(made.step === null)(
  made.why === null ? "reads a job's CPU time from the kernel's own version 2" : `cannot be tried here: ${made.why}`,
  async () => {
    const { step, root } = made;
    if (step === null) return;
    const work = spawn("sh", ["-c", "read line; while :; do :; done"], { stdio: ["pipe", "ignore", "ignore"] });
    try {
      await writeFile(join(step, "cgroup.procs"), String(work.pid));
      const cgroups = new Cgroups({ root, node: "c1" });
      const read = async () => await cgroups.read({ jobId: JOB, path: null });
      // Where the machine has given the controller to version 1, this one counts no memory.
      const countsMemory = await exists(join(step, "..", "memory.current"));
      const memoryBytes = countsMemory ? expect.any(Number) : null;
      expect(await read()).toMatchObject({ source: "cgroup-v2", cpuSeconds: expect.closeTo(0, 1), memoryBytes });
      work.stdin.end("\n");
      await vi.waitFor(async () => expect((await read())?.cpuSeconds).toBeGreaterThan(0.2), { timeout: 15_000 });
    } finally {
      work.kill("SIGKILL");
      await once(work, "close");
      await removeFrom(root);
    }
  },
);

/** The control group of a job's step in the kernel's version 2; why not, where it cannot be made. */
async function makeStep(): Promise<{ root: string; step: string | null; why: string | null }> {
  const trees = ["/sys/fs/cgroup", "/sys/fs/cgroup/unified"]; // the second where version 1 has the controllers
  for (const root of trees) {
    if (!(await exists(join(root, "cgroup.controllers")))) continue;
    const step = join(root, ...PLACE);
    try {
      await mkdir(step, { recursive: true });
      return { root, step, why: null };
    } catch (error) {
      return { root, step: null, why: String(error) };
    }
  }
  return { root: "", step: null, why: "the kernel has mounted no version 2" };
}

/** Takes away what was made; what the machine has there itself is not empty and stays. */
async function removeFrom(root: string): Promise<void> {
  for (let depth = PLACE.length; depth > 0; depth -= 1) {
    await rmdir(join(root, ...PLACE.slice(0, depth))).catch(() => {});
  }
}

async function exists(file: string): Promise<boolean> {
  return await access(file).then(
    () => true,
    () => false,
  );
}
