import { Button, type ButtonProps, Group, Modal, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useTranslation } from "react-i18next";
import { ErrorAlert } from "../../ui/error-alert.tsx";

interface Props extends Pick<ButtonProps, "size"> {
  /** What the button that opens it says, and what the one that does it says. */
  readonly action: string;
  /** Names what it is done to. */
  readonly title: string;
  readonly text: string;
  readonly danger?: boolean;
  /** The mutation that does it: how it stands and why it failed. */
  readonly deed: { readonly isPending: boolean; readonly error: unknown; readonly reset: () => void };
  /** Does it; rejects where it was not done. */
  readonly onConfirm: () => Promise<unknown>;
}

/** A button whose deed is asked about first. What follows upon the deed belongs in `onConfirm`: the button may be gone by then. */
export function ConfirmModal({ action, title, text, danger = false, deed, onConfirm, size = "sm" }: Props) {
  const { t } = useTranslation("ui");
  const [opened, { open, close }] = useDisclosure(false);
  const ask = () => {
    deed.reset();
    open();
  };
  return (
    <>
      <Button variant="default" size={size} onClick={ask} aria-label={`${action}: ${title}`}>
        {action}
      </Button>
      <Modal opened={opened} onClose={close} title={title} closeButtonProps={{ "aria-label": t("close") }}>
        <Stack>
          <Text size="sm">{text}</Text>
          {deed.error !== null && <ErrorAlert error={deed.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={close} data-autofocus={danger || undefined}>
              {t("cancel")}
            </Button>
            <Button
              {...(danger ? { color: "red" } : {})}
              loading={deed.isPending}
              data-autofocus={danger ? undefined : true}
              onClick={() => void onConfirm().then(close, () => {})} // a failure is shown above
            >
              {action}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
