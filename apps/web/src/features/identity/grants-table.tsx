import { Badge } from "@mantine/core";
import type { Grant } from "@purser/contract/schemas";
import { IconKey } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useMay } from "../../api/me.ts";
import { showToast } from "../../stores/toasts.ts";
import { Remark } from "../../ui/badges.tsx";
import type { Column } from "../../ui/data-table.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { PagedTable } from "../../ui/paged-table.tsx";
import { useFormat } from "../../ui/use-format.ts";
import { ConfirmModal } from "./confirm-modal.tsx";
import { useListGrants, useRevokeGrant } from "./people.queries.ts";

const STATE = { live: "green", expired: "gray", revoked: "gray" } as const;

/** What somebody holds and held: from whom, until when, and who took it away. */
export function GrantsTable({ personId }: { readonly personId: string }) {
  const { t } = useTranslation("people");
  const grants = useListGrants(personId);
  const columns = useGrantColumns();
  return (
    <PagedTable
      label={t("grants.title")}
      query={grants}
      columns={columns}
      rowKey={(grant) => grant.id}
      empty={<EmptyState icon={IconKey} title={t("grants.empty_title")} text={t("grants.empty_text")} />}
    />
  );
}

function useGrantColumns(): readonly Column<Grant>[] {
  const { t } = useTranslation(["people", "ui"]);
  const format = useFormat();
  const may = useMay();
  return [
    { key: "role", header: t("people:grants.role"), cell: (grant) => t(`ui:roles.${grant.role}`) },
    { key: "scope", header: t("people:grants.scope"), cell: (grant) => grant.scope ?? t("people:grants.whole") },
    {
      key: "state",
      header: t("people:grants.state"),
      cell: (grant) => <Badge color={STATE[grant.state]}>{t(`people:grants.${grant.state}`)}</Badge>,
    },
    { key: "source", header: t("people:grants.source"), cell: (grant) => t(`people:grants.${grant.source}`) },
    {
      key: "given",
      header: t("people:grants.given"),
      cell: (grant) => (
        <div>
          {format.dateTime(grant.granted_at)}
          <br />
          <Remark>{t("people:grants.by", { username: grant.granted_by })}</Remark>
        </div>
      ),
    },
    {
      key: "until",
      header: t("people:grants.until"),
      cell: (grant) => (grant.until === null ? t("people:grants.no_end") : format.end(grant.until)),
    },
    {
      key: "end",
      header: t("people:grants.end"),
      cell: (grant) => <GrantEnd grant={grant} mayRevoke={may("grants:write")} />,
    },
  ];
}

function GrantEnd({ grant, mayRevoke }: { readonly grant: Grant; readonly mayRevoke: boolean }) {
  const { t } = useTranslation("people");
  const format = useFormat();
  if (grant.state === "live") return mayRevoke && grant.source === "local" ? <RevokeButton grant={grant} /> : "–";
  if (grant.revoked_at === null || grant.revoked_by === null) return <Remark>{t("grants.by_itself")}</Remark>;
  return (
    <div>
      {format.dateTime(grant.revoked_at)}
      <br />
      <Remark>{t("grants.by", { username: grant.revoked_by })}</Remark>
    </div>
  );
}

function RevokeButton({ grant }: { readonly grant: Grant }) {
  const { t } = useTranslation(["people", "ui"]);
  const revoke = useRevokeGrant();
  const { username, scope } = grant;
  const role = t(`ui:roles.${grant.role}`);
  return (
    <ConfirmModal
      size="xs"
      action={t("people:revoke.action")}
      title={
        scope === null
          ? t("people:revoke.title", { role, username })
          : t("people:revoke.title_over", { role, username, scope })
      }
      text={t("people:revoke.text")}
      danger
      deed={revoke}
      onConfirm={() => revoke.mutateAsync(grant.id).then(() => showToast("success", t("people:revoke.done", { role })))}
    />
  );
}
