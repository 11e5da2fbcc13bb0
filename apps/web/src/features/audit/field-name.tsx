import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";

/** What people call a field of a record, where they do, and what the record calls it. */
export function FieldName({ name }: { readonly name: string }) {
  const { t, i18n } = useTranslation("audit");
  const key = `fields.${name}`;
  return (
    <>
      {i18n.exists(key, { ns: "audit" }) && `${t(key as "fields.name")} `}
      <Text span size="xs" c="dimmed" className="mono">
        {name}
      </Text>
    </>
  );
}
