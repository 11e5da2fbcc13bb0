import { Button, Group, Modal, NativeSelect, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useDisclosure } from "@mantine/hooks";
import type { GiveGrantRequest, Role } from "@purser/contract/schemas";
import { IconKey } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useMe } from "../../api/me.ts";
import { showToast } from "../../stores/toasts.ts";
import { DateField } from "../../ui/date-field.tsx";
import { ErrorAlert } from "../../ui/error-alert.tsx";
import { nextDay, startOfDay, today } from "../../ui/format.ts";
import { useGiveGrant } from "./people.queries.ts";
import { ROLES } from "./people-search.ts";

const SCOPE = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
const SCOPED: readonly Role[] = ["field_admin", "dept_admin", "team_lead"];

interface Values {
  readonly username: string;
  readonly role: Role;
  readonly scope: string;
  readonly until: string | undefined;
}

/** Gives a role to one person, or, where `username` is null, to the one whose user name is typed in. */
export function GiveGrantModal({ username }: { readonly username: string | null }) {
  const { t } = useTranslation(["people", "ui"]);
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button variant="default" leftSection={<IconKey size={17} aria-hidden />} onClick={open}>
        {t("people:give.action")}
      </Button>
      <Modal
        opened={opened}
        onClose={close}
        title={username === null ? t("people:give.action") : t("people:give.title", { username })}
        closeButtonProps={{ "aria-label": t("ui:close") }}
      >
        <GiveGrantForm username={username} onDone={close} />
      </Modal>
    </>
  );
}

function GiveGrantForm({ username, onDone }: { readonly username: string | null; readonly onDone: () => void }) {
  const { t } = useTranslation(["people", "ui"]);
  const give = useGiveGrant();
  const roles = useRolesToGive();
  const form = useForm<Values>({
    initialValues: { username: username ?? "", role: roles[0] ?? "user", scope: "", until: undefined },
    validate: {
      username: (value) => (value.trim() === "" ? t("people:give.username_missing") : null),
      scope: (value, { role }) =>
        SCOPED.includes(role) && !SCOPE.test(value.trim()) ? t("people:give.scope_wrong") : null,
    },
  });
  const submit = form.onSubmit((values) => {
    const body: GiveGrantRequest = {
      username: values.username.trim().toLowerCase(),
      role: values.role,
      ...(SCOPED.includes(values.role) && { scope: values.scope.trim() }),
      // A grant counts through the whole of its last day.
      ...(values.until !== undefined && { until: startOfDay(nextDay(values.until)) }),
    };
    give.mutate(body, {
      onSuccess: (grant) => {
        onDone();
        showToast("success", t("people:give.done", { username: grant.username }));
      },
    });
  });
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <Text size="sm">{t("people:give.lead")}</Text>
        {username === null && (
          <TextInput
            label={t("people:username")}
            autoComplete="off"
            required
            data-autofocus
            {...form.getInputProps("username")}
          />
        )}
        <NativeSelect
          label={t("people:grants.role")}
          {...form.getInputProps("role")}
          data={roles.map((role) => ({ value: role, label: t(`ui:roles.${role}`) }))}
        />
        {SCOPED.includes(form.values.role) && (
          <TextInput
            label={t("people:grants.scope")}
            description={t("people:give.scope_hint")}
            required
            maxLength={64}
            {...form.getInputProps("scope")}
          />
        )}
        <DateField
          label={t("people:give.until")}
          value={form.values.until}
          onChange={(date) => form.setFieldValue("until", date)}
          minDate={today()}
          clearable
        />
        {give.error !== null && <ErrorAlert error={give.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            {t("ui:cancel")}
          </Button>
          <Button type="submit" loading={give.isPending}>
            {t("people:give.submit")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** What the caller may give at all, the least first, so that nobody gives more by accident; the server decides about each. */
function useRolesToGive(): readonly Role[] {
  const { roles } = useMe();
  const given = ROLES.toReversed();
  return roles.includes("center_admin") ? given : given.filter((role) => SCOPED.includes(role) && roles.includes(role));
}
