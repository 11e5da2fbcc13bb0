import { Button, Group, NativeSelect, SimpleGrid, Stack, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { BillingAccount, BillingAccountChange } from "@purser/contract/schemas";
import { useTranslation } from "react-i18next";
import { showToast } from "../../stores/toasts.ts";
import { ErrorAlert } from "../../ui/error-alert.tsx";
import { useTierName } from "../../ui/tier-name.tsx";
import { useListTiers, useUpdateBillingAccount } from "./organisation.queries.ts";

const PROFILE = ["legal_name", "address", "tax_id", "branch", "email"] as const;

type Values = Record<"name" | "tier_override" | (typeof PROFILE)[number], string>;

function valuesOf(account: BillingAccount): Values {
  return {
    name: account.name,
    tier_override: account.tier_override ?? "",
    legal_name: account.legal_name ?? "",
    address: account.address ?? "",
    tax_id: account.tax_id ?? "",
    branch: account.branch ?? "",
    email: account.email ?? "",
  };
}

/** Only what was changed is sent, so that two people at one account do not undo each other. */
export function changeOf(account: BillingAccount, values: Values): BillingAccountChange {
  const before = valuesOf(account);
  const changed = (key: keyof Values) => values[key].trim() !== before[key];
  const change: Record<string, string | null> = {};
  if (changed("name")) change.name = values.name.trim();
  for (const key of ["tier_override", ...PROFILE] as const) {
    if (changed(key)) change[key] = values[key].trim() === "" ? null : values[key].trim();
  }
  return change;
}

export function AccountForm({ account }: { readonly account: BillingAccount }) {
  const { t } = useTranslation(["organisation", "ui"]);
  const update = useUpdateBillingAccount(account.id);
  const form = useForm<Values>({
    initialValues: valuesOf(account),
    validateInputOnBlur: true,
    validate: {
      name: (value) => (value.trim() === "" ? t("organisation:account.error.name") : null),
      tax_id: (value) => (/^(\d{13})?$/.test(value.trim()) ? null : t("organisation:account.error.tax_id")),
      branch: (value) => (/^(\d{5})?$/.test(value.trim()) ? null : t("organisation:account.error.branch")),
      email: (value) => (/^(\S+@\S+)?$/.test(value.trim()) ? null : t("organisation:account.error.email")),
    },
  });
  function save(values: Values) {
    const change = changeOf(account, values);
    if (Object.keys(change).length === 0) return showToast("success", t("organisation:account.unchanged"));
    update.mutate(change, {
      onSuccess: (saved) => {
        form.setValues(valuesOf(saved));
        showToast("success", t("organisation:account.saved"));
      },
    });
  }
  const text = (key: "legal_name" | "tax_id" | "branch") => (
    <TextInput
      label={t(`organisation:account.${key}`)}
      description={t(`organisation:account.${key}_hint`)}
      inputMode={key === "legal_name" ? "text" : "numeric"}
      {...form.getInputProps(key)}
    />
  );
  return (
    <form onSubmit={form.onSubmit(save)} noValidate>
      <Stack>
        <SimpleGrid cols={{ base: 1, sm: 2 }} style={{ alignItems: "end" }}>
          <TextInput label={t("organisation:account.name")} required maxLength={300} {...form.getInputProps("name")} />
          <TierField account={account} {...form.getInputProps("tier_override")} />
        </SimpleGrid>
        {text("legal_name")}
        <Textarea
          label={t("organisation:account.address")}
          autosize
          minRows={2}
          maxLength={1000}
          {...form.getInputProps("address")}
        />
        <SimpleGrid cols={{ base: 1, sm: 3 }}>
          {text("tax_id")}
          {text("branch")}
          <TextInput
            label={t("organisation:account.email")}
            type="email"
            mt={{ sm: 21 }}
            {...form.getInputProps("email")}
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

interface TierFieldProps {
  readonly account: BillingAccount;
  readonly value?: string;
  readonly onChange?: (event: React.ChangeEvent<HTMLSelectElement>) => void;
}

function TierField({ account, ...input }: TierFieldProps) {
  const { t } = useTranslation("organisation");
  const tiers = useListTiers();
  const tierName = useTierName();
  const natural = tierName(account.natural_tier);
  return (
    <NativeSelect
      label={t("account.tier")}
      {...input}
      data={[
        { value: "", label: t("account.natural", { tier: natural }) },
        ...(tiers.data?.data ?? []).map(({ name }) => ({ value: name, label: tierName(name) })),
      ]}
    />
  );
}
