import { PasswordInput } from "@mantine/core";
import { useTranslation } from "react-i18next";

interface Props {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Where a new password is typed; what it must be like stands below it, and the server decides. */
export function NewPasswordField({ value, onChange }: Props) {
  const { t } = useTranslation("credentials");
  return (
    <PasswordInput
      label={t("password.next")}
      description={t("password.rules")}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      autoComplete="new-password"
      maxLength={1000}
      required
      withAsterisk={false}
    />
  );
}
