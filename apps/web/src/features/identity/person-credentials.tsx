import { Badge, Button, Code, Group, Stack, Text } from "@mantine/core";
import type { Person } from "@purser/contract/schemas";
import { useTranslation } from "react-i18next";
import { showToast } from "../../stores/toasts.ts";
import { CopyText } from "../../ui/copy-text.tsx";
import { ErrorAlert } from "../../ui/error-alert.tsx";
import { Panel } from "../../ui/panel.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { useFormat } from "../../ui/use-format.ts";
import { ConfirmModal } from "./confirm-modal.tsx";
import { useGetPersonMfa, useIssuePasswordReset, useRemoveMfa } from "./credentials.queries.ts";

/** How an administrator helps somebody who cannot sign in: a link for a new password, and an end to a lost device. */
export function PersonCredentials({ person }: { readonly person: Person }) {
  const { t } = useTranslation("credentials");
  const mfa = useGetPersonMfa(person.id);
  const link = useIssuePasswordReset(person.id);
  return (
    <Panel title={t("person.title")} lead={t("person.lead")}>
      <QueryView query={mfa} rows={2}>
        {({ enrolled_at: since }) => (
          <Stack>
            <SecondStep since={since} />
            <Group>
              {person.source !== "ldap" && (
                <Button variant="default" loading={link.isPending} onClick={() => link.mutate()}>
                  {t("person.link")}
                </Button>
              )}
              {since !== null && <RemoveMfa person={person} />}
            </Group>
            {link.data !== undefined && <LinkShown path={link.data.path} expiresAt={link.data.expires_at} />}
            {link.error !== null && <ErrorAlert error={link.error} />}
          </Stack>
        )}
      </QueryView>
    </Panel>
  );
}

function SecondStep({ since }: { readonly since: string | null }) {
  const { t } = useTranslation("credentials");
  const format = useFormat();
  return (
    <Group gap="sm">
      <Badge color={since === null ? "gray" : "teal"}>{since === null ? t("mfa.off") : t("mfa.on")}</Badge>
      <Text size="sm">
        {since === null ? t("person.no_second_step") : t("person.second_step", { time: format.dateTime(since) })}
      </Text>
    </Group>
  );
}

function RemoveMfa({ person: { id, username } }: { readonly person: Person }) {
  const { t } = useTranslation("credentials");
  const remove = useRemoveMfa(id);
  return (
    <ConfirmModal
      action={t("person.remove")}
      title={t("person.remove_title", { username })}
      text={t("person.remove_text")}
      danger
      deed={remove}
      onConfirm={() => remove.mutateAsync().then(() => showToast("success", t("person.removed", { username })))}
    />
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
