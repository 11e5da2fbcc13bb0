import { Badge, Button, Group, Stack, Text } from "@mantine/core";
import type { MfaStatus } from "@purser/contract/schemas";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { showToast } from "../../stores/toasts.ts";
import { Panel } from "../../ui/panel.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { useFormat } from "../../ui/use-format.ts";
import { CodeForm } from "./code-form.tsx";
import { useDisableMfa, useGetMfa, useMfaChanged, useRenewRecoveryCodes } from "./credentials.queries.ts";
import { RecoveryCodes } from "./recovery-codes.tsx";
import { TotpSetup } from "./totp-setup.tsx";

type Doing = "nothing" | "set_up" | "renew" | "disable";

/** Where one's two-step sign-in stands, and how to set it up, renew its codes or give it up. */
export function MfaPanel() {
  const { t } = useTranslation("credentials");
  const mfa = useGetMfa();
  return (
    <Panel title={t("mfa.title")} lead={t("mfa.lead")}>
      <QueryView query={mfa}>{(status) => <Mfa status={status} />}</QueryView>
    </Panel>
  );
}

function Mfa({ status }: { readonly status: MfaStatus }) {
  const [doing, setDoing] = useState<Doing>("nothing");
  const done = () => setDoing("nothing");
  switch (doing) {
    case "set_up":
      return <TotpSetup replacing={status.enrolled_at !== null} onDone={done} onCancel={done} />;
    case "renew":
      return <RenewCodes onDone={done} />;
    case "disable":
      return <Disable onDone={done} />;
    case "nothing":
      return <Status status={status} onDo={setDoing} />;
  }
}

function Status({ status, onDo }: { readonly status: MfaStatus; readonly onDo: (doing: Doing) => void }) {
  const { t } = useTranslation("credentials");
  const format = useFormat();
  const { enrolled_at: since, recovery_codes_left: left, required } = status;
  return (
    <Stack gap="sm">
      <Group gap="sm">
        <Badge color={since === null ? "gray" : "teal"}>{since === null ? t("mfa.off") : t("mfa.on")}</Badge>
        {since !== null && <Text size="sm">{t("mfa.since", { time: format.dateTime(since) })}</Text>}
      </Group>
      {since !== null && (
        <Text size="sm" c={left < 3 ? "red" : "dimmed"}>
          {t("mfa.codes_left", { count: left })}
        </Text>
      )}
      {required && <Text size="sm">{t("mfa.required")}</Text>}
      <Group>
        <Button variant={since === null ? "filled" : "default"} onClick={() => onDo("set_up")}>
          {since === null ? t("mfa.set_up") : t("mfa.replace")}
        </Button>
        {since !== null && (
          <Button variant="default" onClick={() => onDo("renew")}>
            {t("mfa.renew")}
          </Button>
        )}
        {since !== null && !required && (
          <Button variant="default" c="red" onClick={() => onDo("disable")}>
            {t("mfa.disable")}
          </Button>
        )}
      </Group>
    </Stack>
  );
}

function RenewCodes({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTranslation("credentials");
  const renew = useRenewRecoveryCodes();
  const changed = useMfaChanged();
  if (renew.data !== undefined)
    return <RecoveryCodes codes={renew.data.recovery_codes} onDone={() => void changed().then(onDone)} />;
  return (
    <CodeForm submit={t("mfa.renew")} error={renew.error} pending={renew.isPending} onCode={renew.mutate}>
      <Button variant="default" onClick={onDone}>
        {t("mfa.cancel")}
      </Button>
    </CodeForm>
  );
}

function Disable({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTranslation("credentials");
  const disable = useDisableMfa();
  const submit = (code: string) =>
    disable.mutate(code, {
      onSuccess: () => {
        showToast("success", t("mfa.disabled"));
        onDone();
      },
    });
  return (
    <CodeForm color="red" submit={t("mfa.disable")} error={disable.error} pending={disable.isPending} onCode={submit}>
      <Button variant="default" onClick={onDone}>
        {t("mfa.cancel")}
      </Button>
    </CodeForm>
  );
}
