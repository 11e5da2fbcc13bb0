import { IconHistory } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useMay } from "../api/me.ts";
import { LinkButton } from "./link-button.tsx";

/** Leads to who did what to one record, for those who may read it. */
export function AuditLink({ subject }: { readonly subject: string }) {
  const { t } = useTranslation("ui");
  const may = useMay();
  if (!may("audit:read")) return null;
  return (
    <LinkButton to="/audit" search={{ subject }} variant="default" leftSection={<IconHistory size={17} aria-hidden />}>
      {t("audit_link")}
    </LinkButton>
  );
}
