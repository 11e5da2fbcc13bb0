import { Button, Code, Group, List, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { ErrorAlert } from "../../ui/error-alert.tsx";
import { CodeForm } from "./code-form.tsx";
import { useConfirmTotp, useMfaChanged, useStartTotp } from "./credentials.queries.ts";
import { QrCode } from "./qr-code.tsx";
import { RecoveryCodes } from "./recovery-codes.tsx";

interface Props {
  /** An app is in force already: a code of it is asked for first. */
  readonly replacing: boolean;
  readonly onDone: () => void;
  readonly onCancel?: () => void;
}

/** Takes a person from nothing to an authenticator app that is proven, and to their recovery codes. */
export function TotpSetup({ replacing, onDone, onCancel }: Props) {
  const { t } = useTranslation("credentials");
  const start = useStartTotp();
  const confirm = useConfirmTotp();
  const changed = useMfaChanged();
  const cancel = onCancel !== undefined && (
    <Button variant="default" onClick={onCancel}>
      {t("mfa.cancel")}
    </Button>
  );
  if (confirm.data !== undefined)
    return <RecoveryCodes codes={confirm.data.recovery_codes} onDone={() => void changed().then(onDone)} />;
  if (start.data !== undefined)
    return (
      <Stack>
        <SecretToTakeOver secret={start.data.secret} uri={start.data.otpauth_uri} />
        <CodeForm
          appOnly
          submit={t("mfa.confirm")}
          error={confirm.error}
          pending={confirm.isPending}
          onCode={confirm.mutate}
        >
          {cancel}
        </CodeForm>
      </Stack>
    );
  if (replacing)
    return (
      <CodeForm submit={t("mfa.go_on")} error={start.error} pending={start.isPending} onCode={start.mutate}>
        {cancel}
      </CodeForm>
    );
  return (
    <Stack>
      <Text size="sm">{t("mfa.before")}</Text>
      {start.error !== null && <ErrorAlert error={start.error} />}
      <Group>
        <Button loading={start.isPending} onClick={() => start.mutate(null)}>
          {t("mfa.set_up")}
        </Button>
        {cancel}
      </Group>
    </Stack>
  );
}

function SecretToTakeOver({ secret, uri }: { readonly secret: string; readonly uri: string }) {
  const { t } = useTranslation("credentials");
  return (
    <Stack gap="sm">
      <List type="ordered" size="sm" spacing={4}>
        <List.Item>{t("mfa.step_open")}</List.Item>
        <List.Item>{t("mfa.step_scan")}</List.Item>
        <List.Item>{t("mfa.step_code")}</List.Item>
      </List>
      <QrCode text={uri} label={t("mfa.qr")} />
      <Text size="sm" c="dimmed">
        {t("mfa.by_hand")}
      </Text>
      <Code block style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>
        {secret.match(/.{1,4}/g)?.join(" ")}
      </Code>
    </Stack>
  );
}
