import { Button, type ButtonProps, Group, Modal, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useTranslation } from "react-i18next";
import { ErrorAlert } from "../../ui/error-alert.tsx";

interface Props extends Pick<ButtonProps, "size"> {
  /** What the button that opens it says, and what the one that does it says. */
  readonly action: string;
  readonly title: string;
  readonly text: string;
  readonly danger?: boolean;
  readonly error: unknown;
  readonly pending: boolean;
  /** Does it; whether it was done. */
  readonly onConfirm: () => Promise<boolean>;
}

/** A button whose deed is asked about first. */
export function ConfirmModal({ action, title, text, danger = false, error, pending, onConfirm, size = "sm" }: Props) {
  const { t } = useTranslation("ui");
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button variant="default" size={size} onClick={open} aria-label={title}>
        {action}
      </Button>
      <Modal opened={opened} onClose={close} title={title} closeButtonProps={{ "aria-label": t("close") }}>
        <Stack>
          <Text size="sm">{text}</Text>
          {error !== null && <ErrorAlert error={error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t("cancel")}
            </Button>
            <Button
              {...(danger ? { color: "red" } : {})}
              loading={pending}
              data-autofocus
              onClick={() => void onConfirm().then((done) => done && close())}
            >
              {action}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
