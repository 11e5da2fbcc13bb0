import { DateField } from "./date-field.tsx";

interface Days {
  readonly from?: string;
  readonly to?: string;
}

interface Props {
  readonly labels: { readonly from: string; readonly to: string };
  /** Calendar dates, both within. */
  readonly value: Days;
  readonly onChange: (change: { from: string | undefined } | { to: string | undefined }) => void;
}

/** The first and the last day of a filter; neither can pass the other. */
export function DateRange({ labels, value: { from, to }, onChange }: Props) {
  return (
    <>
      <DateField
        label={labels.from}
        value={from}
        clearable
        onChange={(day) => onChange({ from: day })}
        {...(to === undefined ? {} : { maxDate: to })}
      />
      <DateField
        label={labels.to}
        value={to}
        clearable
        onChange={(day) => onChange({ to: day })}
        {...(from === undefined ? {} : { minDate: from })}
      />
    </>
  );
}
