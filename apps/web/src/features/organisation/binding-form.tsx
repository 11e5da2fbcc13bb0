import { Button, Group, NativeSelect, SimpleGrid, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { Binding, BindingTerms } from "@purser/contract/schemas";
import { useTranslation } from "react-i18next";
import { DateField } from "../../ui/date-field.tsx";
import { ErrorAlert } from "../../ui/error-alert.tsx";
import { instantsOf, monthBack, today } from "../../ui/format.ts";
import { AccountField } from "./account-field.tsx";
import { useListClusters } from "./bindings.queries.ts";

/** What a form begins with: a rule that is to be replaced, or what is known of a new one. */
export interface BindingStart {
  readonly replaces?: Binding;
  readonly cluster?: string;
  readonly slurm_account?: string;
}

interface Values {
  readonly cluster: string;
  readonly slurm_account: string;
  readonly slurm_user: string;
  readonly account_id: string;
  /** Calendar days, both within. */
  readonly from: string;
  readonly to: string;
}

interface Props {
  readonly start: BindingStart;
  readonly pending: boolean;
  readonly error: Error | null;
  readonly onCancel: () => void;
  readonly onSubmit: (terms: BindingTerms) => void;
}

/** What a rule says. Days are those of the centre; a rule whose own instants are no days keeps them until they are changed. */
export function BindingForm({ start, pending, error, onCancel, onSubmit }: Props) {
  const { t } = useTranslation(["organisation", "ui"]);
  const clusters = (useListClusters().data?.data ?? []).map(({ name }) => name);
  const form = useForm<Values>({
    initialValues: valuesOf(start),
    validate: {
      cluster: (value) => (value === "" ? t("organisation:binding.error.cluster") : null),
      slurm_account: (value) => (value.trim() === "" ? t("organisation:binding.error.slurm_account") : null),
      account_id: (value) => (value === "" ? t("organisation:binding.error.account") : null),
      from: (value) => (value === "" ? t("organisation:binding.error.from") : null),
    },
  });
  const { from, to, account_id: accountId } = form.values;
  const isFixed = start.replaces !== undefined;
  return (
    <form onSubmit={form.onSubmit((values) => onSubmit(termsOf(values, start)))} noValidate>
      <Stack>
        <SimpleGrid cols={{ base: 1, sm: 3 }} style={{ alignItems: "start" }}>
          <NativeSelect
            label={t("organisation:binding.cluster")}
            required
            disabled={isFixed}
            {...form.getInputProps("cluster")}
            data={[{ value: "", label: t("organisation:binding.choose") }, ...clusters]}
          />
          <TextInput
            label={t("organisation:binding.slurm_account")}
            required
            disabled={isFixed}
            maxLength={1000}
            {...form.getInputProps("slurm_account")}
          />
          <TextInput
            label={t("organisation:binding.slurm_user")}
            placeholder={t("organisation:binding.every_user")}
            disabled={isFixed}
            maxLength={1000}
            {...form.getInputProps("slurm_user")}
          />
        </SimpleGrid>
        <AccountField
          label={t("organisation:binding.account")}
          required
          value={accountId === "" ? undefined : accountId}
          onChange={(id) => form.setFieldValue("account_id", id ?? "")}
          error={typeof form.errors.account_id === "string" ? form.errors.account_id : undefined}
        />
        <SimpleGrid cols={{ base: 1, sm: 2 }} style={{ alignItems: "start" }}>
          <DateField
            label={t("organisation:binding.from")}
            required
            value={from}
            onChange={(day) => form.setFieldValue("from", day ?? "")}
            error={form.errors.from}
            {...(to === "" ? {} : { maxDate: to })}
          />
          <DateField
            label={t("organisation:binding.to")}
            value={to === "" ? undefined : to}
            clearable
            onChange={(day) => form.setFieldValue("to", day ?? "")}
            {...(from === "" ? {} : { minDate: from })}
          />
        </SimpleGrid>
        {error !== null && <ErrorAlert error={error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>
            {t("ui:cancel")}
          </Button>
          <Button type="submit" loading={pending}>
            {t("organisation:binding.preview")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** The last day on which a rule holds. */
export function lastDay(validTo: string): string {
  return today(new Date(Date.parse(validTo) - 1));
}

/** A new rule begins with the present month: what was billed before is not its affair. */
function valuesOf({ replaces, cluster = "", slurm_account = "" }: BindingStart): Values {
  if (replaces === undefined) {
    return { cluster, slurm_account, slurm_user: "", account_id: "", from: `${monthBack(0)}-01`, to: "" };
  }
  return {
    cluster: replaces.cluster,
    slurm_account: replaces.slurm_account,
    slurm_user: replaces.slurm_user ?? "",
    account_id: replaces.account_id,
    from: today(new Date(replaces.valid_from)),
    to: replaces.valid_to === null ? "" : lastDay(replaces.valid_to),
  };
}

function termsOf(values: Values, { replaces, ...start }: BindingStart): BindingTerms {
  const before = valuesOf(replaces === undefined ? start : { replaces });
  const days = instantsOf({ from: values.from, to: values.to === "" ? undefined : values.to });
  const keepsFrom = replaces !== undefined && values.from === before.from;
  const keepsTo = replaces !== undefined && values.to === before.to;
  return {
    cluster: values.cluster,
    slurm_account: values.slurm_account.trim(),
    slurm_user: values.slurm_user.trim() === "" ? null : values.slurm_user.trim(),
    account_id: values.account_id,
    valid_from: keepsFrom ? replaces.valid_from : (days.from ?? ""),
    valid_to: keepsTo ? replaces.valid_to : (days.to ?? null),
    replaces_id: replaces?.id ?? null,
  };
}
