import { Badge, Button, Group, Modal, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { OwnSession } from "@purser/contract/schemas";
import { IconDevices } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { showToast } from "../../stores/toasts.ts";
import type { Column } from "../../ui/data-table.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorAlert } from "../../ui/error-alert.tsx";
import { PagedTable } from "../../ui/paged-table.tsx";
import { Panel } from "../../ui/panel.tsx";
import { useFormat } from "../../ui/use-format.ts";
import { deviceName } from "./device-name.ts";
import { useEndOwnSession, useListOwnSessions, useSignOutEverywhere } from "./sessions.queries.ts";

/** Where one is signed in, and how to end it there. */
export function SessionsPanel() {
  const { t } = useTranslation("identity");
  const sessions = useListOwnSessions();
  const ending = useEndOwnSession();
  const columns = useSessionColumns((session) =>
    ending.mutate(session.id, { onSuccess: () => showToast("success", t("sessions.ended")) }),
  );
  return (
    <Panel title={t("sessions.title")} lead={t("sessions.lead")} action={<SignOutEverywhere />} padded={false}>
      {ending.error !== null && <ErrorAlert error={ending.error} />}
      <PagedTable
        label={t("sessions.title")}
        query={sessions}
        columns={columns}
        rowKey={(session) => session.id}
        empty={<EmptyState icon={IconDevices} title={t("sessions.empty_title")} text={t("sessions.empty_text")} />}
      />
    </Panel>
  );
}

function useSessionColumns(end: (session: OwnSession) => void): readonly Column<OwnSession>[] {
  const { t } = useTranslation("identity");
  const format = useFormat();
  return [
    {
      key: "device",
      header: t("sessions.device"),
      cell: (session) => (
        <Group gap="xs">
          <Text span fw={600} size="sm" title={session.user_agent}>
            {deviceName(session.user_agent) || t("sessions.unknown_device")}
          </Text>
          {session.current && <Badge color="teal">{t("sessions.current")}</Badge>}
        </Group>
      ),
    },
    {
      key: "address",
      header: t("sessions.address"),
      cell: (session) => <span className="mono">{session.address}</span>,
    },
    {
      key: "started_at",
      header: t("sessions.started_at"),
      nowrap: true,
      cell: (session) => format.dateTime(session.started_at),
    },
    {
      key: "last_used_at",
      header: t("sessions.last_used_at"),
      nowrap: true,
      cell: (session) => format.dateTime(session.last_used_at),
    },
    {
      key: "action",
      header: "",
      align: "right",
      cell: (session) =>
        session.current ? null : (
          <Button
            size="xs"
            variant="default"
            aria-label={t("sessions.end_one", { device: deviceName(session.user_agent), address: session.address })}
            onClick={() => end(session)}
          >
            {t("sessions.end")}
          </Button>
        ),
    },
  ];
}

function SignOutEverywhere() {
  const { t } = useTranslation(["identity", "ui"]);
  const [opened, { open, close }] = useDisclosure(false);
  const everywhere = useSignOutEverywhere();
  return (
    <>
      <Button variant="default" size="sm" onClick={open}>
        {t("identity:sessions.everywhere")}
      </Button>
      <Modal
        opened={opened}
        onClose={close}
        title={t("identity:sessions.everywhere")}
        closeButtonProps={{ "aria-label": t("ui:close") }}
      >
        <Text size="sm" mb="md">
          {t("identity:sessions.everywhere_lead")}
        </Text>
        {everywhere.error !== null && <ErrorAlert error={everywhere.error} />}
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={close}>
            {t("ui:cancel")}
          </Button>
          <Button color="red" loading={everywhere.isPending} onClick={() => everywhere.mutate()}>
            {t("identity:sessions.everywhere")}
          </Button>
        </Group>
      </Modal>
    </>
  );
}
