import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { createServiceToken } from "../../domains/identity/create-api-token.ts";
import { runPricer } from "../../domains/rating/run-pricer.ts";
import { pullOnce } from "../../domains/usage/pull-once.ts";
import { jobLifter } from "../../integrations/slurm/job-lifter.ts";
import { systemContext } from "../../platform/context.ts";
import type { SourceConfig } from "../../sources-config.ts";
import { usageSources } from "../../usage-sources.ts";
import { testConfig } from "../billable-runs.ts";
import { type ContractApp, startContractApp } from "../contract-app.ts";
import { clusterOf, SlurmPrograms, type ToldRun, toldRuns } from "./real-cluster.ts";
import { folderOf, SlurmHooks } from "./slurm-hooks.ts";

const cluster = clusterOf(process.env);
const slurm = new SlurmPrograms(cluster);
const folder = await folderOf(process.env);
const LOST = "c3";

/** A run as the live service tells it. */
interface LiveJob {
  readonly run_id: string;
  readonly job_id: number;
  readonly restart_count: number | null;
  readonly name: string;
  readonly state: string;
  readonly raw_state: string;
  readonly nodes: string | null;
  readonly node_count: number;
  readonly submitted_at: string;
  readonly started_at: string | null;
  readonly ended_at: string | null;
  readonly allocated_cpus: number;
  readonly allocated_memory_mib: number;
  readonly gpus: number;
  readonly exit_code: number | null;
  readonly exit_signal: number | null;
  readonly accounted: boolean;
  readonly samples: { readonly count: number; readonly memory_mib_max: number | null };
}

