import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";

/** What was done, in words and by the name that the API and the filters know it by. */
export function AuditAction({ action }: { readonly action: string }) {
  const { t, i18n } = useTranslation("audit");
  const key = `actions.${action}`;
  return (
    <div>
      {/* A newer program may know actions that this page does not; the others are keys of the texts. */}
      {i18n.exists(key, { ns: "audit" }) && <div style={{ fontWeight: 600 }}>{t(key as "actions.receipt.issued")}</div>}
      <Text span size="xs" c="dimmed" className="mono" style={{ overflowWrap: "anywhere" }}>
        {action}
      </Text>
    </div>
  );
}
