import { TagsInput, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";

interface Props {
  readonly form: { readonly getInputProps: (path: "display_name" | "slurm_users") => object };
}

/** The fields that a new person and a known one have in common. */
export function PersonFields({ form }: Props) {
  const { t } = useTranslation("people");
  return (
    <>
      <TextInput label={t("display_name")} required maxLength={200} {...form.getInputProps("display_name")} />
      <TagsInput
        label={t("slurm_users")}
        description={t("slurm_hint")}
        inputWrapperOrder={["label", "input", "description", "error"]} // so that it stands level with its neighbour
        maxTags={50}
        {...form.getInputProps("slurm_users")}
      />
    </>
  );
}

/** What the fields in common are checked for before they are sent. */
export function usePersonRules() {
  const { t } = useTranslation("people");
  return { display_name: (value: string) => (value.trim() === "" ? t("add.name_missing") : null) };
}
