import { readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { operations } from "@purser/contract/operations";
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
  readonly targets: readonly { readonly expr: string; readonly refId: string; readonly legendFormat: string }[];
}
interface Dashboard {
  readonly uid: string;
  readonly title: string;
  readonly panels: readonly Panel[];
  readonly templating: {
    readonly list: readonly { readonly name: string; readonly query: string | { query: string } }[];
  };
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

/** What Prometheus says of a scrape by itself, and the labels that it gives to all that it finds there. */
const OF_PROMETHEUS = ["up", "scrape_duration_seconds"];
const OF_TARGET = ["job", "instance"];

/** The names in an expression that are followed by a selector, as all of ours are. */
const namesIn = (expr: string) => [...expr.matchAll(/([a-z_:][a-z0-9_:]*)\{/g)].map(([, name = ""]) => name);

let world: FiguresWorld;
beforeAll(async () => {
  world = await startFiguresWorld();
});
afterAll(async () => await world[Symbol.asyncDispose]());

/** The labels that an expression sums up by, from the outermost sum inwards; none where it sums up by nothing. */
const sumsIn = (expr: string) => [...expr.matchAll(/\bby \(([^)]*)\)/g)].map(([, labels = ""]) => labels.split(/, ?/));

/** What the program says once it has something to say of everything. */
async function figures(): Promise<string> {
  const runId = await world.start(42, 60);
  const figures = { utilization_percent: 40, memory_mib: 2, power_watts: 120.5, temperature_celsius: 55 };
  await world.sample(runId, "c1", { gpu_percent: 40, gpus: [{ id: "0", vendor: "nvidia", ...figures }] });
  await world.events.app.ctx.db.pool.query("select 1 / 0").catch(() => undefined); // so that there is a failed statement
  return await world.scrape();
}

/** The names of all series that the program has. */
function exportedNames(text: string): Set<string> {
  const families = [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)];
  return new Set(
    families.flatMap(([, name = "", type]) =>
      type === "histogram" ? ["_bucket", "_count", "_sum"].map((part) => name + part) : [name],
    ),
  );
}

/** The labels of each series. */
function exportedLabels(text: string): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const [, name = "", labels = ""] of text.matchAll(/^([a-z_:][a-z0-9_:]*)(?:\{(.*)\})? \S+$/gm)) {
    const known = found.get(name) ?? new Set(OF_TARGET);
    for (const [, label = ""] of labels.matchAll(/(?:^|,)([a-z_]+)="(?:[^"\\]|\\.)*"/g)) known.add(label);
    found.set(name, known);
  }
  for (const name of OF_PROMETHEUS) found.set(name, new Set(OF_TARGET));
  return found;
}

