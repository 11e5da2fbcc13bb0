import { Checkbox, SimpleGrid } from "@mantine/core";
import type { Scope } from "@purser/contract/schemas";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

/** The colon of a scope would lead to another file of texts. */
type TextKey<Name extends string> = Name extends `${infer Thing}:${infer Use}` ? `${Thing}_${Use}` : never;

interface Props {
  readonly offered: readonly Scope[];
  readonly value: readonly string[];
  readonly onChange: (scopes: string[]) => void;
  readonly error?: ReactNode;
}

/** The scopes to choose from, each with what it allows. */
export function TokenScopes({ offered, value, onChange, error }: Props) {
  const { t } = useTranslation("tokens");
  return (
    <Checkbox.Group
      label={t("form.scopes")}
      description={t("form.scopes_hint")}
      value={[...value]}
      onChange={onChange}
      error={error}
      withAsterisk
    >
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xs" verticalSpacing="xs" mt="xs" mb={4}>
        {offered.map((scope) => (
          <Checkbox
            key={scope}
            value={scope}
            label={<span className="mono">{scope}</span>}
            description={t(`scope.${scope.replace(":", "_") as TextKey<Scope>}`)}
          />
        ))}
      </SimpleGrid>
    </Checkbox.Group>
  );
}
