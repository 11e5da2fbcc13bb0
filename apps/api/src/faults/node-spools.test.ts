import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { findTool } from "../testing/debian-tool.ts";

const run = promisify(execFile);
const at = (path: string) => fileURLToPath(new URL(`../../../../${path}`, import.meta.url));
const RUN = { run_id: "0193-a", job_id: 42, allocated_cpus: 1, nodes: ["c1"], gpu_devices: [], cgroup_path: null };

/** A node with one job and a Purser that takes everything. */
async function startNode() {
  const folder = await mkdtemp(join(tmpdir(), "purser-spools-"));
  const taken: string[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on("end", () => {
      if (request.method === "POST") taken.push(body);
      const answer = request.method === "POST" ? { accepted: 1, results: [] } : { data: [RUN], next_cursor: null };
      response.writeHead(200, { connection: "close" }).end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A listening server has an address with a port.
  const settings = {
    PURSER_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ...{ PURSER_CLUSTER: "lotus", PURSER_NODE: "c1", PURSER_TOKEN_FILE: join(folder, "token") },
    ...{ PURSER_SPOOL_DIR: join(folder, "spool"), PURSER_CGROUP_ROOT: join(folder, "cgroup") },
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}\n`);
  const job = "cgroup/system.slice/slurmstepd.scope/job_42";
  for (const [name, text] of [
    ["token", "pur_x\n"],
    ["purser.env", lines.join("")],
    [`${job}/cpu.stat`, "usage_usec 5\n"],
  ] as const) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  const dispose = async () => {
    await new Promise((resolve) => server.close(resolve));
    await rm(folder, { recursive: true });
  };
  return { folder, settings, taken, [Symbol.asyncDispose]: dispose };
}

/** The files of a spool, whatever they are. */
const filesIn = async (folder: string) =>
  (await readdir(folder, { withFileTypes: true }).catch(() => []))
    .filter((each) => each.isFile())
    .map(({ name }) => name);

const strace = await findTool("strace");

/** Errors of the disk itself (EIO), which no file system of a test's own has: they are put into the system calls. */
describe("a disk with errors", () => {
  if (typeof strace === "string") return it.skip(`needs strace: ${strace}`, () => undefined);
  const failing = async (calls: string, command: readonly string[], env: Readonly<Record<string, string>>) => {
    const trace = ["-f", "-o", "/dev/null", "-e", `trace=${calls}`, "-e", `inject=${calls}:error=EIO`];
    const libraries = Object.entries(strace.env).map(([name, value]) => `${name}=${value}`);
    // The libraries are for strace; what it runs gets its own environment.
    const own = Object.entries(env).map(([name, value]) => `${name}=${value}`);
    return await run("env", [...libraries, strace.path, ...trace, "env", "-i", ...own, ...command], { cwd: "/" });
  };

  it.each(["fsync", "?rename,?renameat,?renameat2"])("costs the collector no sample where %s fails", async (calls) => {
    await using node = await startNode();
    await run(process.execPath, [at("apps/collector/build.mjs")]);
    const program = [process.execPath, at("apps/collector/dist/purser-collector.mjs"), "--once"];
    const { stdout } = await failing(calls, program, node.settings);
    expect(stdout.match(/"why":"EIO"/g)).toHaveLength(1);
    expect(node.taken.map((body) => JSON.parse(body).samples.length)).toEqual([1]);
    expect(await filesIn(join(node.settings.PURSER_SPOOL_DIR, "samples"))).toEqual([]);
  });

  it.each(["fsync", "?rename,?renameat,?renameat2"])("costs a script no event where %s fails", async (calls) => {
    await using node = await startNode();
    const job = { SLURMD_NODENAME: "c1", SLURM_CLUSTER_NAME: "lotus", SLURM_JOB_ID: "42", SLURM_JOB_USER: "akara" };
    await failing(calls, [at("deploy/slurm/prolog.sh")], { PURSER_CONFIG: join(node.folder, "purser.env"), ...job });
    expect(node.taken.map((body) => JSON.parse(body).job_id)).toEqual([42]);
    expect(await filesIn(join(node.settings.PURSER_SPOOL_DIR, "events"))).toEqual([]);
  });
});

it("sends no half of an event, which a script left that was killed, and removes it in time", async () => {
  await using node = await startNode();
  const spool = join(node.settings.PURSER_SPOOL_DIR, "events");
  const [old, fresh] = ["1000-1-42-1.prolog.job-started.part", "1000-1-43-1.prolog.job-started.part"];
  await mkdir(spool, { recursive: true });
  for (const name of [old, fresh]) await writeFile(join(spool, name), '{"job_id":4');
  await utimes(join(spool, old), 0, 0);
  await run(at("deploy/slurm/replay.sh"), [], { env: { PURSER_CONFIG: join(node.folder, "purser.env") } });
  expect(node.taken).toEqual([]);
  expect(await filesIn(spool)).toEqual([fresh]);
});
