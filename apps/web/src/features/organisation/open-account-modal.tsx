import { Button, Group, Modal, NativeSelect, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useDisclosure } from "@mantine/hooks";
import type { NewBillingAccount } from "@purser/contract/schemas";
import { IconPlus } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { showToast } from "../../stores/toasts.ts";
import { ErrorAlert } from "../../ui/error-alert.tsx";
import { useTierName } from "../../ui/tier-name.tsx";
import { useCreateBillingAccount, useListTiers } from "./organisation.queries.ts";

const KINDS = ["team", "project", "customer"] as const;

/** Opens a billing account and leads to its page, where the tax profile is filled in. */
export function OpenAccountModal() {
  const { t } = useTranslation(["organisation", "ui"]);
  const [opened, { open, close }] = useDisclosure(false);
  const navigate = useNavigate();
  const create = useCreateBillingAccount();
  const tiers = useListTiers();
  const tierName = useTierName();
  const form = useForm({
    initialValues: { kind: "team" as NewBillingAccount["kind"], code: "", name: "", tier_override: "" },
    validateInputOnBlur: true,
    validate: {
      code: (value) => (value.trim() === "" ? t("organisation:open.error.code") : null),
      name: (value) => (value.trim() === "" ? t("organisation:account.error.name") : null),
    },
  });
  const submit = form.onSubmit(({ kind, code, name, tier_override }) => {
    const tier = tier_override === "" ? null : tier_override;
    create.mutate(
      { kind, code: code.trim(), name: name.trim(), tier_override: tier },
      {
        onSuccess: (account) => {
          showToast("success", t("organisation:open.done", { name: account.name }));
          void navigate({ to: "/billing-accounts/$accountId", params: { accountId: account.id } });
        },
      },
    );
  });
  return (
    <>
      <Button leftSection={<IconPlus size={17} aria-hidden />} onClick={open}>
        {t("organisation:open.action")}
      </Button>
      <Modal
        opened={opened}
        onClose={close}
        title={t("organisation:open.action")}
        closeButtonProps={{ "aria-label": t("ui:close") }}
      >
        <form onSubmit={submit} noValidate>
          <Stack>
            <Text size="sm">{t("organisation:open.lead")}</Text>
            <NativeSelect
              label={t("organisation:list.kind")}
              {...form.getInputProps("kind")}
              data={KINDS.map((kind) => ({ value: kind, label: t(`organisation:kind.${kind}`) }))}
            />
            <TextInput
              label={t("organisation:list.code")}
              description={t("organisation:open.code_hint")}
              required
              maxLength={100}
              data-autofocus
              {...form.getInputProps("code")}
            />
            <TextInput
              label={t("organisation:account.name")}
              required
              maxLength={300}
              {...form.getInputProps("name")}
            />
            <NativeSelect
              label={t("organisation:account.tier")}
              {...form.getInputProps("tier_override")}
              data={[
                { value: "", label: t("organisation:open.by_rules") },
                ...(tiers.data?.data ?? []).map(({ name }) => ({ value: name, label: tierName(name) })),
              ]}
            />
            {create.error !== null && <ErrorAlert error={create.error} />}
            <Group justify="flex-end">
              <Button variant="default" onClick={close}>
                {t("ui:cancel")}
              </Button>
              <Button type="submit" loading={create.isPending}>
                {t("organisation:open.submit")}
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </>
  );
}
