import { execFile, spawn } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { beforeAll, expect, it, vi } from "vitest";
import { FakePurser } from "./testing/fake-purser.ts";
import { plant, temporaryFolder } from "./testing/folder.ts";

const run = promisify(execFile);
const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
/** The one file that nodes are given. */
const PROGRAM = at("../dist/purser-collector.mjs");
beforeAll(async () => void (await run(process.execPath, [at("../build.mjs")])));

/** A node with one job, away from everything that this checkout holds. */
async function startNode() {
  const folder = await temporaryFolder();
  const purser = await FakePurser.start();
  const run = { run_id: "0193-a", job_id: 42, allocated_cpus: 1, nodes: ["c1"], gpu_devices: [], cgroup_path: null };
  purser.answer = (call) =>
    call.method === "GET" ? [200, { data: [run], next_cursor: null }] : [200, { accepted: 1, results: [] }];
  const job = "cgroup/system.slice/slurmstepd.scope/job_42";
  await plant(folder.path, {
    token: "canary-token\n",
    [`${job}/cpu.stat`]: "usage_usec 5\n",
    [`${job}/memory.current`]: "1048576\n",
  });
  const env = {
    PURSER_URL: purser.url,
    PURSER_TOKEN_FILE: join(folder.path, "token"),
    PURSER_CLUSTER: "lotus",
    PURSER_NODE: "c1",
    PURSER_SPOOL_DIR: join(folder.path, "spool"),
    PURSER_CGROUP_ROOT: join(folder.path, "cgroup"),
    COLLECT_INTERVAL_SECONDS: "5",
  };
  const dispose = async () => {
    await purser[Symbol.asyncDispose]();
    await folder[Symbol.asyncDispose]();
  };
  return { env, purser, cwd: folder.path, [Symbol.asyncDispose]: dispose };
}

it("is one file that runs by itself: one round, told to Purser, logged a JSON object a line", async () => {
  await using node = await startNode();
  const { stdout, stderr } = await run(process.execPath, [PROGRAM, "--once"], node);
  expect(node.purser.posted("/api/v1/samples")).toMatchObject([
    { samples: [{ run_id: "0193-a", cpu_percent: 0, memory_mib: 1, source: "cgroup-v2" }] },
  ]);
  const lines = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(lines).toMatchObject([{ msg: "collecting", cluster: "lotus", node: "c1" }, { msg: "ended" }]);
  expect(stdout + stderr).not.toContain("canary");
});

it("goes on round by round, and ends well when it is told to", async () => {
  await using node = await startNode();
  const child = spawn(process.execPath, [PROGRAM, "--simulate"], { env: node.env, cwd: node.cwd, stdio: "ignore" });
  const ended = new Promise((resolve) => child.once("exit", (code, signal) => resolve({ code, signal })));
  await vi.waitFor(() => expect(node.purser.posted("/api/v1/samples")).toHaveLength(2), {
    timeout: 18_000,
    interval: 100,
  });
  child.kill("SIGTERM");
  expect(await ended).toEqual({ code: 0, signal: null });
});

it("explains itself, and says everything that is missing, with exit code 2", async () => {
  expect((await run(process.execPath, [PROGRAM, "--help"], { env: {} })).stdout).toContain("COLLECT_INTERVAL_SECONDS");
  await expect(run(process.execPath, [PROGRAM], { env: {} })).rejects.toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/PURSER_URL is missing\n.*PURSER_TOKEN_FILE is missing\n.*PURSER_CLUSTER is missing/),
  });
});
