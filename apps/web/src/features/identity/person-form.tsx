import { Button, Group, SimpleGrid, Stack, TagsInput, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { Person } from "@purser/contract/schemas";
import { useTranslation } from "react-i18next";
import { showToast } from "../../stores/toasts.ts";
import { ErrorAlert } from "../../ui/error-alert.tsx";
import { useUpdatePerson } from "./people.queries.ts";

/** A person's name and Slurm users, to be changed. */
export function PersonForm({ person }: { readonly person: Person }) {
  const { t } = useTranslation(["people", "ui"]);
  const update = useUpdatePerson(person.id);
  const form = useForm({
    initialValues: { display_name: person.display_name, slurm_users: [...person.slurm_users] },
    validate: { display_name: (value) => (value.trim() === "" ? t("people:add.name_missing") : null) },
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
        <SimpleGrid cols={{ base: 1, sm: 2 }} style={{ alignItems: "end" }}>
          <TextInput
            label={t("people:display_name")}
            required
            maxLength={200}
            {...form.getInputProps("display_name")}
          />
          <TagsInput
            label={t("people:slurm_users")}
            description={t("people:slurm_hint")}
            maxTags={50}
            {...form.getInputProps("slurm_users")}
          />
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
