import { Code, Table, Text } from "@mantine/core";
import type { AuditRecord } from "@purser/contract/schemas";
import { useTranslation } from "react-i18next";

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
    <details>
      <summary aria-label={t("show_detail", { action: record.action })} style={{ cursor: "pointer" }}>
        {t("detail")}
      </summary>
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
    </details>
  );
}

function Difference({ from, to }: { readonly from: Facts; readonly to: Facts }) {
  const { t } = useTranslation("audit");
  const names = [...new Set([...Object.keys(from), ...Object.keys(to)])];
  return (
    <Table mt={4} withTableBorder fz="sm">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t("field")}</Table.Th>
          <Table.Th>{t("before")}</Table.Th>
          <Table.Th>{t("after")}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {names.map((name) => (
          <Table.Tr key={name}>
            <Table.Td className="mono">{name}</Table.Td>
            <Table.Td>{textOf(from[name])}</Table.Td>
            <Table.Td fw={600}>{textOf(to[name])}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function isFacts(value: unknown): value is Facts {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string {
  if (value === null || value === undefined || value === "") return "–";
  return typeof value === "string" ? value : JSON.stringify(value);
}
