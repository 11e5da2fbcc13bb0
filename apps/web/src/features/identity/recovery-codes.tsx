import { Alert, Button, Code, Group, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconDownload } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { CopyText } from "../../ui/copy-text.tsx";
import { saveFile } from "../../ui/save-file.ts";

interface Props {
  readonly codes: readonly string[];
  readonly onDone: () => void;
}

/** New recovery codes, for the only time: to copy, to keep as a file, or to print. */
export function RecoveryCodes({ codes, onDone }: Props) {
  const { t } = useTranslation("credentials");
  const text = codes.join("\n");
  const file = `${t("recovery.file_head")}\r\n\r\n${codes.join("\r\n")}\r\n`;
  return (
    <Stack>
      <Alert color="orange" icon={<IconAlertTriangle aria-hidden />} title={t("recovery.title")}>
        <Text size="sm">{t("recovery.lead")}</Text>
      </Alert>
      <Code block tabIndex={0} role="group" aria-label={t("recovery.label")}>
        {text}
      </Code>
      <Group>
        <CopyText text={text} />
        <Button
          variant="default"
          onClick={() => saveFile(new Blob([file], { type: "text/plain;charset=utf-8" }), "purser-recovery-codes.txt")}
          leftSection={<IconDownload size={17} aria-hidden />}
        >
          {t("recovery.download")}
        </Button>
        <Button onClick={onDone}>{t("recovery.done")}</Button>
      </Group>
    </Stack>
  );
}
