import { NativeSelect, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { NewBillingAccount } from "@purser/contract/schemas";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { showToast } from "../../stores/toasts.ts";
import { CreateModal } from "../../ui/create-modal.tsx";
import { useTierName } from "../../ui/tier-name.tsx";
import { useCreateBillingAccount, useListTiers } from "./organisation.queries.ts";

const KINDS = ["team", "project", "customer"] as const;

/** Opens a billing account and leads to its page, where the tax profile is filled in. */
export function OpenAccountModal() {
  const { t } = useTranslation("organisation");
  const navigate = useNavigate();
  const create = useCreateBillingAccount();
  const tiers = useListTiers();
  const tierName = useTierName();
  const form = useForm({
    initialValues: { kind: "team" as NewBillingAccount["kind"], code: "", name: "", tier_override: "" },
    validateInputOnBlur: true,
    validate: {
      code: (value) => (value.trim() === "" ? t("open.error.code") : null),
      name: (value) => (value.trim() === "" ? t("account.error.name") : null),
    },
  });
  const submit = form.onSubmit(({ kind, code, name, tier_override }) => {
    const tier = tier_override === "" ? null : tier_override;
    create.mutate(
      { kind, code: code.trim(), name: name.trim(), tier_override: tier },
      {
        onSuccess: (account) => {
          showToast("success", t("open.done", { name: account.name }));
          void navigate({ to: "/billing-accounts/$accountId", params: { accountId: account.id } });
        },
      },
    );
  });
  return (
    <CreateModal
      action={t("open.action")}
      lead={t("open.lead")}
      submitLabel={t("open.submit")}
      onSubmit={submit}
      creation={create}
    >
      <NativeSelect
        label={t("list.kind")}
        {...form.getInputProps("kind")}
        data={KINDS.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
      />
      <TextInput
        label={t("list.code")}
        description={t("open.code_hint")}
        required
        maxLength={100}
        data-autofocus
        {...form.getInputProps("code")}
      />
      <TextInput label={t("account.name")} required maxLength={300} {...form.getInputProps("name")} />
      <NativeSelect
        label={t("account.tier")}
        {...form.getInputProps("tier_override")}
        data={[
          { value: "", label: t("open.by_rules") },
          ...(tiers.data?.data ?? []).map(({ name }) => ({ value: name, label: tierName(name) })),
        ]}
      />
    </CreateModal>
  );
}
