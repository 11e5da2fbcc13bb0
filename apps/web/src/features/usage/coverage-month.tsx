import { Title } from "@mantine/core";
import type { CoverageDay } from "@purser/contract/schemas";
import { useId } from "react";
import { useFormat } from "../../ui/use-format.ts";
import { dayAfter, daysBefore, shadeOf } from "./calendar-month.ts";
import styles from "./coverage.module.css";
import { ATTENTION, needsAttention, SIGNS, useDayText } from "./coverage-texts.ts";

/** 5 January 2026 is a Monday. */
const WEEK = Array.from({ length: 7 }, (_, index) => dayAfter("2026-01-05", index));

interface Props {
  readonly month: string;
  readonly days: readonly CoverageDay[];
  /** The runs of the busiest day on the page. */
  readonly most: number;
  readonly entry: string | undefined;
  readonly chosen: string | undefined;
  readonly onChoose: (day: string) => void;
}

/** A month as a calendar of weeks; what a day is, is told by its sign and its name, never by colour alone. */
export function CoverageMonth({ month, days, most, entry, chosen, onChoose }: Props) {
  const format = useFormat();
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <Title order={3} size="h5" mb={6} id={id}>
        {format.month(month)}
      </Title>
      <div className={styles.weeks}>
        {WEEK.map((day) => (
          <span key={day} className={styles.weekday} aria-hidden>
            {format.weekday(day)}
          </span>
        ))}
        {days.map((day, index) => (
          <Day
            key={day.day}
            coverage={day}
            column={index === 0 ? daysBefore(month) + 1 : undefined}
            shade={day.state === "read" || day.state === "partial" ? shadeOf(day.run_count, most) : undefined}
            isEntry={day.day === entry}
            isChosen={day.day === chosen}
            onChoose={onChoose}
          />
        ))}
      </div>
    </section>
  );
}

interface DayProps {
  readonly coverage: CoverageDay;
  readonly column: number | undefined;
  readonly shade: number | undefined;
  readonly isEntry: boolean;
  readonly isChosen: boolean;
  readonly onChoose: (day: string) => void;
}

function Day({ coverage, column, shade, isEntry, isChosen, onChoose }: DayProps) {
  const text = useDayText();
  const { day, state } = coverage;
  const number = Number(day.slice(8));
  const style = column === undefined ? {} : { style: { gridColumnStart: column } };
  if (state === "outside") {
    return (
      <span className={styles.outside} {...style}>
        {number}
      </span>
    );
  }
  return (
    <button
      type="button"
      className={styles.day}
      {...style}
      data-day={day}
      data-state={state}
      data-shade={shade}
      tabIndex={isEntry ? 0 : -1}
      aria-pressed={isChosen}
      aria-label={text(coverage)}
      title={text(coverage)}
      onClick={() => onChoose(day)}
    >
      {number}
      <span className={styles.sign} aria-hidden>
        {SIGNS[state]}
        {needsAttention(coverage) && <span className={styles.mark}>{ATTENTION}</span>}
      </span>
    </button>
  );
}
