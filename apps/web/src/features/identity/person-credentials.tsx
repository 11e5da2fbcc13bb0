import { Badge, Button, Code, Group, Stack, Text, Title } from "@mantine/core";
import type { Person } from "@purser/contract/schemas";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "../../api/me.ts";
import { showToast } from "../../stores/toasts.ts";
import { CopyText } from "../../ui/copy-text.tsx";
import { ErrorAlert } from "../../ui/error-alert.tsx";
import { LinkButton } from "../../ui/link-button.tsx";
import { Panel } from "../../ui/panel.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { useFormat } from "../../ui/use-format.ts";
import { ConfirmModal } from "./confirm-modal.tsx";
import { useGetPersonMfa, useIssuePasswordReset, useRemoveMfa } from "./credentials.queries.ts";

/** How an administrator helps somebody who cannot sign in: with their password, a lost device, or a lock. */
export function PersonCredentials({ person }: { readonly person: Person }) {
  const { t } = useTranslation("credentials");
  const may = useMay();
  const mfa = useGetPersonMfa(person.id);
  return (
    <Panel title={t("person.title")} lead={t("person.lead")}>
      <Stack gap="lg">
        <Matter title={t("password.title")}>
          {person.source === "ldap" ? (
            <DirectoryPassword username={person.username} />
          ) : (
            <LocalPassword id={person.id} />
          )}
        </Matter>
        <Matter title={t("mfa.title")}>
          <QueryView query={mfa} rows={1}>
            {({ enrolled_at: since }) => (
              <>
                <SecondStep since={since} />
                {since !== null && (
                  <Group>
                    <RemoveMfa person={person} />
                  </Group>
                )}
              </>
            )}
          </QueryView>
        </Matter>
        {may("locks:read") && (
          <Matter title={t("person.locked")}>
            <Text size="sm">{t("person.locked_text")}</Text>
            <Group>
              <LinkButton to="/administration/locks" variant="default">
                {t("person.locks")}
              </LinkButton>
            </Group>
          </Matter>
        )}
      </Stack>
    </Panel>
  );
}

function Matter({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Stack gap="xs" role="group" aria-label={title}>
      <Title order={3} size="1rem">
        {title}
      </Title>
      {children}
    </Stack>
  );
}

function LocalPassword({ id }: Pick<Person, "id">) {
  const { t } = useTranslation("credentials");
  const link = useIssuePasswordReset(id);
  return (
    <>
      <Text size="sm">{t("person.password_local")}</Text>
      <Group>
        <Button variant="default" loading={link.isPending} onClick={() => link.mutate()}>
          {t("person.link")}
        </Button>
      </Group>
      {link.data !== undefined && <LinkShown path={link.data.path} expiresAt={link.data.expires_at} />}
      {link.error !== null && <ErrorAlert error={link.error} />}
    </>
  );
}

function DirectoryPassword({ username }: Pick<Person, "username">) {
  const { t } = useTranslation("credentials");
  return (
    <>
      <Text size="sm">{t("person.password_ldap")}</Text>
      <Text size="sm">{t("person.directory_check")}</Text>
      <Code block tabIndex={0}>
        node apps/api/dist/main.js ldap check {username}
      </Code>
    </>
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
