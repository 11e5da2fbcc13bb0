import { TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { showToast } from "../../stores/toasts.ts";
import { CreateModal } from "../../ui/create-modal.tsx";
import { useCreatePerson } from "./people.queries.ts";
import { PersonFields, usePersonRules } from "./person-fields.tsx";

const USERNAME = /^[a-z0-9][a-z0-9._-]{1,39}$/;

/** Adds a person and leads to their page, where roles are given. */
export function AddPersonModal() {
  const { t } = useTranslation("people");
  const navigate = useNavigate();
  const create = useCreatePerson();
  const rules = usePersonRules();
  const form = useForm({
    initialValues: { username: "", display_name: "", slurm_users: [] as string[] },
    validateInputOnBlur: true,
    validate: {
      username: (value) => (USERNAME.test(value.trim()) ? null : t("add.username_wrong")),
      ...rules,
    },
  });
  const submit = form.onSubmit(({ username, display_name, slurm_users }) => {
    const body = { username: username.trim(), display_name: display_name.trim(), slurm_users };
    create.mutate(body, {
      onSuccess: (person) => {
        showToast("success", t("add.done", { username: person.username }));
        void navigate({ to: "/administration/people/$personId", params: { personId: person.id } });
      },
    });
  });
  return (
    <CreateModal
      action={t("add.action")}
      lead={t("add.lead")}
      submitLabel={t("add.submit")}
      onSubmit={submit}
      creation={create}
    >
      <TextInput
        label={t("username")}
        description={t("add.username_hint")}
        autoComplete="off"
        required
        maxLength={40}
        data-autofocus
        {...form.getInputProps("username")}
      />
      <PersonFields form={form} />
    </CreateModal>
  );
}
