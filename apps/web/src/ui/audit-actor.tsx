import { Text } from "@mantine/core";
import type { AuditRecord } from "@purser/contract/schemas";
import { useTranslation } from "react-i18next";

/** Who did something: a person or a service by their name; what is neither, in words and by the name that filters take. */
export function AuditActor({ record }: { readonly record: AuditRecord }) {
  const { t, i18n } = useTranslation("audit");
  const { actor_id: id, actor_name: name } = record;
  const key = `actors.${name}`;
  if (id !== null || !i18n.exists(key, { ns: "audit" })) return name;
  return (
    <div>
      <div>{t(key as "actors.purser")}</div>
      <Text span size="xs" c="dimmed" className="mono">
        {name}
      </Text>
    </div>
  );
}
