import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { CoverageCluster } from "@purser/contract/schemas";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { showToast } from "../../stores/toasts.ts";
import { DateField } from "../../ui/date-field.tsx";
import { ErrorAlert } from "../../ui/error-alert.tsx";
import { useRetireCluster } from "./coverage.queries.ts";

/** Says which day was a cluster's last in service, or that it is in service after all. */
export function RetireCluster({ coverage }: { readonly coverage: CoverageCluster }) {
  const { t } = useTranslation(["coverage", "ui"]);
  const [opened, { open, close }] = useDisclosure(false);
  const { cluster, last_day: lastDay } = coverage;
  return (
    <>
      <Button variant="default" size="xs" onClick={open}>
        {t(lastDay === null ? "coverage:retire.action" : "coverage:retire.change")}
      </Button>
      <Modal
        opened={opened}
        onClose={close}
        title={t("coverage:retire.title", { cluster })}
        closeButtonProps={{ "aria-label": t("ui:close") }}
      >
        <RetireForm coverage={coverage} onDone={close} />
      </Modal>
    </>
  );
}

function RetireForm({ coverage, onDone }: { readonly coverage: CoverageCluster; readonly onDone: () => void }) {
  const { t } = useTranslation(["coverage", "ui"]);
  const { cluster, last_day: known } = coverage;
  const [day, setDay] = useState<string | undefined>(known ?? undefined);
  const retiring = useRetireCluster(cluster);
  const say = (lastDay: string | null) =>
    retiring.mutate(lastDay, {
      onSuccess: () => {
        onDone();
        showToast("success", t(lastDay === null ? "coverage:retire.done_again" : "coverage:retire.done", { cluster }));
      },
    });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (day !== undefined) say(day);
      }}
    >
      <Stack>
        <Text size="sm">{t("coverage:retire.lead")}</Text>
        <DateField label={t("coverage:retire.last_day")} value={day} onChange={setDay} required />
        {retiring.error !== null && <ErrorAlert error={retiring.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            {t("ui:cancel")}
          </Button>
          {known !== null && (
            <Button variant="default" loading={retiring.isPending} onClick={() => say(null)}>
              {t("coverage:retire.again")}
            </Button>
          )}
          <Button type="submit" loading={retiring.isPending} disabled={day === undefined || day === known}>
            {t("coverage:retire.submit")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
