import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { systemContext } from "../../platform/context.ts";
import { startQueue } from "../../platform/queue.ts";
import { type ContractApp, startContractApp } from "../../testing/contract-app.ts";
import {
  examplePartition,
  examplePicture,
  examplePicturedNode,
  exampleQueuedJob,
  ScriptedLook,
} from "../../testing/example-picture.ts";
import { ownerPool } from "../../testing/owner-pool.ts";
import { type SignedIn, signInAs } from "../../testing/tokens.ts";
import { liveTasks } from "./live-tasks.ts";
import { syncCluster } from "./sync-cluster.ts";

let app: ContractApp;
let owner: ReturnType<typeof ownerPool>;
let alice: SignedIn;
beforeAll(async () => {
  app = await startContractApp();
  owner = ownerPool(app.database.url);
  alice = await signInAs(app.ctx, "user", { username: "alice", slurmUsers: ["alice"] });
});
afterAll(async () => {
  await owner.end();
  await app[Symbol.asyncDispose]();
});

let first: ScriptedLook;
let second: ScriptedLook;
beforeEach(() => {
  first = new ScriptedLook();
  second = new ScriptedLook();
});
afterEach(async () => {
  await owner.query("truncate inventory.live_view, inventory.node, inventory.partition, inventory.queued_job");
});

const NEVER = new AbortController().signal;
const unreachable = { failure: { code: "SOURCE_UNREACHABLE", facts: { reason: "ECONNREFUSED" } } };
const clusterOf = (cluster: string) => ({ cluster, timeZone: null, sources: [first, second] });
const sync = async (cluster = "lotus", everySeconds = 0, signal = NEVER) =>
  await syncCluster(systemContext(app.ctx), clusterOf(cluster), everySeconds, signal);
const get = async (path: string, headers: Record<string, string> = app.as.auditor.headers) =>
  await app.inject({ url: `/api/v1/${path}`, headers });
const list = async (path: string, headers?: Record<string, string>) => (await get(path, headers)).json().data;
/** As if the last look had been so long ago. */
const age = async (seconds: number) =>
  await owner.query(
    `update inventory.live_view set asked_at = asked_at - make_interval(secs => $1),
       read_at = read_at - make_interval(secs => $1), leased_until = leased_until - make_interval(secs => $1)`,
    [seconds],
  );

