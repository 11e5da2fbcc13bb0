/** A family of series that are read as they are: a gauge. */
export interface GaugeFamily {
  readonly name: string;
  readonly help: string;
  readonly labels: readonly string[];
  /** The values of the labels, in their order, and the figure. */
  readonly series: Iterable<readonly [labels: readonly string[], figure: number]>;
}

/**
 * The text of a family in Prometheus' exposition format 0.0.4; empty where there are no series.
 *
 * Written by hand, since thousands of series are written at each change and not at each scrape: the library's gauges cost
 * some ten microseconds for each of them, each time.
 */
export function exposeGauge({ name, help, labels, series }: GaugeFamily): string {
  const lines: string[] = [];
  for (const [values, figure] of series) {
    const written = labels.map((label, index) => `${label}="${escaped(values[index] ?? "")}"`).join(",");
    lines.push(`${name}${written === "" ? "" : `{${written}}`} ${figureText(figure)}\n`);
  }
  return lines.length === 0 ? "" : `# HELP ${name} ${help}\n# TYPE ${name} gauge\n${lines.join("")}`;
}

const SPECIAL = /[\\"\n]/g;
const ESCAPES: Readonly<Record<string, string>> = { "\\": "\\\\", '"': '\\"', "\n": "\\n" };

/** A label's value may be anything that Slurm or a user wrote. */
function escaped(value: string): string {
  return value.replace(SPECIAL, (character) => ESCAPES[character] ?? character);
}

function figureText(figure: number): string {
  if (Number.isFinite(figure)) return String(figure);
  if (Number.isNaN(figure)) return "NaN";
  return figure > 0 ? "+Inf" : "-Inf";
}
