import { Button, Group, SimpleGrid, Stack } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { Person } from "@purser/contract/schemas";
import { useTranslation } from "react-i18next";
import { showToast } from "../../stores/toasts.ts";
import { ErrorAlert } from "../../ui/error-alert.tsx";
import { useUpdatePerson } from "./people.queries.ts";
import { PersonFields, usePersonRules } from "./person-fields.tsx";

/** A person's name and Slurm users, to be changed. */
export function PersonForm({ person }: { readonly person: Person }) {
  const { t } = useTranslation(["people", "ui"]);
  const update = useUpdatePerson(person.id);
  const rules = usePersonRules();
  const form = useForm({
    initialValues: { display_name: person.display_name, slurm_users: [...person.slurm_users] },
    validate: rules,
  });
  const submit = form.onSubmit(({ display_name, slurm_users }) =>
    update.mutate(
      { display_name: display_name.trim(), slurm_users },
      { onSuccess: () => showToast("success", t("people:person.saved")) },
    ),
  );
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <SimpleGrid cols={{ base: 1, sm: 2 }} style={{ alignItems: "start" }}>
          <PersonFields form={form} />
        </SimpleGrid>
        {update.error !== null && <ErrorAlert error={update.error} />}
        <Group>
          <Button type="submit" loading={update.isPending}>
            {t("ui:save")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
