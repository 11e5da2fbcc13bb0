import { Text } from "@mantine/core";
import type { AuditRecord } from "@purser/contract/schemas";
import { useTranslation } from "react-i18next";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { FieldName } from "./field-name.tsx";
import { FactLines, type Facts, isFacts, RecordValue } from "./record-value.tsx";

/** What a record holds beside who, what and when: a change as before and after, the rest as it is. */
export function RecordDetail({ record }: { readonly record: AuditRecord }) {
  const { t } = useTranslation("audit");
  const rolesOf = useRoleTexts();
  const { from, to, ...rest } = record.detail as Facts; // an object, says the contract
  const changed = isFacts(from) && isFacts(to);
  const other = changed ? rest : (record.detail as Facts);
  const facts: readonly (readonly [string, string | null])[] = [
    [t("subject_id"), record.subject],
    [t("role"), record.actor_role === null ? null : rolesOf(record.actor_role)],
    [t("address"), record.address],
    [t("browser"), record.user_agent],
    [t("operation"), record.operation],
    [t("request"), record.request_id],
    [t("key"), record.key_id],
    [t("hash"), record.hash],
    [t("signature"), record.signature],
  ];
  return (
    <>
      {changed && <Difference action={record.action} from={from} to={to} />}
      <FactLines action={record.action} facts={other} />
      {facts.map(
        ([label, value]) =>
          value !== null && (
            <Text key={label} size="xs" c="dimmed" mt={4} style={{ overflowWrap: "anywhere" }}>
              {label}: <span className="mono">{value}</span>
            </Text>
          ),
      )}
    </>
  );
}

/** The roles that somebody held then, as the person who reads calls them. */
function useRoleTexts(): (roles: string) => string {
  const { t, i18n } = useTranslation("ui");
  const textOfRole = (role: string) => {
    const key = `roles.${role}`;
    return i18n.exists(key, { ns: "ui" }) ? t(key as "roles.user") : role; // a role that is no more has no text
  };
  return (roles) => roles.split(",").map(textOfRole).join(", ");
}

interface Change {
  readonly action: string;
  readonly from: Facts;
  readonly to: Facts;
}

function Difference({ action, from, to }: Change) {
  const { t } = useTranslation("audit");
  const columns: readonly Column<string>[] = [
    { key: "field", header: t("field"), cell: (name) => <FieldName name={name} /> },
    {
      key: "before",
      header: t("before"),
      cell: (name) => <RecordValue action={action} field={name} value={from[name]} />,
    },
    { key: "after", header: t("after"), cell: (name) => <RecordValue action={action} field={name} value={to[name]} /> },
  ];
  const names = [...new Set([...Object.keys(from), ...Object.keys(to)])];
  return <DataTable label={t("difference")} columns={columns} rows={names} rowKey={(name) => name} />;
}
