import { Alert, Button, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ErrorAlert } from "../../ui/error-alert.tsx";
import { LinkButton } from "../../ui/link-button.tsx";
import { useResetPassword } from "./credentials.queries.ts";
import { DoorPage } from "./door-page.tsx";
import { NewPasswordField } from "./new-password-field.tsx";

/** Sets a new password with the token behind the `#` of this page's address. */
export function ResetPasswordPage() {
  const { t } = useTranslation("credentials");
  const [token] = useState(() => new URLSearchParams(window.location.hash.slice(1)).get("token") ?? "");
  return (
    <DoorPage title={t("reset.title")} lead={t("reset.lead")}>
      {/^[A-Za-z0-9_-]{43}$/.test(token) ? (
        <ResetForm token={token} />
      ) : (
        <Alert color="red" title={t("reset.incomplete_title")}>
          {t("reset.incomplete")}
        </Alert>
      )}
    </DoorPage>
  );
}

function ResetForm({ token }: { readonly token: string }) {
  const { t } = useTranslation("credentials");
  const [next, setNext] = useState("");
  const reset = useResetPassword();
  if (reset.isSuccess)
    return (
      <Stack>
        <Text>{t("reset.done")}</Text>
        <LinkButton to="/sign-in">{t("reset.sign_in")}</LinkButton>
      </Stack>
    );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        reset.mutate({ token, next });
      }}
    >
      <Stack>
        <NewPasswordField value={next} onChange={setNext} />
        {reset.error !== null && <ErrorAlert error={reset.error} />}
        <Button type="submit" size="md" loading={reset.isPending} fullWidth>
          {t("reset.submit")}
        </Button>
      </Stack>
    </form>
  );
}
