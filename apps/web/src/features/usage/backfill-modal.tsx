import { Button, Group, Modal, SimpleGrid, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconHistory } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { showToast } from "../../stores/toasts.ts";
import { DateField } from "../../ui/date-field.tsx";
import { ErrorAlert } from "../../ui/error-alert.tsx";
import { instantsOf, today } from "../../ui/format.ts";
import { useRequestUsagePull } from "./pulls.queries.ts";

/** Asks for a past range of days of a cluster. */
export function BackfillModal({ cluster }: { readonly cluster: string }) {
  const { t } = useTranslation(["pulls", "ui"]);
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button variant="default" leftSection={<IconHistory size={17} aria-hidden />} onClick={open}>
        {t("pulls:backfill.action")}
      </Button>
      <Modal
        opened={opened}
        onClose={close}
        title={t("pulls:backfill.title", { cluster })}
        closeButtonProps={{ "aria-label": t("ui:close") }}
      >
        <BackfillForm cluster={cluster} onDone={close} />
      </Modal>
    </>
  );
}

function BackfillForm({ cluster, onDone }: { readonly cluster: string; readonly onDone: () => void }) {
  const { t } = useTranslation(["pulls", "ui"]);
  const [from, setFrom] = useState<string | undefined>();
  const [to, setTo] = useState<string | undefined>();
  const pull = useRequestUsagePull();
  const range = rangeOf(from, to);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (range === null) return;
        pull.mutate(
          { cluster, ...range },
          {
            onSuccess: () => {
              onDone();
              showToast("success", t("pulls:backfill.done"));
            },
          },
        );
      }}
    >
      <Stack>
        <Text size="sm">{t("pulls:backfill.lead")}</Text>
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <DateField
            label={t("pulls:backfill.from")}
            value={from}
            onChange={setFrom}
            maxDate={to ?? today()}
            required
          />
          <DateField
            label={t("pulls:backfill.to")}
            value={to}
            onChange={setTo}
            maxDate={today()}
            {...(from === undefined ? {} : { minDate: from })}
            required
          />
        </SimpleGrid>
        {pull.error !== null && <ErrorAlert error={pull.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            {t("ui:cancel")}
          </Button>
          <Button type="submit" loading={pull.isPending} disabled={range === null}>
            {t("pulls:backfill.submit")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** From the first moment of the one day to the last of the other, or to now where that is today. */
function rangeOf(from: string | undefined, to: string | undefined): { from: string; to: string } | null {
  if (from === undefined || to === undefined) return null;
  const { from: begin = "", to: end = "" } = instantsOf({ from, to });
  const now = new Date().toISOString();
  return { from: begin, to: Date.parse(end) < Date.parse(now) ? end : now };
}
