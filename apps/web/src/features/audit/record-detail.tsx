import { Code, Text } from "@mantine/core";
import type { AuditRecord } from "@purser/contract/schemas";
import { useTranslation } from "react-i18next";
import { type Column, DataTable } from "../../ui/data-table.tsx";

type Facts = Readonly<Record<string, unknown>>;

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
  const plain = Object.entries(other).filter(([, value]) => !isDeep(value));
  const deep = Object.fromEntries(Object.entries(other).filter(([, value]) => isDeep(value)));
  return (
    <>
      {changed && <Difference from={from} to={to} />}
      {plain.map(([name, value]) => (
        <Text key={name} size="sm" mt={4} style={{ overflowWrap: "anywhere" }}>
          <FieldName name={name} />: <strong>{textOf(value)}</strong>
        </Text>
      ))}
      {Object.keys(deep).length > 0 && (
        <Code block mt={4} style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere", textAlign: "start" }}>
          {JSON.stringify(deep, null, 2)}
        </Code>
      )}
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

/** What people call a field of a record, where they do, and what the record calls it. */
function FieldName({ name }: { readonly name: string }) {
  const { t, i18n } = useTranslation("audit");
  const key = `fields.${name}`;
  return (
    <>
      {i18n.exists(key, { ns: "audit" }) && `${t(key as "fields.name")} `}
      <Text span size="xs" c="dimmed" className="mono">
        {name}
      </Text>
    </>
  );
}

function Difference({ from, to }: { readonly from: Facts; readonly to: Facts }) {
  const { t } = useTranslation("audit");
  const columns: readonly Column<string>[] = [
    { key: "field", header: t("field"), cell: (name) => <FieldName name={name} /> },
    { key: "before", header: t("before"), cell: (name) => textOf(from[name]) },
    { key: "after", header: t("after"), cell: (name) => <strong>{textOf(to[name])}</strong> },
  ];
  const names = [...new Set([...Object.keys(from), ...Object.keys(to)])];
  return <DataTable label={t("difference")} columns={columns} rows={names} rowKey={(name) => name} />;
}

function isFacts(value: unknown): value is Facts {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether it takes more than a line to say. */
function isDeep(value: unknown): boolean {
  if (Array.isArray(value)) return value.some((each) => typeof each === "object" && each !== null);
  return typeof value === "object" && value !== null;
}

function textOf(value: unknown): string {
  if (value === null || value === undefined || value === "") return "–";
  if (Array.isArray(value) && !isDeep(value)) return value.length === 0 ? "–" : value.join(", ");
  return typeof value === "string" ? value : JSON.stringify(value);
}
