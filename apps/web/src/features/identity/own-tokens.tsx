import { IconKey } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { EmptyState } from "../../ui/empty-state.tsx";
import { PagedTable } from "../../ui/paged-table.tsx";
import { Panel } from "../../ui/panel.tsx";
import { CreateToken } from "./create-token.tsx";
import { useTokenColumns } from "./token-columns.tsx";
import { useListOwnApiTokens } from "./tokens.queries.ts";

/** One's own API tokens, as a part of one's account. */
export function OwnTokens() {
  const { t } = useTranslation("tokens");
  const tokens = useListOwnApiTokens();
  const columns = useTokenColumns("own", true);
  return (
    <Panel title={t("own.title")} lead={t("own.lead")} action={<CreateToken kind="own" />} padded={false}>
      <PagedTable
        label={t("own.title")}
        query={tokens}
        columns={columns}
        rowKey={(token) => token.id}
        empty={<EmptyState icon={IconKey} title={t("own.empty_title")} text={t("own.empty_text")} />}
      />
    </Panel>
  );
}