describe("dashboards and alerts", () => {
  it("name nothing but series that the program exports", async () => {
    const exported = exportedNames(await figures());
    const unknown = exprs.flatMap(([where, expr]) =>
      namesIn(expr)
        .filter((name) => !exported.has(name) && !OF_PROMETHEUS.includes(name))
        .map((name) => `${where}: ${name}`),
    );
    expect(unknown).toEqual([]);
    // An expression in which no name is found is one that this test does not understand.
    expect(exprs.filter(([, expr]) => namesIn(expr).length === 0)).toEqual([]);
  });

  it("take the rate of what counts up, and of nothing else", async () => {
    const counting = new Set(
      [...(await figures()).matchAll(/^# TYPE (\S+) (counter|histogram)$/gm)].flatMap(([, name = "", type]) =>
        type === "counter" ? [name] : ["_bucket", "_count", "_sum"].map((part) => name + part),
      ),
    );
    const wrong = exprs.flatMap(([where, expr]) => {
      const rated = [...expr.matchAll(/\b(?:rate|increase)\(([a-z_:][a-z0-9_:]*)\{/g)].map(([, name = ""]) => name);
      const plain = namesIn(expr.replaceAll(/\b(?:rate|increase)\([a-z_:][a-z0-9_:]*\{/g, ""));
      return [...rated.filter((name) => !counting.has(name)), ...plain.filter((name) => counting.has(name))].map(
        (name) => `${where}: ${name}`,
      );
    });
    expect(wrong).toEqual([]);
  });

  it("choose no operation that the contract does not have", () => {
    const known = Object.keys(operations);
    const chosen = exprs.flatMap(([where, expr]) =>
      [...expr.matchAll(/operation=~?"([^"]*)"/g)].flatMap(([, names = ""]) =>
        names.split("|").map((name) => [where, new RegExp(`^(?:${name})$`)] as const),
      ),
    );
    expect(chosen.length).toBeGreaterThan(5);
    expect(chosen.filter(([, name]) => !known.some((each) => name.test(each)))).toEqual([]);
  });

  it("show every series of runs and nodes", async () => {
    const shown = new Set(exprs.flatMap(([, expr]) => namesIn(expr)));
    const own = [...exportedNames(await figures())].filter((name) => name.startsWith("hpc_"));
    expect(own.filter((name) => !shown.has(name))).toEqual([]);
  });

  it("choose and sum up by nothing but labels that these series have", async () => {
    const labels = exportedLabels(await figures());
    const has = (name: string, label: string) => labels.get(name)?.has(label) ?? false;
    const wrong = exprs.flatMap(([where, expr]) => {
      const names = namesIn(expr);
      const chosen = [...expr.matchAll(/([a-z_:][a-z0-9_:]*)\{([^}]*)\}/g)].flatMap(([, name = "", selector = ""]) =>
        [...selector.matchAll(/([a-z_]+)(?:=~|!~|!=|=)"/g)].map(([, label = ""]) => [name, label] as const),
      );
      const summed = sumsIn(expr).flatMap((sum) => sum.flatMap((label) => names.map((name) => [name, label] as const)));
      return [...chosen, ...summed]
        .filter(([name, label]) => !has(name, label))
        .map(([name, label]) => `${where}: ${name} has no ${label}`);
    });
    expect(wrong).toEqual([]);
  });
});

describe("dashboards", () => {
  it("name a line by nothing but labels that it has, and let nothing be chosen that no series has", async () => {
    const labels = exportedLabels(await figures());
    const targets = dashboards.flatMap(([file, { panels }]) =>
      panels.flatMap(({ title, targets: all }) => all.map((target) => ({ where: `${file}: ${title}`, ...target }))),
    );
    const nameless = targets.filter(({ expr, legendFormat }) => {
      const left = sumsIn(expr)[0] ?? OF_TARGET;
      return [...legendFormat.matchAll(/\{\{(\w+)\}\}/g)].some(([, label = ""]) => !left.includes(label));
    });
    expect(nameless.map(({ where }) => where)).toEqual([]);
    const choices = dashboards.flatMap(([file, { templating }]) =>
      templating.list.flatMap(({ name, query }) => (typeof query === "string" ? [] : [{ file, name, ...query }])),
    );
    const empty = choices.filter(({ query }) => {
      const [, series = "", label = ""] = /^label_values\((\w+), (\w+)\)$/.exec(query) ?? [];
      return labels.get(series)?.has(label) !== true;
    });
    expect(choices).toHaveLength(4);
    expect(empty).toEqual([]);
  });

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

  it("finds something to show for every expression in what the program exports", async () => {
    const series = [...(await figures()).matchAll(/^([a-z_:][a-z0-9_:]*)(?:\{(.*)\})? \S+$/gm)].map(
      ([, name = "", labels = ""]) => `${name}{job="purser",instance="a"${labels === "" ? "" : `,${labels}`}}`,
    );
    const own = OF_PROMETHEUS.map((name) => `${name}{job="purser",instance="a"}`);
    const tests = exprs
      .filter(([where]) => where.includes(".json: "))
      .map(([, expr]) => ({
        // Whatever is chosen has to be there; which values it has is another matter.
        expr: `count(${expr.replaceAll("$__rate_interval", "5m").replaceAll(/(?:=~|=)"[^"]*"/g, '=~".+"')}) > bool 0`,
        ...{ eval_time: "10m", exp_samples: [{ labels: "{}", value: 1 }] },
      }));
    const input = [...series, ...own].map((each) => ({ series: each, values: "1+1x15" }));
    const place = await mkdtemp(join(tmpdir(), "purser-dashboards-"));
    try {
      const file = join(place, "tests.yaml");
      const all = { tests: [{ interval: "1m", input_series: input, promql_expr_test: tests }] };
      await writeFile(file, JSON.stringify(all)); // JSON is YAML
      const { code, words } = await promtool(["test", "rules", file]);
      expect(code === 0 ? "" : words).toBe("");
    } finally {
      await rm(place, { recursive: true });
    }
  });
});