describe("a look at a cluster", () => {
  it("gives its nodes, partitions, queue and what they come to", async () => {
    first.answer = {
      picture: examplePicture({
        nodes: [
          examplePicturedNode(),
          examplePicturedNode({ name: "g1", state: "mixed", allocated_cpus: 5, gpus: 4, gpu_types: { a100: 4 } }),
        ],
        leftOut: 2,
      }),
    };
    expect(await sync()).toBe(true);
    const [view, ...others] = await list("cluster-views");
    expect(others).toEqual([]);
    expect(view).toMatchObject({
      ...{ cluster: "lotus", is_stale: false, slurm_version: "24.11.5", api_version: "v0.0.42", left_out: 2 },
      ...{ failures: [], nodes: 2, node_states: { idle: 1, mixed: 1 }, cpus: 16, allocated_cpus: 5, gpus: 4 },
      ...{ memory_mib: 32_000, allocated_memory_mib: 0, allocated_gpus: 0, queued_jobs: 1, queued_tasks: 1 },
    });
    expect(await list("nodes")).toMatchObject([
      { cluster: "lotus", name: "c1", state: "idle", load: 0.42, booted_at: null, read_at: view.read_at },
      { cluster: "lotus", name: "g1", state: "mixed", gpu_types: { a100: 4 } },
    ]);
    expect(await list("partitions")).toMatchObject([{ name: "cpu", node_states: { idle: 1, mixed: 1 }, cpus: 16 }]);
    expect(await list("queue")).toMatchObject([
      { job_id: 7, reason: "Resources", submitted_at: "2026-05-28T20:26:40Z", time_limit_seconds: 3_600 },
    ]);
    expect((await get("nodes/lotus/g1")).json()).toMatchObject({ name: "g1", allocated_cpus: 5 });
    expect((await get("nodes/lotus/g2")).statusCode).toBe(404);
  });

  it("takes the place of the one before it, and writes no row that says the same", async () => {
    await sync();
    const rows = async () => (await owner.query("select name, xmin::text from inventory.node order by name")).rows;
    const before = await rows();
    const nodes = [examplePicturedNode(), examplePicturedNode({ name: "c2" })];
    first.answer = { picture: examplePicture({ nodes, partitions: [], queuedJobs: [] }) };
    await sync();
    expect(await list("queue")).toEqual([]);
    expect(await list("partitions")).toEqual([]);
    expect((await rows())[0]).toEqual(before[0]);
    first.answer = { picture: examplePicture({ nodes: [examplePicturedNode({ name: "c2", state: "down" })] }) };
    await sync();
    expect(await list("nodes")).toMatchObject([{ name: "c2", state: "down" }]);
  });

  it("is taken no more of a cluster that was retired, which leaves the view", async () => {
    const retire = async (last_day: string | null) =>
      await app.inject({
        ...{ method: "PATCH", url: "/api/v1/clusters/lotus", headers: app.as.center_admin.headers },
        payload: { last_day },
      });
    await sync();
    expect((await retire("2199-12-31")).statusCode).toBe(200);
    expect(await list("nodes")).toHaveLength(1);
    await retire("2026-01-31");
    for (const path of ["cluster-views", "nodes", "partitions", "queue"]) expect(await list(path)).toEqual([]);
    expect(await sync()).toBe(false);
    expect(await list("cluster-views")).toEqual([]);
    await retire(null);
    expect(await sync()).toBe(true);
    expect(await list("nodes")).toHaveLength(1);
  });

  it("keeps the last picture where nobody answers, with its age and why, in the caller's language", async () => {
    await sync();
    await age(91);
    first.answer = { failure: { code: "SOURCE_TIMED_OUT", facts: {} } };
    second.answer = unreachable;
    await sync();
    const [view] = await list("cluster-views", { ...app.as.user.headers, "accept-language": "th" });
    expect(view).toMatchObject({
      ...{ nodes: 1, queued_jobs: 1, is_stale: true },
      failures: [
        { code: "SOURCE_TIMED_OUT" },
        { code: "SOURCE_UNREACHABLE", facts: { reason: "ECONNREFUSED" }, message: expect.stringMatching(/แหล่งข้อมูล/) },
      ],
    });
    expect(view.age_seconds).toBeGreaterThanOrEqual(91);
    second.answer = { picture: examplePicture() };
    await sync();
    expect(await list("cluster-views")).toMatchObject([{ is_stale: false, failures: [] }]);
  });

  it("of a cluster that has never answered says that there is no picture", async () => {
    first.answer = unreachable;
    second.answer = unreachable;
    await sync();
    expect(await list("cluster-views")).toMatchObject([
      { read_at: null, age_seconds: null, is_stale: true, nodes: 0, slurm_version: null, failures: [{}, {}] },
    ]);
    expect(await list("nodes")).toEqual([]);
  });

  it("is not taken before it is time, nor while somebody else looks", async () => {
    await sync("lotus", 30);
    expect(await sync("lotus", 30)).toBe(false);
    await age(31);
    let release: () => void = () => {};
    first.onLook = async () =>
      await new Promise<void>((resolve) => {
        release = resolve;
      });
    const looking = sync("lotus", 30);
    await vi.waitFor(() => expect(first.looks).toBe(2));
    expect(await sync("lotus", 0)).toBe(false);
    release();
    expect(await looking).toBe(true);
    expect(first.looks).toBe(2);
  });

  it("that slept past its lease writes nothing over the picture of whoever took over", async () => {
    let release: () => void = () => {};
    first.onLook = async () =>
      await new Promise<void>((resolve) => {
        release = resolve;
      });
    const sleeper = sync();
    await vi.waitFor(() => expect(first.looks).toBe(1));
    await age(121);
    first.onLook = async () => {};
    const awake = examplePicture({ nodes: [examplePicturedNode({ name: "awake" })] });
    first.answer = { picture: awake };
    await sync();
    first.answer = { picture: examplePicture({ nodes: [examplePicturedNode({ name: "asleep" })] }) };
    release();
    await sleeper;
    expect(await list("nodes")).toMatchObject([{ name: "awake" }]);
  });

  it("of two processes at once is one", async () => {
    const results = await Promise.all(Array.from({ length: 6 }, async () => await sync("new-cluster", 30)));
    expect(results.filter(Boolean)).toHaveLength(1);
    expect(first.looks).toBe(1);
  });

  it("holds ten thousand jobs, and is replaced in seconds", async () => {
    const queuedJobs = Array.from({ length: 10_000 }, (_, index) => exampleQueuedJob({ job_id: index + 1 }));
    first.answer = { picture: examplePicture({ queuedJobs }) };
    await sync();
    first.answer = { picture: examplePicture({ queuedJobs: queuedJobs.slice(4_000) }) };
    const started = performance.now();
    await sync();
    expect(performance.now() - started).toBeLessThan(5_000);
    expect(await list("cluster-views")).toMatchObject([{ queued_jobs: 6_000 }]);
  });
});

