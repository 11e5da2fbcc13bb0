import { Text } from "@mantine/core";
import type { AuditRecord } from "@purser/contract/schemas";
import { useTranslation } from "react-i18next";
import { AuditAction } from "../../ui/audit-action.tsx";
import { AuditActor } from "../../ui/audit-actor.tsx";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { LinkButton } from "../../ui/link-button.tsx";
import { Panel } from "../../ui/panel.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { useFormat } from "../../ui/use-format.ts";
import { usePersonEvents } from "./people.queries.ts";

/** The last things that the audit trail knows of a person. */
export function PersonEvents({ personId }: { readonly personId: string }) {
  const { t } = useTranslation("people");
  const events = usePersonEvents(personId);
  const columns = useEventColumns();
  return (
    <Panel
      title={t("events.title")}
      padded={false}
      action={
        <LinkButton to="/audit" search={{ subject: personId }} variant="default" size="xs">
          {t("events.all")}
        </LinkButton>
      }
    >
      <QueryView query={events} rows={3}>
        {({ data }) =>
          data.length === 0 ? (
            <Text size="sm" c="dimmed" p="md">
              {t("events.empty")}
            </Text>
          ) : (
            <DataTable label={t("events.title")} columns={columns} rows={data} rowKey={(record) => record.id} />
          )
        }
      </QueryView>
    </Panel>
  );
}

function useEventColumns(): readonly Column<AuditRecord>[] {
  const { t } = useTranslation("people");
  const format = useFormat();
  return [
    { key: "at", header: t("events.at"), nowrap: true, cell: (record) => format.dateTime(record.occurred_at) },
    { key: "action", header: t("events.action"), cell: (record) => <AuditAction action={record.action} /> },
    { key: "actor", header: t("events.actor"), cell: (record) => <AuditActor record={record} /> },
  ];
}
