import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { buildApp } from "./app.ts";
import { syncCluster } from "./domains/inventory/sync-cluster.ts";
import { systemContext } from "./platform/context.ts";
import { startContractApp } from "./testing/contract-app.ts";
import { ScriptedLook } from "./testing/example-picture.ts";
import { BOMB, type FiguresWorld, figureOf, seriesOf, startFiguresWorld } from "./testing/figures-world.ts";
import { describeWithPromtool } from "./testing/promtool.ts";

let world: FiguresWorld;
beforeAll(async () => {
  world = await startFiguresWorld();
});
afterAll(async () => await world[Symbol.asyncDispose]());

const scrape = async () => await world.scrape();
/** Within two seconds of an event every process knows of it. */
const soon = async (check: () => Promise<void>) => await vi.waitFor(check, { timeout: 4_000, interval: 200 });

describe("figures of runs under way", () => {
  it("are there for each of them, with what it used last on its nodes and GPUs, and for no run that has ended (G7)", async () => {
    await scrape(); // from here on they are kept
    const runId = await world.start(42, 600, { user: "akara" });
    await world.start(43, 60, { user: BOMB.replace("\n", ""), node_list: ["c2"] });
    const gpus = [
      {
        id: "0",
        vendor: "nvidia",
        utilization_percent: 40,
        memory_mib: 2,
        power_watts: 120.5,
        temperature_celsius: 55,
      },
      { id: "1", vendor: "nvidia" },
    ];
    await world.sample(runId, "c1", { gpu_percent: 40, gpus: [gpus[0]] });
    await world.sample(runId, "c2", { cpu_percent: 99.99 });
    const job = `cluster="lotus",job_id="42",run_id="${runId}",user="akara",account="physics",partition="gpu"`;
    const device = `cluster="lotus",job_id="42",run_id="${runId}",node="c1",gpu_vendor="nvidia",gpu_id="0"`;
    await vi.waitFor(
      async () => {
        const text = await scrape();
        expect(figureOf(text, `hpc_job_cpu_usage_percent{${job},node="c1"}`)).toBe("12.5");
        expect(Number(figureOf(text, `hpc_job_cpu_usage_percent{${job},node="c2"}`))).toBeCloseTo(99.99, 6);
        expect(Number(figureOf(text, `hpc_job_memory_usage_bytes{${job},node="c1"}`))).toBeCloseTo(1_073_741_824, 0);
        expect(figureOf(text, `hpc_job_gpu_usage_percent{${job},node="c1"}`)).toBe("40");
        expect(figureOf(text, `hpc_job_gpu_usage_percent{${job},node="c2"}`)).toBeUndefined();
        expect(figureOf(text, `hpc_job_gpu_device_power_watts{${device}}`)).toBe("120.5");
        expect(figureOf(text, `hpc_job_gpu_device_temperature_celsius{${device}}`)).toBe("55");
        const runtime = Number(figureOf(text, `hpc_job_runtime_seconds{${job},node="c1"}`));
        expect(runtime).toBeGreaterThanOrEqual(599);
        expect(runtime).toBeLessThan(660);
      },
      { timeout: 10_000, interval: 250 },
    );
    const text = await scrape();
    expect(figureOf(text, 'hpc_job_total{cluster="lotus"}')).toBe("2");
    expect(figureOf(text, 'hpc_job_state_total{cluster="lotus",state="running"}')).toBe("2");
    expect(figureOf(text, 'hpc_node_jobs{cluster="lotus",node="c2"}')).toBe("2");
    expect(text).not.toMatch(/^hpc_evil/m);
    const now = new Date().toISOString();
    await world.events.finish({ job_id: 42, node: "c1", timestamp: now });
    await soon(async () =>
      expect(figureOf(await scrape(), 'hpc_node_jobs{cluster="lotus",node="c1"}')).toBeUndefined(),
    );
    expect(figureOf(await scrape(), 'hpc_job_total{cluster="lotus"}')).toBe("2");
    await world.events.finish({ job_id: 42, node: "c2", timestamp: now });
    await soon(async () => expect(figureOf(await scrape(), 'hpc_job_total{cluster="lotus"}')).toBe("1"));
    expect(seriesOf(await scrape(), "hpc_job_runtime_seconds")).toHaveLength(1);
    await vi.waitFor(async () => expect(seriesOf(await scrape(), "hpc_job_cpu_usage_percent")).toEqual([]), 7_000);
  }, 30_000);

  it("are the same from every replica, as soon as an event is known", async () => {
    const { ctx } = world.events.app;
    const replica = await buildApp({ ctx, version: "0.0.0-test", sources: [] });
    try {
      const other = async () => (await replica.inject({ url: "/metrics" })).body;
      await other();
      await world.start(50, 5);
      const counts = async (ask: () => Promise<string>) => {
        const text = await ask();
        return [figureOf(text, 'hpc_job_total{cluster="lotus"}'), seriesOf(text, "hpc_job_runtime_seconds")] as const;
      };
      await soon(async () => {
        const [total, series] = await counts(other);
        expect(series.some((each) => each.includes('job_id="50"'))).toBe(true);
        expect(await counts(scrape)).toEqual([total, series]);
      });
    } finally {
      await replica.close();
    }
  });

  it("are those of the runs that began first where there are too many, and the number of the others", async () => {
    await using small = await startFiguresWorld({ metricsMaxJobs: 2 });
    for (const [index, age] of [10, 40, 30, 20].entries()) await small.start(60 + index, age);
    const oldest = await small.start(70, 90);
    await small.sample(oldest, "c1");
    await small.sample(oldest, "c2");
    await small.sample(oldest, "c3");
    const text = await small.scrape();
    const ids = seriesOf(text, "hpc_job_runtime_seconds").map((series) => /job_id="(\d+)"/.exec(series)?.[1]);
    expect(ids).toEqual(["70", "61"]);
    expect(figureOf(text, "hpc_job_left_out")).toBe("3");
    expect(figureOf(text, 'hpc_job_total{cluster="lotus"}')).toBe("5");
    expect(seriesOf(text, "hpc_job_cpu_usage_percent")).toHaveLength(2);
  });
});