if (folder === null) it.skip("events: the hooks and daemons of this cluster are not within reach", () => undefined);
else
  describe("events", () => {
    let app: ContractApp;
    let hooks: SlurmHooks;
    let work: string;
    const begun = Math.floor(Date.now() / 1_000) - 1;
    const ids = new Map<string, number>();
    let live: readonly Readonly<Record<string, unknown>>[];
    let known: LiveJob[];
    let told: ToldRun[];

    beforeAll(async () => {
      app = await startContractApp();
      const url = await app.server.listen({ host: "127.0.0.1", port: 0 });
      const wish = {
        name: "cluster",
        scopes: ["events:write", "jobs:read", "samples:write"],
        days: 1,
        allowedAddresses: [],
      };
      const { text } = await createServiceToken(systemContext(app.ctx), {
        ...wish,
        ...{ role: "center_admin", slurmUsers: [] },
      });
      work = await mkdtemp("/tmp/purser-events-");
      hooks = new SlurmHooks({ folder, work, cluster });
      await hooks.install({ url, token: text });
      live = await bringAbout(url);
      known = await knownJobs();
      told = (await toldRuns(slurm, begun)).filter(({ jobId }) => [...ids.values()].includes(jobId));
    });
    afterAll(async () => {
      await hooks?.remove();
      await app?.[Symbol.asyncDispose]();
      if (work !== undefined) await rm(work, { recursive: true });
    });

    /** Submits a job of every kind, and gives what was live in the middle. When it returns all is over and told. */
    async function bringAbout(url: string) {
      const submit = async (name: string, options: readonly string[], lines: string) =>
        void ids.set(name, await slurm.submit(name, options, lines));
      const idOf = (name: string) => ids.get(name) ?? 0;
      await submit("lost", ["-w", LOST, "--no-requeue"], "sleep 600");
      await submit("two-nodes", ["-N", "2", "-n", "2"], "srun sleep 8");
      await submit(
        "gpu",
        ["-p", (await slurm.gpuPartition()) ?? "gpu", "--gres=gpu:2", "-c", "4", "--mem=1G"],
        "sleep 8",
      );
      await submit("cancelled", [], "sleep 600");
      await submit("requeued", ["--requeue"], 'if [ -z "$SLURM_RESTART_COUNT" ]; then sleep 600; else sleep 1; fi');
      await submit("failed", [], "exit 3");
      await submit("killed", [], "kill -SEGV $$");
      await submit('งาน "x" \\ | \n', [], "sleep 1");
      await submit("array", ["-a", "0-1"], "sleep 1");
      for (const name of ["lost", "two-nodes", "gpu", "cancelled", "requeued"])
        await slurm.until(idOf(name), ["RUNNING"]);
      await sleep(2_000);
      if (await hooks.hasControlGroups()) await hooks.collect({ url, node: "g1" });
      const running = [...(await liveRuns()), ...(await listed(`live/runs?cluster=${cluster.name}&node=g1`))];
      await slurm.call("scancel", String(idOf("cancelled")));
      await slurm.call("scontrol", "requeue", String(idOf("requeued")));
      await hooks.lose(LOST);
      await slurm.until(idOf("lost"), ["NODE_FAIL"]);
      await hooks.bringBack(LOST);
      // Purser is away from the beginning to the end of this one.
      await hooks.tell("http://127.0.0.1:1");
      await submit("while-away", [], "sleep 1");
      await slurm.until(idOf("while-away"), ["COMPLETED"]);
      await hooks.tell(url);
      for (const [name, id] of ids) if (name !== "lost") await slurm.until(id, OVER);
      await vi.waitFor(sentAll, { timeout: 40_000, interval: 1_000 });
      await sleep(2_000); // the last records travel to slurmdbd
      return running;
    }

    /** What has just been kept is left to whoever kept it; the rest goes out. */
    const sentAll = async () => {
      await hooks.replay();
      expect(await hooks.waiting()).toEqual([]);
    };
    const listed = async (path: string) => {
      const { headers } = app.as.center_admin;
      return (await app.inject({ url: `/api/v1/${path}`, headers })).json().data;
    };
    const liveRuns = async () => await listed(`live/runs?cluster=${cluster.name}&limit=500`);
    const knownJobs = async (): Promise<LiveJob[]> => {
      const jobs: LiveJob[] = await listed(`jobs?cluster=${cluster.name}&limit=500`);
      // The tasks of an array but the last have numbers of their own.
      return jobs.filter(({ job_id: id }) => [...ids.values()].includes(id));
    };
    const ofJob = (name: string) => known.filter((job) => job.job_id === ids.get(name));

    it("knows each run that sacct knows, once, by the same submit time", () => {
      const ours = known.map((job) => `${job.job_id} ${seconds(job.submitted_at)}`);
      expect(ours.sort()).toEqual(told.map((run) => `${run.jobId} ${run.submittedAt}`).sort());
    });

    it("agrees with sacct on the state that each ended in", () => {
      const states = (runs: readonly (readonly [number, string])[]) => runs.map((run) => run.join(" ")).sort();
      expect(states(known.map((job) => [job.job_id, job.raw_state]))).toEqual(
        states(told.map((run) => [run.jobId, run.state])),
      );
      expect(new Set(known.map(({ raw_state: state }) => state))).toEqual(
        new Set(["COMPLETED", "FAILED", "CANCELLED", "NODE_FAIL", "REQUEUED"]),
      );
    });

    it("agrees with sacct on when each began and ended, within the seconds that scripts take", () => {
      for (const run of told) {
        const job = known.find((each) => each.job_id === run.jobId && seconds(each.submitted_at) === run.submittedAt);
        const apart = (ours: string | null | undefined, theirs: number | null) =>
          Math.abs((seconds(ours ?? null) ?? 0) - (theirs ?? 0));
        expect(apart(job?.started_at, run.startedAt), job?.name).toBeLessThanOrEqual(5);
        expect(apart(job?.ended_at, run.endedAt), job?.name).toBeLessThanOrEqual(5);
      }
    });

    it("knows exit codes, signals, nodes, CPUs, memory, GPUs and any name", () => {
      expect(ofJob("failed")).toMatchObject([{ exit_code: 3, exit_signal: 0 }]);
      expect(ofJob("killed")).toMatchObject([{ exit_signal: 11 }]);
      expect(ofJob("two-nodes")).toMatchObject([{ node_count: 2, allocated_cpus: 2, allocated_memory_mib: 200 }]);
      expect(ofJob("gpu")).toMatchObject([{ gpus: 2, allocated_cpus: 4, allocated_memory_mib: 1_024 }]);
      expect(ofJob('งาน "x" \\ | \n')).toMatchObject([{ state: "completed", name: 'งาน "x" \\ | \n' }]);
    });

    it("keeps the two runs of a requeued job apart", () => {
      const runs = ofJob("requeued").sort((a, b) => Date.parse(a.submitted_at) - Date.parse(b.submitted_at));
      expect(runs).toMatchObject([
        { restart_count: 0, raw_state: "REQUEUED" },
        { restart_count: 1, raw_state: "COMPLETED" },
      ]);
    });

    it("knew what was running, on which nodes, with which GPUs", () => {
      const names = ["cancelled", "gpu", "lost", "requeued", "two-nodes"];
      const ours = live.filter(({ name }) => names.includes(String(name)));
      expect([...new Set(ours.map(({ name }) => name))].sort()).toEqual(names);
      // The node was asked for last, and has one run.
      expect(ours.at(-1)).toMatchObject({ name: "gpu", state: "running", gpu_devices: ["0", "1"] });
      const two = ours.find(({ name }) => name === "two-nodes");
      // slurmctld has told it as well, and has no name.
      expect(two).toMatchObject({ nodes: ["c1", "c2"], nodes_started: expect.arrayContaining(["", "c1", "c2"]) });
      expect(two).toMatchObject({ nodes_finished: [] });
    });

    it("holds what the collector read in the control groups that Slurm itself made, where it makes them", async () => {
      const sampled = known.filter(({ samples }) => samples.count > 0);
      expect(sampled.map(({ name }) => name)).toEqual((await hooks.hasControlGroups()) ? ["gpu"] : []);
      for (const { samples } of sampled) expect(samples.memory_mib_max).toBeGreaterThan(0);
    });

    it("leaves nothing running once all is over", async () => {
      expect((await liveRuns()).filter(({ name }: { name: string }) => ids.has(name))).toEqual([]);
    });

    it("is the same runs once accounting tells them, and they are accounted for", async () => {
      await writeFile(join(work, "slurm-token"), cluster.token);
      const token = { file: join(work, "slurm-token") };
      const source: SourceConfig = { kind: "slurmrestd", url: cluster.url, user: cluster.user, token };
      const since = new Date(begun * 1_000).toISOString().slice(0, 10);
      const sources = [{ name: cluster.name, time_zone: "UTC", since, sources: [source] }];
      const [pulled] = usageSources({ config: { ...testConfig(), sources }, now: () => new Date() });
      if (pulled === undefined) throw new Error("one cluster was configured");
      const ctx = { ...systemContext(app.ctx), pricer: runPricer, lifter: jobLifter };
      while (await pullOnce(ctx, { ...pulled, since: begun, overlapSeconds: 0 }, new AbortController().signal));
      const accounted = await knownJobs();
      const identity = (jobs: readonly LiveJob[]) => jobs.map((job) => `${job.run_id} ${job.raw_state}`).sort();
      expect(identity(accounted)).toEqual(identity(known));
      expect(accounted.every((job) => job.accounted)).toBe(true);
      expect(known.some((job) => job.accounted)).toBe(false);
    });
  });

const OVER = ["COMPLETED", "FAILED", "CANCELLED", "NODE_FAIL"];
const seconds = (time: string | null) => (time === null ? null : Date.parse(time) / 1_000);
