import { Code, Text } from "@mantine/core";
import type { AuditRecord } from "@purser/contract/schemas";
import { useTranslation } from "react-i18next";
import { type Column, DataTable } from "../../ui/data-table.tsx";

type Facts = Readonly<Record<string, unknown>>;

/** What a record holds beside who, what and when: a change as before and after, the rest as it is. */
export function RecordDetail({ record }: { readonly record: AuditRecord }) {
  const { t } = useTranslation("audit");
  const { from, to, ...rest } = record.detail as Facts; // an object, says the contract
  const changed = isFacts(from) && isFacts(to);
  const other = changed ? rest : (record.detail as Facts);
  const facts: readonly (readonly [string, string | null])[] = [
    [t("role"), record.actor_role],
    [t("address"), record.address],
    [t("operation"), record.operation],
    [t("request"), record.request_id],
    [t("key"), record.key_id],
    [t("hash"), record.hash],
    [t("signature"), record.signature],
  ];
  return (
    <>
      {changed && <Difference from={from} to={to} />}
      {Object.keys(other).length > 0 && (
        <Code block mt={4} style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere", textAlign: "start" }}>
          {JSON.stringify(other, null, 2)}
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

function Difference({ from, to }: { readonly from: Facts; readonly to: Facts }) {
  const { t } = useTranslation("audit");
  const columns: readonly Column<string>[] = [
    { key: "field", header: t("field"), cell: (name) => <span className="mono">{name}</span> },
    { key: "before", header: t("before"), cell: (name) => textOf(from[name]) },
    { key: "after", header: t("after"), cell: (name) => <strong>{textOf(to[name])}</strong> },
  ];
  const names = [...new Set([...Object.keys(from), ...Object.keys(to)])];
  return <DataTable label={t("difference")} columns={columns} rows={names} rowKey={(name) => name} />;
}

function isFacts(value: unknown): value is Facts {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string {
  if (value === null || value === undefined || value === "") return "–";
  return typeof value === "string" ? value : JSON.stringify(value);
}
