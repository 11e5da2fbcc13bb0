import { useTranslation } from "react-i18next";
import { monthBack } from "./format.ts";
import { SelectField } from "./select-field.tsx";
import { useFormat } from "./use-format.ts";

const MONTHS_OFFERED = 36;

interface Props {
  readonly label: string;
  readonly value: string | undefined;
  readonly onChange: (month: string | undefined) => void;
  /** Whether the month that still runs is offered, and whether no month may be chosen. */
  readonly current?: boolean;
  readonly optional?: boolean;
}

/** Chooses a billing month; its years are those of the person's language. */
export function MonthSelect({ label, value, onChange, current = true, optional = true }: Props) {
  const { t } = useTranslation("ui");
  const format = useFormat();
  const months = Array.from({ length: MONTHS_OFFERED }, (_, back) => monthBack(back + (current ? 0 : 1)));
  if (value !== undefined && !months.includes(value)) months.push(value);
  const options = months.map((month) => ({ value: month, label: format.month(month) }));
  return (
    <SelectField
      label={label}
      value={value ?? ""}
      data={optional ? [{ value: "", label: t("all_months") }, ...options] : options}
      onChange={(month) => onChange(month === "" ? undefined : month)}
    />
  );
}
