import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { systemContext } from "../../platform/context.ts";
import { type ContractApp, startContractApp } from "../../testing/contract-app.ts";
import { createServiceToken } from "../identity/create-api-token.ts";

const run = promisify(execFile);
const at = (path: string) => fileURLToPath(new URL(`../../../../../${path}`, import.meta.url));
const CONTROL_GROUP = "cgroup/system.slice/slurmstepd.scope/job_42";
/** What slurmd tells its prolog and epilog. */
const JOB = {
  ...{ SLURMD_NODENAME: "g1", SLURM_CLUSTER_NAME: "lotus", SLURM_JOB_ID: "42", SLURM_JOB_USER: "akara" },
  ...{ SLURM_JOB_ACCOUNT: "physics", SLURM_JOB_PARTITION: "gpu", SLURM_NODELIST: "g[1-2]" },
  ...{ SLURM_JOB_CPUS_PER_NODE: "4(x2)", SLURM_JOB_GPUS: "0,1", SLURM_JOB_RESTART_COUNT: "0" },
};

// What is installed on a node of a cluster, and the Purser that it tells.
let app: ContractApp;
let node: string;
let settings: Readonly<Record<string, string>>;
beforeAll(async () => {
  app = await startContractApp();
  const url = await app.server.listen({ host: "127.0.0.1", port: 0 });
  const wish = { name: "g1", scopes: ["events:write", "jobs:read", "samples:write"], days: 1, allowedAddresses: [] };
  const { text } = await createServiceToken(systemContext(app.ctx), {
    ...{ ...wish, role: "center_admin", slurmUsers: [] },
  });
  node = await mkdtemp(join(tmpdir(), "purser-node-"));
  settings = {
    ...{ PURSER_URL: url, PURSER_CLUSTER: "lotus", PURSER_NODE: "g1", PURSER_TOKEN_FILE: join(node, "token") },
    ...{ PURSER_SPOOL_DIR: join(node, "spool"), PURSER_CGROUP_ROOT: join(node, "cgroup") },
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}\n`);
  await plant({ token: text, "purser.env": lines.join(""), [`${CONTROL_GROUP}/cpu.stat`]: "usage_usec 5000000\n" });
  await plant({ [`${CONTROL_GROUP}/memory.current`]: `${512 * 1024 * 1024}\n` });
  await run(process.execPath, [at("apps/collector/build.mjs")]);
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
  await rm(node, { recursive: true });
});

async function plant(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(node, name)), { recursive: true });
    await writeFile(join(node, name), text);
  }
}

const script = async (name: string, variables: Readonly<Record<string, string>>) =>
  void (await run(at(`deploy/slurm/${name}.sh`), [], {
    env: { PURSER_CONFIG: join(node, "purser.env"), ...variables },
  }));
const collect = async (...options: readonly string[]) => {
  const program = at("apps/collector/dist/purser-collector.mjs");
  const { stdout } = await run(process.execPath, [program, "--once", ...options], { env: settings, cwd: node });
  return stdout
    .trim()
    .split("\n")
    .map((line): { readonly msg: string } => JSON.parse(line));
};
const jobs = async () =>
  (await app.inject({ url: "/api/v1/jobs?cluster=lotus", headers: app.as.center_admin.headers })).json().data;
const storedSources = async () => (await app.ctx.db.pool.query("select source from samples.sample order by ts")).rows;

it("makes a run of what a prolog tells, fills it with what the collector reads, and ends it with the epilog", async () => {
  await script("prolog", JOB);
  expect(await jobs()).toMatchObject([{ job_id: 42, state: "running", allocated_cpus: 8, gpu_devices: ["0", "1"] }]);
  expect(await collect()).toMatchObject([{ msg: "collecting" }, { msg: "ended" }]);
  expect(await jobs()).toMatchObject([{ samples: { count: 1, memory_mib_avg: 512, memory_mib_max: 512 } }]);
  expect(await collect("--simulate")).toMatchObject([{ msg: "collecting" }, { msg: "ended" }]);
  expect(await jobs()).toMatchObject([{ samples: { count: 2 } }]);
  await script("epilog", { ...JOB, SLURM_JOB_EXIT_CODE2: "0:9" });
  // The other node has not said so.
  expect(await jobs()).toMatchObject([{ state: "running" }]);
  await script("epilog", { ...JOB, SLURMD_NODENAME: "g2", SLURM_JOB_EXIT_CODE2: "0:9" });
  expect(await jobs()).toMatchObject([{ state: "cancelled", exit_signal: 9 }]);
  // Whose figures were made up stays to be seen.
  expect((await storedSources()).map(({ source }) => source)).toEqual([1, 3]);
});
