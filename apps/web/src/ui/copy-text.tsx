import { Button, type ButtonProps, CopyButton } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

interface Props extends Pick<ButtonProps, "size"> {
  readonly text: string;
}

/** Puts a text on the clipboard, and says for a moment that it is there. */
export function CopyText({ text, size = "sm" }: Props) {
  const { t } = useTranslation("ui");
  return (
    <CopyButton value={text}>
      {({ copied, copy }) => (
        <Button
          size={size}
          variant="default"
          onClick={copy}
          leftSection={copied ? <IconCheck size={17} aria-hidden /> : <IconCopy size={17} aria-hidden />}
        >
          {copied ? t("copied") : t("copy")}
        </Button>
      )}
    </CopyButton>
  );
}
