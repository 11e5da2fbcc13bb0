import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { syncCluster } from "./domains/inventory/sync-cluster.ts";
import { systemContext } from "./platform/context.ts";
import { type ContractApp, startContractApp } from "./testing/contract-app.ts";
import { examplePicture, examplePicturedNode, exampleQueuedJob, ScriptedLook } from "./testing/example-picture.ts";
import { ownerPool } from "./testing/owner-pool.ts";
import { describeWithPromtool } from "./testing/promtool.ts";

/** What somebody may call a thing who wants series of his own. */
const BOMB = 'x"} 1\nhpc_evil{a="\\';

let app: ContractApp;
let owner: ReturnType<typeof ownerPool>;
beforeAll(async () => {
  app = await startContractApp();
  owner = ownerPool(app.database.url);
  const look = new ScriptedLook();
  const nodes = [
    examplePicturedNode({ name: "c1", allocated_cpus: 3, gpus: 2, allocated_gpus: 1 }),
    examplePicturedNode({ name: BOMB, state: "down", allocated_cpus: null, load_hundredths: null }),
  ];
  const queuedJobs = [
    exampleQueuedJob({ job_id: 1, user: "canary-user", tasks: 3 }),
    exampleQueuedJob({ job_id: 2, reason: BOMB, partitions: ["cpu", "gpu"] }),
  ];
  look.answer = { picture: examplePicture({ nodes, queuedJobs }) };
  const cluster = { cluster: "lotus", timeZone: null, sources: [look] };
  await syncCluster(systemContext(app.ctx), cluster, 0, new AbortController().signal);
});
afterAll(async () => {
  await owner.end();
  await app[Symbol.asyncDispose]();
});

const scrape = async () => (await app.inject({ url: "/metrics" })).body;
const figureOf = (text: string, series: string) =>
  text
    .split("\n")
    .find((line) => line.startsWith(`${series} `))
    ?.slice(series.length + 1);

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

  it("say nothing of what is not known, and hold no name that breaks out of its label", async () => {
    const text = await scrape();
    expect(text).not.toMatch(/^hpc_evil/m);
    const bomb = text.split("\n").filter((line) => line.includes("hpc_evil") && line.startsWith("hpc_node"));
    expect(bomb.map((line) => /^\w+/.exec(line)?.[0])).not.toContain("hpc_node_cpu_load");
    expect(bomb.map((line) => /^\w+/.exec(line)?.[0])).toContain("hpc_node_state");
  });

  it("are gone with a picture that is too old, but for its age", async () => {
    const other = await startContractApp();
    try {
      await owner.query("select 1");
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
      app.ctx.db.pool.query("insert into inventory.cluster (name, time_zone) values ('lotus', 'UTC')"),
    ).rejects.toThrow();
    await expect(app.ctx.db.pool.query("selct canary_column")).rejects.toThrow();
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
