import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPlus } from "@tabler/icons-react";
import type { FormEvent, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ErrorAlert } from "./error-alert.tsx";

interface Props {
  /** What the button that opens it says, and its title. */
  readonly action: string;
  readonly lead: string;
  readonly submitLabel: string;
  readonly onSubmit: (event?: FormEvent<HTMLFormElement>) => void;
  readonly creation: { readonly error: Error | null; readonly isPending: boolean };
  readonly children: ReactNode;
}

/** A button that opens the form of a new record; whoever submits leads on to the record's page. */
export function CreateModal({ action, lead, submitLabel, onSubmit, creation, children }: Props) {
  const { t } = useTranslation("ui");
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button leftSection={<IconPlus size={17} aria-hidden />} onClick={open}>
        {action}
      </Button>
      <Modal opened={opened} onClose={close} title={action} closeButtonProps={{ "aria-label": t("close") }}>
        <form onSubmit={onSubmit} noValidate>
          <Stack>
            <Text size="sm">{lead}</Text>
            {children}
            {creation.error !== null && <ErrorAlert error={creation.error} />}
            <Group justify="flex-end">
              <Button variant="default" onClick={close}>
                {t("cancel")}
              </Button>
              <Button type="submit" loading={creation.isPending}>
                {submitLabel}
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </>
  );
}
