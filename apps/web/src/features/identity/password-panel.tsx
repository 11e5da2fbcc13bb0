import { Button, Group, PasswordInput, Stack } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { showToast } from "../../stores/toasts.ts";
import { ErrorAlert } from "../../ui/error-alert.tsx";
import { Panel } from "../../ui/panel.tsx";
import { useChangePassword } from "./credentials.queries.ts";
import { NewPasswordField } from "./new-password-field.tsx";

/** Changes one's own password. */
export function PasswordPanel() {
  const { t } = useTranslation("credentials");
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const change = useChangePassword();
  const submit = () =>
    change.mutate(
      { current, next },
      {
        onSuccess: () => {
          setCurrent("");
          setNext("");
          showToast("success", t("password.changed"));
        },
      },
    );
  return (
    <Panel title={t("password.title")} lead={t("password.lead")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Stack maw={420}>
          <PasswordInput
            label={t("password.current")}
            value={current}
            onChange={(event) => setCurrent(event.currentTarget.value)}
            autoComplete="current-password"
            maxLength={1000}
            required
            withAsterisk={false}
          />
          <NewPasswordField value={next} onChange={setNext} />
          {change.error !== null && <ErrorAlert error={change.error} />}
          <Group>
            <Button type="submit" loading={change.isPending}>
              {t("password.change")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Panel>
  );
}
