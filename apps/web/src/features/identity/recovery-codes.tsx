import { Alert, Button, Code, CopyButton, Group, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconCheck, IconCopy, IconDownload } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

interface Props {
  readonly codes: readonly string[];
  readonly onDone: () => void;
}

/** New recovery codes, for the only time: to copy, to keep as a file, or to print. */
export function RecoveryCodes({ codes, onDone }: Props) {
  const { t } = useTranslation("credentials");
  const text = codes.join("\n");
  return (
    <Stack>
      <Alert color="orange" icon={<IconAlertTriangle aria-hidden />} title={t("recovery.title")}>
        <Text size="sm">{t("recovery.lead")}</Text>
      </Alert>
      <Code block tabIndex={0} role="group" aria-label={t("recovery.label")}>
        {text}
      </Code>
      <Group>
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <Button
              variant="default"
              onClick={copy}
              leftSection={copied ? <IconCheck size={17} aria-hidden /> : <IconCopy size={17} aria-hidden />}
            >
              {copied ? t("recovery.copied") : t("recovery.copy")}
            </Button>
          )}
        </CopyButton>
        <Button
          variant="default"
          onClick={() =>
            saveText("purser-recovery-codes.txt", `${t("recovery.file_head")}\r\n\r\n${codes.join("\r\n")}\r\n`)
          }
          leftSection={<IconDownload size={17} aria-hidden />}
        >
          {t("recovery.download")}
        </Button>
        <Button onClick={onDone}>{t("recovery.done")}</Button>
      </Group>
    </Stack>
  );
}

function saveText(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