describe("lists", () => {
  it("are paged by key and filtered", async () => {
    const nodes = ["c1", "c2", "g1"].map((name) =>
      examplePicturedNode({
        name,
        partitions: name === "g1" ? ["gpu"] : ["cpu"],
        state: name === "c2" ? "down" : "idle",
      }),
    );
    first.answer = {
      picture: examplePicture({ nodes, partitions: [examplePartition(), examplePartition({ name: "gpu" })] }),
    };
    await sync();
    await sync("iris");
    const names = async (query: string) =>
      (await list(`nodes?${query}`)).map(({ cluster, name }: Record<string, string>) => `${cluster}/${name}`);
    expect(await names("partition=gpu")).toEqual(["iris/g1", "lotus/g1"]);
    expect(await names("state=down&cluster=lotus")).toEqual(["lotus/c2"]);
    const seen: string[] = [];
    let cursor = "";
    do {
      const page = (await get(`nodes?limit=4${cursor}`)).json();
      seen.push(...page.data.map(({ cluster, name }: Record<string, string>) => `${cluster}/${name}`));
      cursor = page.next_cursor === null ? "" : `&cursor=${page.next_cursor}`;
    } while (cursor !== "");
    expect(seen).toEqual(["iris/c1", "iris/c2", "iris/g1", "lotus/c1", "lotus/c2", "lotus/g1"]);
    expect((await list("partitions?cluster=iris")).map(({ name }: { name: string }) => name)).toEqual(["cpu", "gpu"]);
    expect((await get("nodes?cursor=bm8")).statusCode).toBe(400);
  });

  it("of waiting jobs begin with the highest priority, and show others' as counts only", async () => {
    const queuedJobs = [
      exampleQueuedJob({ job_id: 1, priority: 5, user: "alice" }),
      exampleQueuedJob({
        job_id: 2,
        priority: 9,
        user: "bob",
        reason: "Priority",
        gpus: 2,
        partitions: ["cpu", "gpu"],
      }),
      exampleQueuedJob({ job_id: 3, priority: 5, user: "bob", display_id: "3_[0-9]", tasks: 10 }),
    ];
    first.answer = { picture: examplePicture({ queuedJobs }) };
    await sync();
    const ids = async (query: string, headers?: Record<string, string>) =>
      (await list(`queue?${query}`, headers)).map(({ job_id: id }: { job_id: number }) => id);
    expect(await ids("")).toEqual([2, 1, 3]);
    expect(await ids("partition=gpu")).toEqual([2]);
    expect(await ids("user=bob&reason=Resources")).toEqual([3]);
    const page = (await get("queue?limit=2")).json();
    expect(await ids(`limit=2&cursor=${page.next_cursor}`)).toEqual([3]);
    expect(await ids("", alice.headers)).toEqual([1]);
    expect(await ids("user=bob", alice.headers)).toEqual([]);
    expect(JSON.stringify(await list("queue-counts", alice.headers))).not.toContain("bob");
    expect(await list("queue-counts", alice.headers)).toMatchObject([
      { partition: "cpu", reason: "Resources", jobs: 2, tasks: 11, cpus: 44 },
      { partition: "cpu", reason: "Priority", jobs: 1, tasks: 1, gpus: 2 },
      { partition: "gpu", reason: "Priority", jobs: 1 },
    ]);
  });
});

describe("the schedule", () => {
  it("has each cluster looked at again and again, and goes on after one that fails", async () => {
    first.answer = unreachable;
    let isBroken = true;
    second.onLook = async () => {
      if (isBroken) throw new Error("a bug");
    };
    const { tasks, schedules } = liveTasks(systemContext(app.ctx), [clusterOf("lotus")], 1);
    expect(schedules).toEqual([{ task: "inventory_tend_looks", pattern: "* * * * *" }]);
    await using _queue = await startQueue({ db: app.ctx.db, log: app.ctx.log, tasks, schedules: [] });
    await tasks.inventory_tend_looks?.({}, NEVER);
    await vi.waitFor(() => expect(second.looks).toBe(1), { timeout: 5_000 });
    isBroken = false;
    await vi.waitFor(() => expect(second.looks).toBeGreaterThanOrEqual(3), { timeout: 15_000 });
    expect(await list("cluster-views")).toMatchObject([{ cluster: "lotus", is_stale: false }]);
  }, 25_000);

  it("is empty where looking is switched off, and where there is nothing to look at", () => {
    expect(liveTasks(systemContext(app.ctx), [clusterOf("lotus")], 0)).toEqual({ tasks: {}, schedules: [] });
    expect(liveTasks(systemContext(app.ctx), [], 30)).toEqual({ tasks: {}, schedules: [] });
  });
});
