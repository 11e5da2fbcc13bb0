import { Button } from "@mantine/core";
import { IconDevices } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { showToast } from "../../stores/toasts.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorAlert } from "../../ui/error-alert.tsx";
import { PagedTable } from "../../ui/paged-table.tsx";
import { Panel } from "../../ui/panel.tsx";
import { ConfirmModal } from "./confirm-modal.tsx";
import { useDeviceName, useSessionColumns } from "./session-columns.tsx";
import { useEndOwnSession, useListOwnSessions, useSignOutEverywhere } from "./sessions.queries.ts";

/** Where one is signed in, and how to end it there. */
export function SessionsPanel() {
  const { t } = useTranslation("identity");
  const sessions = useListOwnSessions();
  const ending = useEndOwnSession();
  const device = useDeviceName();
  const ended = { onSuccess: () => showToast("success", t("sessions.ended")) };
  const columns = useSessionColumns((session) => (
    <Button
      size="xs"
      variant="default"
      aria-label={t("sessions.end_one", { device: device(session), address: session.address })}
      onClick={() => ending.mutate(session.id, ended)}
    >
      {t("sessions.end")}
    </Button>
  ));
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

function SignOutEverywhere() {
  const { t } = useTranslation("identity");
  const everywhere = useSignOutEverywhere();
  return (
    <ConfirmModal
      action={t("sessions.everywhere")}
      title={t("sessions.everywhere")}
      text={t("sessions.everywhere_lead")}
      danger
      deed={everywhere}
      onConfirm={() => everywhere.mutateAsync()}
    />
  );
}
