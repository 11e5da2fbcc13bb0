import { Badge, Group } from "@mantine/core";
import type { HeldGrant } from "@purser/contract/schemas";
import { useTranslation } from "react-i18next";

/** The roles somebody holds, with what each is over. */
export function HeldRoles({ grants }: { readonly grants: readonly HeldGrant[] }) {
  const { t } = useTranslation(["people", "ui"]);
  if (grants.length === 0) return <span>{t("people:list.no_role")}</span>;
  return (
    <Group gap={6}>
      {grants.map(({ role, scope }) => (
        <Badge key={`${role}:${scope}`} color={role === "center_admin" ? "red" : "gray"} variant="light" tt="none">
          {scope === null ? t(`ui:roles.${role}`) : `${t(`ui:roles.${role}`)} · ${scope}`}
        </Badge>
      ))}
    </Group>
  );
}
