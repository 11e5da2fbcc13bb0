import { Button, Group, NativeSelect, Stack, Textarea, TextInput } from "@mantine/core";
import { type UseFormReturnType, useForm } from "@mantine/form";
import { scopes as allScopes } from "@purser/contract/operation-types";
import type { CreateServiceTokenRequest, Scope, ServiceRole } from "@purser/contract/schemas";
import { useTranslation } from "react-i18next";
import { useMay } from "../../api/me.ts";
import { ErrorAlert } from "../../ui/error-alert.tsx";
import { TokenScopes } from "./token-scopes.tsx";

const DAYS = [7, 30, 90, 180, 365] as const;
const ROLES = ["finance", "auditor", "user", "center_admin"] as const satisfies readonly ServiceRole[];
const SERVICE_NAME = /^[a-z0-9][a-z0-9._-]{1,39}$/;

interface Values {
  readonly name: string;
  readonly scopes: string[];
  readonly days: string;
  readonly addresses: string;
  readonly role: ServiceRole;
  readonly slurmUsers: string;
}

interface Props {
  readonly kind: "own" | "service";
  readonly error: Error | null;
  readonly pending: boolean;
  /** A person's own token has no role and no Slurm users: they are left out there. */
  readonly onSubmit: (wish: CreateServiceTokenRequest) => void;
  readonly onCancel: () => void;
}

function linesOf(text: string): string[] {
  return text.split(/[\s,]+/).filter((line) => line !== "");
}

/** What a new API token is to be. What goes together is for the server to say. */
export function TokenForm({ kind, error, pending, onSubmit, onCancel }: Props) {
  const { t } = useTranslation(["tokens", "ui"]);
  const may = useMay();
  const form = useForm<Values>({
    initialValues: { name: "", scopes: [], days: "90", addresses: "", role: "finance", slurmUsers: "" },
    validate: {
      name: (value) => {
        if (kind === "service") return SERVICE_NAME.test(value.trim()) ? null : t("tokens:form.service_name_error");
        return value.trim() === "" ? t("tokens:form.required") : null;
      },
      scopes: (value) => (value.length === 0 ? t("tokens:form.scopes_error") : null),
      slurmUsers: (value, { role }) =>
        kind === "service" && role === "user" && linesOf(value).length === 0 ? t("tokens:form.required") : null,
    },
  });
  const submit = ({ name, scopes, days, addresses, role, slurmUsers }: Values) =>
    onSubmit({
      name: name.trim(),
      scopes: scopes as Scope[], // the checkboxes are made of them
      days: Number(days),
      allowed_addresses: linesOf(addresses),
      role,
      slurm_users: role === "user" ? linesOf(slurmUsers) : [],
    });
  return (
    <form onSubmit={form.onSubmit(submit)} noValidate>
      <Stack>
        <TextInput
          label={t("tokens:form.name")}
          description={kind === "own" ? t("tokens:form.name_hint") : t("tokens:form.service_name_hint")}
          maxLength={kind === "own" ? 100 : 40}
          required
          data-autofocus
          {...form.getInputProps("name")}
        />
        {kind === "service" && <ServiceFields form={form} />}
        <TokenScopes
          offered={kind === "own" ? allScopes.filter(may) : allScopes}
          value={form.values.scopes}
          onChange={(scopes) => form.setFieldValue("scopes", scopes)}
          error={form.errors.scopes}
        />
        <NativeSelect
          label={t("tokens:form.days")}
          description={t("tokens:form.days_hint")}
          data={DAYS.map((days) => ({ value: String(days), label: t("tokens:form.days_option", { count: days }) }))}
          {...form.getInputProps("days")}
        />
        <Textarea
          label={t("tokens:form.addresses")}
          description={t("tokens:form.addresses_hint")}
          placeholder={"10.20.0.0/16\n2001:db8::/48"}
          autosize
          minRows={2}
          {...form.getInputProps("addresses")}
        />
        {error !== null && <ErrorAlert error={error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>
            {t("ui:cancel")}
          </Button>
          <Button type="submit" loading={pending}>
            {t("tokens:form.submit")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function ServiceFields({ form }: { readonly form: UseFormReturnType<Values> }) {
  const { t } = useTranslation(["tokens", "ui"]);
  return (
    <>
      <NativeSelect
        label={t("tokens:form.role")}
        description={t("tokens:form.role_hint")}
        data={ROLES.map((role) => ({ value: role, label: t(`ui:roles.${role}`) }))}
        {...form.getInputProps("role")}
      />
      {form.values.role === "user" && (
        <Textarea
          label={t("tokens:form.slurm_users")}
          description={t("tokens:form.slurm_users_hint")}
          autosize
          minRows={2}
          required
          {...form.getInputProps("slurmUsers")}
        />
      )}
    </>
  );
}