describe("figures of the machine", () => {
  it("are those of the last picture", async () => {
    const text = await scrape();
    const of = (name: string) => figureOf(text, `${name}{cluster="lotus",node="c1"}`);
    expect(of("hpc_node_total_cpus")).toBe("8");
    expect(of("hpc_node_allocated_cpus")).toBe("3");
    expect(of("hpc_node_cpu_load")).toBe("0.42");
    expect(of("hpc_node_total_memory_bytes")).toBe(String(16_000 * 1_048_576));
    expect(of("hpc_node_allocated_gpus")).toBe("1");
    expect(figureOf(text, 'hpc_node_state{cluster="lotus",node="c1",state="idle"}')).toBe("1");
    expect(figureOf(text, "hpc_node_left_out")).toBe("0");
    expect(figureOf(text, 'hpc_queued_jobs{cluster="lotus",partition="cpu",reason="Resources"}')).toBe("3");
    expect(Number(figureOf(text, 'purser_live_view_age_seconds{cluster="lotus"}'))).toBeLessThan(60);
    expect(text).not.toContain("canary-user");
  });

  it("say nothing of what is not known, and hold no name that breaks out of its label (X22)", async () => {
    const text = await scrape();
    expect(text).not.toMatch(/^hpc_evil/m);
    const bomb = text.split("\n").filter((line) => line.includes("hpc_evil") && line.startsWith("hpc_node"));
    expect(bomb.map((line) => /^\w+/.exec(line)?.[0])).not.toContain("hpc_node_cpu_load");
    expect(bomb.map((line) => /^\w+/.exec(line)?.[0])).toContain("hpc_node_state");
  });

  it("are gone with a picture that is too old, but for its age", async () => {
    const other = await startContractApp();
    try {
      const look = new ScriptedLook();
      const cluster = { cluster: "iris", timeZone: null, sources: [look] };
      await syncCluster(systemContext(other.ctx), cluster, 0, new AbortController().signal);
      await other.ctx.db.pool.query("update inventory.live_view set read_at = now() - interval '301 seconds'");
      const { body } = await other.inject({ url: "/metrics" });
      expect(body).not.toContain("hpc_node_total_cpus");
      expect(body).not.toContain("hpc_queued_jobs");
      expect(Number(figureOf(body, 'purser_live_view_age_seconds{cluster="iris"}'))).toBeGreaterThan(300);
    } finally {
      await other[Symbol.asyncDispose]();
    }
  });
});

describe("figures of the database", () => {
  it("time statements by their first word, and count failures by their kind", async () => {
    await expect(
      world.events.app.ctx.db.pool.query("insert into inventory.cluster (name, time_zone) values ('lotus', 'UTC')"),
    ).rejects.toThrow();
    await expect(world.events.app.ctx.db.pool.query("selct canary_column")).rejects.toThrow();
    const text = await scrape();
    expect(
      Number(figureOf(text, 'storage_operation_duration_seconds_count{operation="select",success="true"}')),
    ).toBeGreaterThan(0);
    expect(figureOf(text, 'storage_operation_duration_seconds_count{operation="insert",success="false"}')).toBe("1");
    expect(figureOf(text, 'storage_operation_errors_total{operation="insert",error_type="constraint"}')).toBe("1");
    expect(figureOf(text, 'storage_operation_errors_total{operation="other",error_type="statement"}')).toBe("1");
    expect(text).not.toContain("canary_column");
  });
});

/** Names of the predecessor that its dashboards know, those of the library, and what is counted in days. */
const GIVEN = [
  /^(hpc_job_total|hpc_job_state_total) non-counter metrics should not have "_total" suffix$/,
  /^nodejs_active_\w+_total non-counter metrics should not have "_total" suffix$/,
  /^purser_usage_gap_days use base unit "seconds" instead of "days"$/,
];

await describeWithPromtool("promtool", (promtool) => {
  it("finds nothing wrong with the exposition but names that are given", async () => {
    const { code, words } = await promtool(["check", "metrics"], await scrape());
    const complaints = words.split("\n").filter((line) => line !== "" && !GIVEN.some((given) => given.test(line)));
    expect(complaints).toEqual([]);
    expect([0, 3]).toContain(code);
  });
});
