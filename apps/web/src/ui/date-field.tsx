import { DatePickerInput, type DatePickerInputProps } from "@mantine/dates";
import { IconCalendar } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import "dayjs/locale/th";
import { today } from "./format.ts";
import { useChoice } from "./use-choice.ts";
import { useFormat } from "./use-format.ts";

interface Props extends Pick<DatePickerInputProps, "label" | "required" | "maxDate" | "minDate" | "error"> {
  /** A calendar date, "2026-11-21". */
  readonly value: string | undefined;
  readonly onChange: (date: string | undefined) => void;
  readonly clearable?: boolean;
}

/**
 * Chooses a calendar date. The library prints common years in Thai too, so every label goes through our formatter; and
 * its own today, which it does not mark here, is the browser's: the centre's may already be a day ahead.
 */
export function DateField({ value, onChange, ...props }: Props) {
  const { t } = useTranslation("ui");
  const format = useFormat();
  const [shown, choose] = useChoice(value, onChange);
  return (
    <DatePickerInput
      {...props}
      value={shown ?? null}
      defaultDate={today()}
      onChange={(date) => choose(date ?? undefined)}
      locale={format.language}
      {...(shown === undefined || shown === "" ? { leftSection: <IconCalendar size={16} aria-hidden /> } : {})}
      styles={{ input: { whiteSpace: "nowrap" } }}
      placeholder={t("date_placeholder")}
      valueFormatter={({ date }) => (typeof date === "string" ? format.calendarDate(date) : "")}
      monthLabelFormat={(date) => format.month(date.slice(0, 7))}
      yearLabelFormat={(date) => format.year(date.slice(0, 10))}
      yearsListFormat={(date) => format.year(date.slice(0, 10))}
      decadeLabelFormat={(from, to) => `${format.year(from.slice(0, 10))} – ${format.year(to.slice(0, 10))}`}
      getDayProps={(date) => ({
        "aria-label": format.calendarDate(date),
        ...(date === today() && { "data-today": true, "data-highlight-today": true }),
      })}
      ariaLabels={{ previousMonth: t("previous_month"), nextMonth: t("next_month") }}
    />
  );
}
