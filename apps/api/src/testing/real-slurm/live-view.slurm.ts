import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { syncCluster } from "../../domains/inventory/sync-cluster.ts";
import { liveClusters } from "../../live-clusters.ts";
import { systemContext } from "../../platform/context.ts";
import { testConfig } from "../billable-runs.ts";
import { type ContractApp, startContractApp } from "../contract-app.ts";
import { clusterOf, SlurmPrograms } from "./real-cluster.ts";

const cluster = clusterOf(process.env);
const slurm = new SlurmPrograms(cluster);
const NEVER = new AbortController().signal;

let folder: string;
let app: ContractApp;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "purser-real-slurm-"));
  await writeFile(join(folder, "token"), cluster.token);
  app = await startContractApp();
});
afterAll(async () => {
  await slurm.call("scancel", "--name=looked-at");
  await app[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

/** Looks at the cluster as the program does, and gives what the API then says. */
async function look(): Promise<(path: string) => Promise<Record<string, unknown>[]>> {
  const token = { file: join(folder, "token") };
  const sources = [
    { kind: "slurmrestd" as const, url: cluster.url, user: cluster.user, token, slurm_cluster: cluster.name },
  ];
  const config = { ...testConfig(), sources: [{ name: "looked-at", sources }] };
  const [live] = liveClusters({ config, now: () => new Date() });
  if (live === undefined) throw new Error("the cluster cannot be looked at");
  await syncCluster(systemContext(app.ctx), live, 0, NEVER);
  return async (path) => (await app.inject({ url: `/api/v1/${path}`, headers: app.as.auditor.headers })).json().data;
}

/** What Slurm's own programs print, word by word, each line once. */
async function printed(program: string, ...args: string[]): Promise<string[][]> {
  const lines = new Set((await slurm.call(program, "-h", ...args)).split("\n").filter((line) => line !== ""));
  return [...lines].map((line) => line.trim().split(/\s+/)).sort();
}

describe("a picture of the real cluster", () => {
  it("has the nodes, partitions and waiting jobs that Slurm's own programs print", async () => {
    const running = await slurm.submit("looked-at", ["-c", "2", "-t", "5"], "sleep 300");
    await slurm.submit("looked-at", ["--hold", "-c", "3", "--mem=200M"], "true");
    await slurm.submit("looked-at", ["--hold", "-a", "0-9%2"], "true");
    await slurm.submit("looked-at", ["--begin=now+1hour"], "true");
    await slurm.until(running, ["RUNNING"]);
    const list = await look();
    expect(await list("cluster-views")).toMatchObject([
      { cluster: "looked-at", is_stale: false, failures: [], left_out: 0 },
    ]);
    const nodes = await list("nodes?limit=500");
    expect(nodes.map((node) => [node.name, String(node.cpus), String(node.memory_mib)]).sort()).toEqual(
      await printed("sinfo", "-N", "-o", "%N %c %m"),
    );
    const partitions = await list("partitions");
    expect(partitions.map((each) => [each.name, each.state, String(each.node_count)]).sort()).toEqual(
      await printed("sinfo", "-o", "%R %a %D").then((rows) => countedByPartition(rows)),
    );
    const queue = await list("queue?limit=500");
    const squeue = await printed("squeue", "-t", "PD", "-o", "%i %u %r %C %Q");
    expect(
      queue.map((job) => [job.display_id, job.user, job.reason, String(job.cpus), String(job.priority)]).sort(),
    ).toEqual(squeue);
    expect(queue.find(({ display_id: id }) => /_\[0-9/.test(String(id)))).toMatchObject({ tasks: 10 });
  }, 120_000);

  it.skipIf(process.getuid?.() !== 0)(
    "shows a node that is drained, why, and that it is back",
    async () => {
      const [[name = ""] = []] = await printed("sinfo", "-N", "-t", "idle", "-o", "%N");
      await slurm.call("scontrol", "update", `nodename=${name}`, "state=drain", "reason=bad fan");
      try {
        await vi.waitFor(
          async () => {
            const nodes = await (await look())("nodes?limit=500");
            expect(nodes.find((node) => node.name === name)).toMatchObject({
              state: "drained",
              reason: expect.stringMatching(/^bad fan/),
            });
          },
          { timeout: 20_000, interval: 1_000 },
        );
      } finally {
        await slurm.call("scontrol", "update", `nodename=${name}`, "state=resume");
      }
      await vi.waitFor(
        async () => {
          const nodes = await (await look())("nodes?limit=500");
          expect(nodes.find((node) => node.name === name)?.state).toBe("idle");
        },
        { timeout: 20_000, interval: 1_000 },
      );
    },
    60_000,
  );
});

/** sinfo has a line for each state of nodes: how many there are of a partition in all. */
function countedByPartition(rows: readonly string[][]): string[][] {
  const counts = new Map<string, number>();
  for (const [name = "", state = "", nodes = ""] of rows) {
    const key = `${name} ${state}`;
    counts.set(key, (counts.get(key) ?? 0) + Number(nodes));
  }
  return [...counts].map(([key, nodes]) => [...key.split(" "), String(nodes)]).sort();
}
