import { useComputedColorScheme } from "@mantine/core";
import { useEffect, useRef } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { useFormat } from "../../ui/use-format.ts";
import type { Course } from "./chart-points.ts";
import styles from "./time-chart.module.css";
import type { Stretch } from "./zoom.ts";

export interface Line {
  readonly label: string;
  readonly course: Course;
  /** What the edges of the band from the least to the greatest are called, where it is drawn: one line has room for it. */
  readonly banded: { readonly least: string; readonly most: string } | null;
}

interface Props {
  readonly lines: readonly Line[];
  /** What the run was given, in the same unit; null: there is no such thing. */
  readonly given: number | null;
  readonly givenLabel: string;
  readonly timeLabel: string;
  readonly unit: string;
  /** What the chart shows in words: it is a picture to those who cannot see it. */
  readonly summary: string;
  readonly stretch: Stretch;
  readonly onZoom: (stretch: Stretch) => void;
}

const HEIGHT = 190;
/** From a day and a half on a tick needs its date, below ten minutes its seconds. */
const LONG_SECONDS = 129_600;
const SHORT_SECONDS = 600;
/** Drawn one after the other; told apart by their dashes as well. */
const COLOURS = ["--chart-1", "--chart-2", "--chart-3", "--chart-4"];
const DASHES = [[], [6, 3], [2, 3], [10, 3, 2, 3]];

/** Lines over time against what was given. Dragging over it asks for a part of the time. */
export function TimeChart(props: Props) {
  const place = useRef<HTMLDivElement>(null);
  const scheme = useComputedColorScheme("light");
  const format = useFormat();
  const { lines, given, givenLabel, timeLabel, unit, summary, stretch, onZoom } = props;
  const zoom = useRef(onZoom);
  zoom.current = onZoom;
  const { language, clock, dateTime, measure } = format;
  // The formatter is made anew each time it is asked for; what it writes hangs on the language alone.
  const write = useRef({ clock, dateTime, measure });
  write.current = { clock, dateTime, measure };
  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const chart = new uPlot(
      {
        ...sizeOf(element),
        ...optionsOf({ lines, given, givenLabel, timeLabel, unit, stretch }, element, write),
        // Drawn anew with these, as the canvas knows nothing of them.
        class: `${scheme}-${language}`,
        hooks: { setSelect: [(drawn) => tellSelected(drawn, zoom.current)] },
      },
      dataOf(lines, given, stretch),
      element,
    );
    const observer = new ResizeObserver(() => chart.setSize(sizeOf(element)));
    observer.observe(element);
    return () => {
      observer.disconnect();
      chart.destroy();
    };
  }, [lines, given, givenLabel, timeLabel, unit, stretch, scheme, language]);
  return <div ref={place} className={styles.chart} role="img" aria-label={summary} />;
}

function sizeOf(element: HTMLElement): { width: number; height: number } {
  return { width: Math.max(120, element.clientWidth), height: HEIGHT };
}

function tellSelected(chart: uPlot, onZoom: (stretch: Stretch) => void): void {
  const { left, width } = chart.select;
  if (width < 4) return;
  const [from, to] = [chart.posToVal(left, "x"), chart.posToVal(left + width, "x")];
  chart.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
  onZoom({ from, to });
}

type Writers = { readonly current: Pick<ReturnType<typeof useFormat>, "clock" | "dateTime" | "measure"> };

function optionsOf(
  { lines, given, givenLabel, timeLabel, unit, stretch }: Omit<Props, "summary" | "onZoom">,
  element: HTMLElement,
  write: Writers,
): Omit<uPlot.Options, "width" | "height"> {
  const style = getComputedStyle(element);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  const font = `12px ${style.fontFamily}`;
  const [text, grid] = [colour("--mantine-color-dimmed"), colour("--mantine-color-default-border")];
  const axis = { stroke: text, font, grid: { stroke: grid, width: 1 }, ticks: { stroke: grid, width: 1 } };
  const time = (seconds: number) => write.current.clock(new Date(seconds * 1000).toISOString());
  const moment = (seconds: number) => write.current.dateTime(new Date(seconds * 1000).toISOString());
  const isLong = stretch.to - stretch.from > LONG_SECONDS;
  const isShort = stretch.to - stretch.from < SHORT_SECONDS;
  const tickText = (seconds: number) => (isLong ? moment(seconds) : time(seconds).slice(0, isShort ? 8 : 5));
  const figure = (value: number | null) => (value === null ? "–" : `${write.current.measure(value)} ${unit}`.trim());
  const series: uPlot.Series[] = [];
  const bands: uPlot.Band[] = [];
  for (const [index, { label, banded }] of lines.entries()) {
    const stroke = colour(COLOURS[index % COLOURS.length] ?? "--chart-1");
    const dash = [...(DASHES[Math.floor(index / COLOURS.length) % DASHES.length] ?? [])];
    const value = (_: uPlot, raw: number | null) => figure(raw);
    series.push({ label, stroke, width: 1.75, dash, value, points: { size: 4 } });
    if (banded === null) continue;
    const edge = { stroke: "transparent", width: 0, points: { show: false }, value };
    series.push({ ...edge, label: banded.most }, { ...edge, label: banded.least });
    bands.push({ series: [series.length - 1, series.length], fill: colour("--chart-band") });
  }
  const limit: uPlot.Series = {
    ...{ label: givenLabel, stroke: colour("--chart-given"), width: 1.5, dash: [4, 4], points: { show: false } },
    value: (_, raw) => figure(raw),
  };
  const highest = Math.max(given ?? 0, ...lines.flatMap(({ course }) => course.most.map((value) => value ?? 0)));
  return {
    padding: [10, 12, 0, 0],
    legend: { live: true },
    cursor: { drag: { x: true, y: false, setScale: false }, y: false },
    scales: {
      x: { time: true, range: [stretch.from, stretch.to] },
      y: { range: [0, highest <= 0 ? 1 : highest * 1.06] },
    },
    axes: [
      { ...axis, values: (_, ticks) => ticks.map(tickText), space: isLong ? 150 : 64 },
      { ...axis, values: (_, ticks) => ticks.map((tick) => write.current.measure(tick)), size: 52 },
    ],
    series: [
      { label: timeLabel, value: (_, raw: number | null) => (raw === null ? "–" : time(raw)) },
      ...series,
      ...(given === null ? [] : [limit]),
    ],
    bands,
  };
}

/** The columns as the chart takes them: the times of all lines, and for each line its value at them. */
function dataOf(lines: readonly Line[], given: number | null, stretch: Stretch): uPlot.AlignedData {
  const tables = lines.map(({ course, banded }): uPlot.AlignedData => {
    const { at, mean, least, most } = course;
    return banded === null ? [at, mean] : [at, mean, most, least];
  });
  const limit: uPlot.AlignedData[] =
    given === null
      ? []
      : [
          [
            [stretch.from, stretch.to],
            [given, given],
          ],
        ];
  return uPlot.join([...tables, ...limit], [...tables, ...limit].map(nullModes));
}

/** Gaps in a line stay gaps; where only another line has a time there is none. */
function nullModes(table: uPlot.AlignedData): uPlot.JoinNullMode[] {
  return table.map(() => 1);
}
