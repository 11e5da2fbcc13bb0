import { readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { type FiguresWorld, startFiguresWorld } from "./testing/figures-world.ts";
import { describeWithPromtool } from "./testing/promtool.ts";

const folder = (name: string) => fileURLToPath(new URL(`../../../deploy/${name}/`, import.meta.url));
const GRAFANA = folder("grafana");
const PROMETHEUS = folder("prometheus");

interface Panel {
  readonly id: number;
  readonly title: string;
  readonly gridPos: { readonly h: number; readonly w: number; readonly x: number; readonly y: number };
  readonly targets: readonly { readonly expr: string; readonly refId: string }[];
}
interface Dashboard {
  readonly uid: string;
  readonly title: string;
  readonly panels: readonly Panel[];
}
interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly annotations: Readonly<Record<string, string>>;
}

const dashboards = readdirSync(GRAFANA).map(
  (file) => [file, JSON.parse(readFileSync(`${GRAFANA}${file}`, "utf8")) as Dashboard] as const, // files of ours
);
const rules = (parse(readFileSync(`${PROMETHEUS}alerts.yaml`, "utf8")).groups as { rules: Rule[] }[]).flatMap(
  (group) => group.rules,
);
const exprs = [
  ...dashboards.flatMap(([file, { panels }]) =>
    panels.flatMap(({ title, targets }) => targets.map(({ expr }) => [`${file}: ${title}`, expr] as const)),
  ),
  ...rules.map(({ alert, expr }) => [alert, expr] as const),
];

/** What Prometheus says of a scrape by itself. */
const OF_PROMETHEUS = ["up", "scrape_duration_seconds"];

/** The names in an expression that are followed by a selector, as all of ours are. */
const namesIn = (expr: string) => [...expr.matchAll(/([a-z_:][a-z0-9_:]*)\{/g)].map(([, name = ""]) => name);

let world: FiguresWorld;
beforeAll(async () => {
  world = await startFiguresWorld();
});
afterAll(async () => await world[Symbol.asyncDispose]());

/** The names of all series that the program has, once it has something to say of everything. */
async function exportedNames(): Promise<Set<string>> {
  const runId = await world.start(42, 60);
  const figures = { utilization_percent: 40, memory_mib: 2, power_watts: 120.5, temperature_celsius: 55 };
  await world.sample(runId, "c1", { gpu_percent: 40, gpus: [{ id: "0", vendor: "nvidia", ...figures }] });
  const text = await world.scrape();
  const families = [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)];
  return new Set(
    families.flatMap(([, name = "", type]) =>
      type === "histogram" ? ["_bucket", "_count", "_sum"].map((part) => name + part) : [name],
    ),
  );
}

describe("dashboards and alerts", () => {
  it("name nothing but series that the program exports", async () => {
    const exported = await exportedNames();
    const unknown = exprs.flatMap(([where, expr]) =>
      namesIn(expr)
        .filter((name) => !exported.has(name) && !OF_PROMETHEUS.includes(name))
        .map((name) => `${where}: ${name}`),
    );
    expect(unknown).toEqual([]);
    // An expression in which no name is found is one that this test does not understand.
    expect(exprs.filter(([, expr]) => namesIn(expr).length === 0)).toEqual([]);
  });

  it("show every series of runs and nodes", async () => {
    const shown = new Set(exprs.flatMap(([, expr]) => namesIn(expr)));
    const own = [...(await exportedNames())].filter((name) => name.startsWith("hpc_"));
    expect(own.filter((name) => !shown.has(name))).toEqual([]);
  });
});

describe("dashboards", () => {
  it("are five, each with an address of its own", () => {
    expect(dashboards.map(([file]) => file).sort()).toEqual([
      ...["audit.json", "billing.json", "jobs.json", "nodes.json", "storage-runtime.json"],
    ]);
    expect(new Set(dashboards.map(([, { uid }]) => uid)).size).toBe(dashboards.length);
  });

  it.each(dashboards)("%s has panels that do not lie upon each other", (_, { panels }) => {
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    const taken = new Set<string>();
    for (const { gridPos, title } of panels) {
      expect([title, gridPos.x + gridPos.w <= 24]).toEqual([title, true]);
      for (let x = gridPos.x; x < gridPos.x + gridPos.w; x += 1) {
        for (let y = gridPos.y; y < gridPos.y + gridPos.h; y += 1) {
          expect([title, taken.has(`${x},${y}`)]).toEqual([title, false]);
          taken.add(`${x},${y}`);
        }
      }
    }
  });
});

await describeWithPromtool("promtool", (promtool) => {
  it("finds the alerts and the configuration right, and each alert goes off when it shall", async () => {
    for (const args of [
      ["check", "rules", `${PROMETHEUS}alerts.yaml`],
      ["check", "config", "--syntax-only", `${PROMETHEUS}prometheus.yaml`],
      ["test", "rules", `${PROMETHEUS}alerts.test.yaml`],
    ]) {
      const { code, words } = await promtool(args);
      expect([args[1], code === 0 ? "" : words]).toEqual([args[1], ""]);
    }
    const tested = readFileSync(`${PROMETHEUS}alerts.test.yaml`, "utf8");
    expect(rules.filter(({ alert }) => !tested.includes(`alertname: ${alert}\n`))).toEqual([]);
  });

  it("understands every expression of the dashboards", async () => {
    const records = exprs.map(([, expr], index) => ({
      record: `expr_${index}`,
      expr: expr.replaceAll("$__rate_interval", "5m").replaceAll(/\$(cluster|user)\b/g, ".*"),
    }));
    const place = await mkdtemp(join(tmpdir(), "purser-dashboards-"));
    try {
      const file = join(place, "rules.yaml");
      await writeFile(file, JSON.stringify({ groups: [{ name: "dashboards", rules: records }] })); // JSON is YAML
      const { code, words } = await promtool(["check", "rules", file]);
      expect(code === 0 ? "" : words).toBe("");
    } finally {
      await rm(place, { recursive: true });
    }
  });
});
