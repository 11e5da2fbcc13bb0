import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useDisclosure } from "@mantine/hooks";
import { IconPlus } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { showToast } from "../../stores/toasts.ts";
import { ErrorAlert } from "../../ui/error-alert.tsx";
import { useCreatePerson } from "./people.queries.ts";
import { PersonFields, usePersonRules } from "./person-fields.tsx";

const USERNAME = /^[a-z0-9][a-z0-9._-]{1,39}$/;

/** Adds a person and leads to their page, where roles are given. */
export function AddPersonModal() {
  const { t } = useTranslation(["people", "ui"]);
  const [opened, { open, close }] = useDisclosure(false);
  const navigate = useNavigate();
  const create = useCreatePerson();
  const rules = usePersonRules();
  const form = useForm({
    initialValues: { username: "", display_name: "", slurm_users: [] as string[] },
    validateInputOnBlur: true,
    validate: {
      username: (value) => (USERNAME.test(value.trim()) ? null : t("people:add.username_wrong")),
      ...rules,
    },
  });
  const submit = form.onSubmit(({ username, display_name, slurm_users }) => {
    const body = { username: username.trim(), display_name: display_name.trim(), slurm_users };
    create.mutate(body, {
      onSuccess: (person) => {
        showToast("success", t("people:add.done", { username: person.username }));
        void navigate({ to: "/administration/people/$personId", params: { personId: person.id } });
      },
    });
  });
  return (
    <>
      <Button leftSection={<IconPlus size={17} aria-hidden />} onClick={open}>
        {t("people:add.action")}
      </Button>
      <Modal
        opened={opened}
        onClose={close}
        title={t("people:add.action")}
        closeButtonProps={{ "aria-label": t("ui:close") }}
      >
        <form onSubmit={submit} noValidate>
          <Stack>
            <Text size="sm">{t("people:add.lead")}</Text>
            <TextInput
              label={t("people:username")}
              description={t("people:add.username_hint")}
              autoComplete="off"
              required
              maxLength={40}
              data-autofocus
              {...form.getInputProps("username")}
            />
            <PersonFields form={form} />
            {create.error !== null && <ErrorAlert error={create.error} />}
            <Group justify="flex-end">
              <Button variant="default" onClick={close}>
                {t("ui:cancel")}
              </Button>
              <Button type="submit" loading={create.isPending}>
                {t("people:add.submit")}
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </>
  );
}
