import { Alert, Button, Code, Group, Stack, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { CopyText } from "../../ui/copy-text.tsx";

/** The text of a new token, for the only time. */
export function TokenShown({ token, onDone }: { readonly token: string; readonly onDone: () => void }) {
  const { t } = useTranslation("tokens");
  return (
    <Stack>
      <Alert color="orange" icon={<IconAlertTriangle aria-hidden />} title={t("shown.title")}>
        <Text size="sm">{t("shown.lead")}</Text>
      </Alert>
      <Code
        block
        tabIndex={0}
        role="textbox"
        aria-readonly
        aria-label={t("shown.label")}
        style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}
      >
        {token}
      </Code>
      <Group justify="space-between">
        <CopyText text={token} />
        <Button onClick={onDone}>{t("shown.done")}</Button>
      </Group>
    </Stack>
  );
}
