import { useTranslation } from "react-i18next";
import { SelectField } from "./select-field.tsx";

interface Choice {
  readonly value: string;
  readonly label: string;
}

interface Props {
  readonly label: string;
  readonly value: string | undefined;
  readonly choices: readonly (Choice | string)[];
  readonly onChange: (choice: string | undefined) => void;
  readonly disabled?: boolean;
}

/** A filter that takes one of a few values, or any. */
export function ChoiceField({ label, value, choices, onChange, disabled = false }: Props) {
  const { t } = useTranslation("ui");
  return (
    <SelectField
      label={label}
      disabled={disabled}
      value={value ?? ""}
      onChange={(choice) => onChange(choice === "" ? undefined : choice)}
      data={[{ value: "", label: t("any") }, ...choices]}
    />
  );
}
