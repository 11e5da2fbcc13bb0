import { Button, Code, Group, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { showToast } from "../../stores/toasts.ts";
import { CopyText } from "../../ui/copy-text.tsx";
import { ErrorAlert } from "../../ui/error-alert.tsx";
import { Panel } from "../../ui/panel.tsx";
import { useFormat } from "../../ui/use-format.ts";
import { useIssuePasswordReset, useRemoveMfa } from "./credentials.queries.ts";

/** How an administrator helps somebody who cannot sign in: a link for a new password, and an end to a lost device. */
export function PersonCredentials({ personId }: { readonly personId: string }) {
  const { t } = useTranslation("credentials");
  const link = useIssuePasswordReset(personId);
  const remove = useRemoveMfa(personId);
  const removed = { onSuccess: () => showToast("success", t("person.removed")) };
  return (
    <Panel title={t("person.title")} lead={t("person.lead")}>
      <Stack>
        <Group>
          <Button variant="default" loading={link.isPending} onClick={() => link.mutate()}>
            {t("person.link")}
          </Button>
          <Button
            variant="default"
            c="red"
            loading={remove.isPending}
            onClick={() => remove.mutate(undefined, removed)}
          >
            {t("person.remove")}
          </Button>
        </Group>
        {link.data !== undefined && <LinkShown path={link.data.path} expiresAt={link.data.expires_at} />}
        {[link.error, remove.error].map((error) => error !== null && <ErrorAlert key={error.message} error={error} />)}
      </Stack>
    </Panel>
  );
}

function LinkShown({ path, expiresAt }: { readonly path: string; readonly expiresAt: string }) {
  const { t } = useTranslation("credentials");
  const format = useFormat();
  const address = new URL(path, window.location.origin).href;
  return (
    <Stack gap="xs">
      <Text size="sm">{t("person.link_lead", { time: format.dateTime(expiresAt) })}</Text>
      <Code block tabIndex={0} style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>
        {address}
      </Code>
      <Group>
        <CopyText text={address} />
      </Group>
    </Stack>
  );
}
