import { IconHistory } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useMay } from "../api/me.ts";
import { LinkButton } from "./link-button.tsx";

interface Props {
  readonly subject: string;
  /** The id of what brought it, such as the batch of a run: what was done to that was done to it. */
  readonly broughtBy?: string | undefined;
}

/** Leads to who did what to one record, for those who may read it. */
export function AuditLink({ subject, broughtBy }: Props) {
  const { t } = useTranslation("ui");
  const may = useMay();
  if (!may("audit:read")) return null;
  return (
    <LinkButton
      to="/audit"
      search={broughtBy === undefined ? { subject } : { subject, or_subject: broughtBy }}
      variant="default"
      leftSection={<IconHistory size={17} aria-hidden />}
    >
      {t("audit_link")}
    </LinkButton>
  );
}
